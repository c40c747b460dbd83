from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.titles import find_title, title_of

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = (
    "The committee met on Friday for the third time this year and once more came to no agreement about its rules."
)
SUMMARY = (
    "The committee for garden rules is under pressure as neighbors complain about hedges, noise and a lack of rules. "
    "On Friday it met for the third time, and its garden rules are as unclear as ever before."
)

SEEDS = {
    "000": "China Tech Self-Reliance Rises Amid Rising U.S. Tech Pressure",
    "001": "China Vows to Double Down on Tech Self-Reliance as U.S. Rivalry Heats Up",
    "002": "Chinese authorities are intensifying their push for artificial intelligence self-reliance…",
    "003": "China, under the consolidated leadership of President Xi Jinping for a historic third term…",
    "004": "Chinese President Xi Urges Tech Independence",
}


@pytest.mark.parametrize("number", SEEDS)
def test_the_seeds_titles(seeds: Path, number: str) -> None:
    [file] = seeds.glob(f"{number}_*")
    assert title_of(file.read_text(encoding="utf-8"), file.name) == SEEDS[number]


@pytest.mark.parametrize(
    "text",
    [
        f"Garden Rules Remain Unclear\n\n{PARAGRAPH}",
        f"\n\n  Garden Rules Remain Unclear  \n{PARAGRAPH}",
        f"Garden rules remain unclear\n{PARAGRAPH}",
        f"GARDEN RULES REMAIN UNCLEAR -- COMMITTEE\n\n{PARAGRAPH}",
        f"Re: Garden rules\n\n> {PARAGRAPH[:70]}\n> and so on\n",
        f"Are garden rules unclear?\n\n{PARAGRAPH}",
        f"Getty Images Sues Garden Committee\n\n{PARAGRAPH}",
        "A title and nothing else",
        f"Garden Rules\nThe Committee Met\n{PARAGRAPH}",
        f"北京发布新规\n\n{PARAGRAPH}",
        f"Garden rules remain unclear as the committee fails again\n{PARAGRAPH[:60]}\n{PARAGRAPH[60:]}",
    ],
)
def test_a_first_line_that_reads_like_a_title(text: str) -> None:
    title = find_title(text)
    assert title.text == text.strip().split("\n")[0].strip()
    assert text[title.start : title.end].strip() == title.text


@pytest.mark.parametrize(
    "above",
    [
        "America US China - Shutterstock © Aquir",
        "Photo: Jane Doe",
        "By Jane Doe and John van Doe",
        "12 March 2024",
        "Published: 12 March 2024, 10:15",
        "5 min read",
        "https://example.org/article",
        "BREAKING NEWS",
        "Key Takeaways",
        "Politics",
        "Home > News > Gardens",
        "Skip to main content",
        "* * *",
        "![logo](logo.png)",
    ],
)
def test_what_stands_above_a_title_is_none(above: str) -> None:
    assert title_of(f"{above}\n\nGarden Rules Remain Unclear\n\n{PARAGRAPH}", "a.txt") == "Garden Rules Remain Unclear"


def test_a_headline_below_its_summary() -> None:
    text = f"{SUMMARY}\nGarden Rules Under Pressure as Neighbors Complain\n{PARAGRAPH}"
    assert title_of(text, "a.txt") == "Garden Rules Under Pressure as Neighbors Complain"


