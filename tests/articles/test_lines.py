from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.lines import LineKind, is_title_case, kind_at, marker_width

PARAGRAPH = (
    "The committee met on Friday for the third time this year and once more came to no agreement about its rules."
)


def kinds(text: str) -> list[LineKind]:
    """The kind of every line."""
    found: list[LineKind] = []
    start = 0
    for line in text.split("\n"):
        found.append(kind_at(text, start, start + len(line)))
        start += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("line", "width"),
    [
        ("- item", 2),
        ("* item", 2),
        ("• item", 2),
        ("  - item", 4),
        ("1. item", 3),
        ("12) item", 4),
        ("a) item", 3),
        ("(b) item", 4),
        ("iv. item", 4),
        ("-\titem", 2),
        ("no item", 0),
        ("-item", 0),
        ("- ", 0),
        ("2024. The year", 0),
        ("A. Smith said so", 0),
        ("--", 0),
        ("", 0),
    ],
)
def test_the_marker_of_an_item(line: str, width: int) -> None:
    assert marker_width(line) == width


@pytest.mark.parametrize("blank", ["", " ", "\t\u3000"])
def test_blank_lines(blank: str) -> None:
    assert kinds(f"{PARAGRAPH}\n{blank}\n{PARAGRAPH}") == ["paragraph", "blank", "paragraph"]


def test_lists_and_addresses() -> None:
    text = f"{PARAGRAPH}\n- one\n* two\n1. three\n2. four\nhttps://example.org/a\n<www.example.org>\n{PARAGRAPH}"
    assert kinds(text) == ["paragraph", "item", "item", "item", "item", "url", "url", "paragraph"]


@pytest.mark.parametrize(
    "caption",
    [
        "America US China - Shutterstock © Aquir",
        "A street in the old town | Getty Images",
        "Photo: Jane Doe/AFP",
        "Photograph by Jane Doe",
        "Image credit: the museum",
        "![The harbor](harbor.png)",
        "The harbor at night (Reuters)",
    ],
)
def test_captions(caption: str) -> None:
    assert kinds(f"A Title of Some Kind\n\n{caption}\n\n{PARAGRAPH}")[2] == "caption"


@pytest.mark.parametrize("line", ["Getty Images sues an AI company", "Reuters reported it on Monday", PARAGRAPH])
def test_a_line_about_agencies_is_no_caption(line: str) -> None:
    assert kinds(f"{line}\n{PARAGRAPH}")[0] != "caption"


@pytest.mark.parametrize(
    "heading",
    [
        "Export controls",
        "Key Takeaways",
        "In-Depth",
        "What happens next?",
        "Beijing’s Showcase: Reassurance and Messaging",
        "1. Semiconductors (The “Crown Jewel”)",
        "2.1 Results",
        "Ingredients:",
        "LOANS OFTEN NOT REPAID",
        "# Heading",
        "### Third level ###",
        "๐ฏ The “Why”: Imperatives",
        "Ökonomie und Politik",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_headings(heading: str, gap: str) -> None:
    assert kinds(f"{PARAGRAPH}{gap}{heading}{gap}{PARAGRAPH}")[len(gap)] == "heading"


def test_a_heading_above_a_list_or_addresses() -> None:
    assert kinds(f"{PARAGRAPH}\nSources\nhttps://example.org\nKey Points\n- one")[1::2] == ["heading", "heading"]


def test_underlined_headings() -> None:
    text = f"Title\n=====\n\n{PARAGRAPH}\n\nFirst part\n----------\nText that is\nbroken by hand."
    assert [at for at, kind in enumerate(kinds(text)) if kind == "heading"] == [0, 5]


@pytest.mark.parametrize(
    "line",
    [
        "Yes, he said.",
        "“Never again!”",
        '"We are pleased"',
        "and so it goes",
        "> Quoted Line",
        "  Indented Line",
        "jane@example.org",
        "Name    Score",
        "See https://example.org",
        "This is a sentence. This Is Another",
        "#hashtag",
        "No, no, no;",
        "Well…",
        "A line that ends with a dash —",
    ],
)
def test_lines_that_head_nothing(line: str) -> None:
    assert kinds(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}")[1] != "heading"
    assert kinds(f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}")[2] != "heading"


def test_text_that_is_broken_by_hand_has_no_plain_headings() -> None:
    text = (
        "In article <1993@example.org>, Jane Doe writes:\n"
        "I have been looking for one of these for some time now, and\n"
        "Apple Computer does not seem to sell them any more. Does any\n"
        "of you know where to get one?\n\n"
        "Thanks in advance\n\nJane Doe\nDepartment of Physics\n\n"
        "# one comment in a script\n# and a second one"
    )
    assert "heading" not in kinds(text)


def test_items_are_no_numbered_headings() -> None:
    assert kinds(f"{PARAGRAPH}\n1. Bread\n2. Butter\n3. Salt\n{PARAGRAPH}")[1:4] == ["item"] * 3
    assert kinds(f"{PARAGRAPH}\n\n1. Bread\n\n2. Butter\n\n{PARAGRAPH}")[2:5:2] == ["item"] * 2


@pytest.mark.parametrize(
    ("line", "title_case"),
    [
        ("China Vows to Double Down on Tech Self-Reliance", True),
        ("Implications for Business and Trade", True),
        ("Export controls", False),
        ("The minister of the interior", False),
        ("DOLLAR ENDS WITH MODEST LOSSES", True),
        ("123", False),
    ],
)
def test_title_case(line: str, title_case: bool) -> None:
    assert is_title_case(line) == title_case


@given(st.text(st.sampled_from("Aa1.#-=* \n>©:"), max_size=80))
def test_every_line_has_a_kind_by_its_neighborhood_alone(text: str) -> None:
    for kind, line in zip(kinds(text), text.split("\n"), strict=True):
        assert (kind == "blank") == (not line.strip())


def test_a_line_of_a_huge_text_costs_no_more_than_of_a_small_one() -> None:
    text = ("A Line\n" * 200_000) + "x" * 2_000_000 + "\nA Heading\n" + "\n" * 200_000 + "y" * 2_000_000
    at = text.index("A Heading")
    before = time.process_time()
    for _ in range(200):
        kind_at(text, at, at + len("A Heading"))
        kind_at(text, at + 10, at + 10)
        kind_at(text, 70_000, 70_006)
    assert time.process_time() - before < 1
