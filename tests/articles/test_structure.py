from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.structure import sections_of, title_of

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = (
    "The committee met on Friday for the third time this year and once more came to no agreement about its rules."
)


def outline(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in sections_of(text)]


SEEDS = {
    "000": [
        (1, "Beijing’s Strategic Showcase: Investor Reassurance and Policy Messaging"),
        (1, "Geopolitical Realignment and Corporate Survival Under Strain"),
    ],
    "001": [],
    "002": [(1, "Sources"), (1, "Key Takeaways"), (1, "In-Depth")],
    "003": [
        (1, "The “Why”: Geopolitical Imperatives & Vulnerabilities"),
        (1, "The “How”: Pillars of China’s Self-Reliance Strategy"),
        (2, "1. Massive State-Led Investment & Subsidies"),
        (2, "2. Talent Cultivation & Retention"),
        (2, "3. Ecosystem Building & Industrial Parks"),
        (2, "4. Strategic Procurement & “National Champions”"),
        (1, "Key Technology Battlegrounds: Where China is Focusing"),
        (2, "1. Semiconductors (The “Crown Jewel” of Tech)"),
        (2, "2. Artificial Intelligence (AI)"),
        (2, "3. Quantum Computing & Communications"),
        (2, "4. Biotechnology"),
        (2, "5. New Energy Vehicles (NEVs) & Batteries"),
        (1, "Potential Hurdles & Challenges Ahead"),
        (1, "Implications for China, Global Tech, and Businesses"),
        (1, "Conclusion: A Marathon, Not a Sprint"),
    ],
    "004": [(1, "Export controls"), (1, "Tech self-reliance")],
}


@pytest.mark.parametrize("number", SEEDS)
def test_the_seeds_sections(seeds: Path, number: str) -> None:
    [file] = seeds.glob(f"{number}_*")
    text = file.read_text(encoding="utf-8")
    assert outline(text) == SEEDS[number]
    for section in sections_of(text):
        assert text[section.start - 1] == "\n"
        assert section.title.split()[-1] in text[section.start :].partition("\n")[0]


def test_markdown_with_levels() -> None:
    text = f"""# Garden Rules

{PARAGRAPH}

## Hedges

{PARAGRAPH}

### Height ###

{PARAGRAPH}

```sh
# no heading
```

## Noise

Underlined
----------

{PARAGRAPH}
"""
    assert outline(text) == [
        (1, "Garden Rules"),
        (2, "Hedges"),
        (3, "Height"),
        (2, "Noise"),
        (2, "Underlined"),
    ]
    sections = {section.title: section for section in sections_of(text)}
    assert sections["Garden Rules"].end == len(text)
    assert sections["Hedges"].end == sections["Noise"].start
    assert sections["Height"].end == sections["Noise"].start


def test_double_rules_make_the_first_level() -> None:
    assert outline(f"{PARAGRAPH}\n\nfirst part\n==========\n\n{PARAGRAPH}") == [(1, "first part")]


def test_front_matter_holds_no_sections() -> None:
    assert outline(f"---\ntitle: Garden\nSummary: Rules\n---\n\n## Part\n\n{PARAGRAPH}") == [(2, "Part")]


def test_the_title_heads_no_section() -> None:
    text = f"Garden Rules\n\n{PARAGRAPH}\n\nHedges\n\n{PARAGRAPH}"
    assert title_of(text, "a.txt") == "Garden Rules"
    assert outline(text) == [(1, "Hedges")]


def test_numbers_have_the_depth_of_their_points() -> None:
    text = f"{PARAGRAPH}\n\n1. Garden\n\n{PARAGRAPH}\n\n1.1 Hedges\n\n{PARAGRAPH}\n\n2. Noise\n\n{PARAGRAPH}"
    assert outline(text) == [(1, "1. Garden"), (2, "1.1 Hedges"), (1, "2. Noise")]


@given(
    st.lists(
        st.sampled_from(["# A", "## B", "### C", "Plain Part", "1. Number", PARAGRAPH, "- item", "", "x"]), max_size=20
    )
)
def test_sections_nest_and_cover_what_they_head(lines: list[str]) -> None:
    text = "\n".join(lines)
    sections = sections_of(text)
    starts = [section.start for section in sections]
    assert starts == sorted(set(starts))
    for index, section in enumerate(sections):
        assert section.start < section.end <= len(text)
        later = [other.start for other in sections[index + 1 :] if other.level <= section.level]
        assert section.end == (later[0] if later else len(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "word " * 200_000,
        "A line\n" * 1_000_000,
        "\n" * 1_000_000,
        "# x\n" * 250_000,
        f"A Heading\n{PARAGRAPH}\n" * 10_000,
        "A Heading\n" + " \n" * 500_000,
        "```\n" * 250_000,
        "A" * 99 + "\n" + "=" * 1_000_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_huge_texts_are_linear(text: str) -> None:
    before = time.process_time()
    sections_of(text)
    assert time.process_time() - before < 4