@pytest.mark.parametrize(
    "heading", ["Sources", "Key Takeaways", "Why It Matters", "Garden Rules", "Storms Hit Far Coast Towns Again"]
)
def test_a_sections_heading_below_the_first_paragraph_is_no_title(heading: str) -> None:
    assert title_of(f"{SUMMARY}\n{heading}\n{PARAGRAPH}", "a.txt").startswith("The committee for garden rules is")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It rained. Then it stopped raining, and everybody went home to dry.\nOr so.", "It rained."),
        (
            f"Dr. J. Doe of the U.S. said No. 5 was fine. {PARAGRAPH}",
            "Dr. J. Doe of the U.S. said No. 5 was fine.",
        ),
        (f"“We did it!” {PARAGRAPH}", "“We did it!”"),
        ("WASHINGTON (Reuters) - The committee met on Friday. " + PARAGRAPH, "The committee met on Friday."),
        ("政府宣布了一系列新措施，" * 20, "政府宣布了一系列新措施，" * 3 + "政府宣布了一系列新措施…"),
        ("今天下雨了。" + "然后雨停了，大家都回家了" * 20, "今天下雨了。"),
        (
            "The committee said on Friday that it had no more wishes\nthan before. It then went home to sleep\nlong.",
            "The committee said on Friday that it had no more wishes than before.",
        ),
        (
            f"- {PARAGRAPH}",
            "The committee met on Friday for the third time this year and once more came to no agreement about…",
        ),
    ],
)
def test_without_a_title_it_is_the_first_sentence(text: str, title: str) -> None:
    assert title_of(text, "a.txt") == title


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12), min_size=12, max_size=60))
def test_a_long_sentence_is_cut_at_a_word(words: list[str]) -> None:
    sentence = " ".join(words)
    title = title_of(sentence + " " + "end " * 40, "a.txt")
    assert len(title) <= 101
    assert title.endswith("…")
    assert title[:-1].split() == (words + ["end"] * 40)[: len(title[:-1].split())]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('---\ntitle: "Garden: the rules"\ndate: 2024-03-12\ntags:\n  - a\n---\n# Other\n', "Garden: the rules"),
        ("---\nlayout: post\n---\n\n# Garden Rules #\n\nText.", "Garden Rules"),
        ("![badge](x.svg)\n\n# Garden *Rules*\n\nText.", "Garden *Rules*"),
        ("Garden Rules\n============\n\nText that goes on.", "Garden Rules"),
        ("**Garden Rules**\n\nText.", "Garden Rules"),
        ("# [Garden Rules](https://example.org)\n", "Garden Rules"),
        ("From: jane@example.org\nNewsgroups: rec.gardens\nSubject: Re: Hedges\nLines: 3\n\nHello", "Re: Hedges"),
        ("Title: Garden Rules\nAuthor: Jane\n\nText", "Garden Rules"),
    ],
)
def test_titles_that_are_marked(text: str, title: str) -> None:
    assert title_of(text, "a.md") == title


@pytest.mark.parametrize("text", ["", "\n\n", " \t\n"])
def test_an_empty_file_is_called_by_its_name(text: str) -> None:
    assert title_of(text, "folder/My notes.v2.txt") == "My notes.v2"
    assert title_of(text, "esc\x1b[31m\nape.txt") == "esc␛[31m ape"


def test_a_title_is_one_row_without_anything_that_acts() -> None:
    assert title_of("Garden\x1b]52;c;x\x07 \t Rules\u202e\n\nText", "a.txt") == "Garden␛]52;c;x␇ Rules\ufffd"
    assert title_of("๐ฏ Garden Rules ๐จ๐ณโจ\n\nText", "a.txt") == "Garden Rules"
    assert title_of("[@click=app.quit]Garden[/]\n\nText", "a.txt") == "[@click=app.quit]Garden[/]"


@given(st.text(max_size=300) | st.text(st.sampled_from("Aa.# -\n:*>©="), max_size=200))
def test_any_text_has_a_title_in_one_row(text: str) -> None:
    title = title_of(text, "name.txt")
    assert title
    assert len(title.splitlines()) == 1
    assert title == title.strip()


@pytest.mark.parametrize(
    "unit", ["x", "word ", "A line\n", "Name: x\n", "# x\n", "\n", "*", "[x](", "- ", "© ", "By A B\n"]
)
def test_a_huge_text_costs_no_more_than_its_head(unit: str) -> None:
    text = unit * (2_000_000 // len(unit))
    before = time.process_time()
    title_of(text, "a.txt")
    assert time.process_time() - before < 2
