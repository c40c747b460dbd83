from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.markdown import Look, Markdown
from reader.articles.models import Article
from reader.articles.structure import sections_of


def lines_of(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def kinds(text: str) -> list[str]:
    markdown = Markdown(text)
    return [markdown.kind_at(*span) for span in lines_of(text)]


def found(text: str, look: Look) -> list[str]:
    markdown = Markdown(text)
    return [
        text[max(start, first) : min(end, last)]
        for start, end in lines_of(text)
        for first, last, name in markdown.looks(start, end, markdown.kind_at(start, end))
        if name == look
    ]


@pytest.mark.parametrize(
    ("text", "look", "marked"),
    [
        ("a *b c* d", "emphasis", ["b c"]),
        ("a _b c_ d", "emphasis", ["b c"]),
        ("a **b *c* d** e", "strong", ["b *c* d"]),
        ("a **b *c* d** e", "emphasis", ["c"]),
        ("***a***", "strong", ["a"]),
        ("***a***", "emphasis", ["a"]),
        ("a **b\nc** d", "strong", ["b", "c"]),
        ("a * b * c", "emphasis", []),
        ("of snake_case_words", "emphasis", []),
        (r"\*a\*", "emphasis", []),
        ("*a\n\nb*", "emphasis", []),
        ("`a *b*`", "code", ["a *b*"]),
        ("`a *b*`", "emphasis", []),
        ("``a ` b``", "code", ["a ` b"]),
        ("~~a~~", "struck", ["a"]),
        ('a [b *c*](https://d.e/(f) "g") h', "link", ["b *c*"]),
        ('a [b *c*](https://d.e/(f) "g") h', "mark", ["[", '](https://d.e/(f) "g")', "*", "*"]),
        ("a [b][c]", "link", ["b"]),
        ("a [b] c", "link", []),
        ("a<br>b", "mark", ["<br>"]),
        ("1 < 2 > 0", "mark", []),
        ("# A #", "chapter", ["# A #"]),
        ("# A #", "mark", ["# ", " #"]),
        ("### A", "chapter", []),
        ("- [x] a", "bullet", ["- [x] "]),
        ("12. a", "bullet", ["12. "]),
        ("> - a", "bullet", ["- "]),
        ("> a", "quote", ["> a"]),
        ("> a", "mark", ["> "]),
        ("| a | b |", "mark", ["|", "|", "|"]),
    ],
)
def test_what_marks_say(text: str, look: Look, marked: list[str]) -> None:
    assert found(text, look) == marked


def test_blocks_of_code_end_with_as_many_marks_of_their_kind() -> None:
    text = "````\n# a\n```\n*b*\n~~~~\n````\n\n# c\n\n~~~\n- d\n~~~\n- e"
    assert kinds(text) == ["code"] * 6 + ["blank", "heading", "blank"] + ["code"] * 3 + ["item"]
    assert found(text, "emphasis") == []


def test_a_block_that_is_never_closed_goes_on_to_the_end() -> None:
    assert kinds("a\n```sh\nb\n\n# c") == ["paragraph", "code", "code", "code", "code"]


def test_a_block_in_an_item_is_indented() -> None:
    assert kinds("- a\n\n    ```\n    # b\n    ```\n- c") == ["item", "blank", "code", "code", "code", "item"]


def test_code_within_a_line_opens_no_block() -> None:
    assert kinds("```a``` b\n\nWith ``` in it\nc") == ["paragraph", "blank", "paragraph", "paragraph"]


def test_front_matter_rules_and_definitions_are_asides() -> None:
    text = "---\ntitle: A\n---\n\n***\n\nA\n\n[b]: https://c.d\n[^1]: A footnote."
    assert kinds(text) == ["aside"] * 3 + ["blank", "aside", "blank", "paragraph", "blank", "aside", "paragraph"]


def test_a_line_is_a_heading_only_with_marks_or_alone() -> None:
    long = "and so it goes on and on " * 5
    assert kinds(f"Garden Rules\n{long}\n\nGarden Rules\n\n{long}\n\n## Hedges\n{long}") == [
        *("paragraph", "paragraph", "blank"),
        *("heading", "blank", "paragraph", "blank"),
        *("heading", "paragraph"),
    ]


def test_sections_are_those_that_are_shown_as_headings() -> None:
    text = "# A\n\n~~~\n# b\n~~~\n\n```\n~~~\n```\n\n## C\n\ntext"
    assert [section.title for section in sections_of(text, Markdown(text))] == ["A", "C"]


def test_asking_from_the_end_first_says_the_same() -> None:
    text = "a\n```\nb\n```\n" * 50
    forward, backward = Markdown(text), Markdown(text)
    spans = lines_of(text)
    expected = [forward.kind_at(*span) for span in spans]
    assert [backward.kind_at(*span) for span in reversed(spans)] == expected[::-1]


@pytest.mark.parametrize(("path", "is_markdown"), [("a.md", True), ("b/A.MD", True), ("a.txt", False), ("md", False)])
def test_only_articles_named_so_are_markdown(path: str, *, is_markdown: bool) -> None:
    article = Article(path, "A", "*a*", 1, 3, "", 0, "utf-8", ())
    assert (article.markdown is not None) is is_markdown
    assert article.markdown is article.markdown


@given(st.text(st.sampled_from("a *_`~[]()<>!\\|#->1.\n"), max_size=200), st.integers(1, 30))
def test_looks_lie_within_the_text_however_it_is_cut_into_rows(text: str, width: int) -> None:
    markdown = Markdown(text)
    for start, end in lines_of(text):
        kind = markdown.kind_at(start, end)
        for at in range(start, end, width):
            for first, last, _ in markdown.looks(at, min(end, at + width), kind):
                assert 0 <= first <= last <= len(text)
