"""Trimming: the laws that every mention keeps, and what stays of real names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.models import Span
from reader.entities.refining.edges import clean_span

EDGE_CASES = st.sampled_from(
    [
        "the ",
        "The ",
        "a ",
        "an ",
        "'s",
        "’s",
        "s’",
        "'",
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "\r",
        "\u2028",
        " ",
        "\xa0",
        "\u200b",
        "️",
        "́",
        ".",
        ",",
        "-",
        "—",
        "&",
        "%",
        "$",
        "+",
        "U.S.",
        "Co.",
        "China",
        "Xi",
        "7",
        "中国",
        "�",
    ]
)
ODD_TEXT = st.lists(EDGE_CASES | st.characters(), max_size=20).map("".join)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, Span, tuple[Span, ...]]:
    """A text, a span that a model may mark in it, and hidden stretches."""
    text = draw(ODD_TEXT)
    bounds = st.integers(0, len(text))
    start, end = sorted((draw(bounds), draw(bounds)))
    edges = sorted(draw(st.sets(bounds, max_size=8)))
    hidden = tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))
    return text, Span(start, end), hidden


@given(marked_texts())
def test_every_name_keeps_the_laws(marked: tuple[str, Span, tuple[Span, ...]]) -> None:
    text, span, hidden = marked
    cleaned = clean_span(text, span, hidden)
    if cleaned is None:
        return
    name = text[cleaned.start : cleaned.end]
    assert span.start <= cleaned.start < cleaned.end <= span.end
    assert not any(gap.start < cleaned.end and cleaned.start < gap.end for gap in hidden)
    assert len(name.splitlines()) == 1
    assert name == name.strip()
    assert not re.match(r"(the|an?)(\s|$)", name, re.IGNORECASE)
    assert not re.search(r"['’]s?$", name, re.IGNORECASE)
    assert not re.match(r"[^\w§$€£¥]", name) or not name.isascii()
    assert any(character.isalnum() for character in name)


@given(marked_texts())
def test_cleaning_twice_changes_nothing_more(marked: tuple[str, Span, tuple[Span, ...]]) -> None:
    text, span, hidden = marked
    cleaned = clean_span(text, span, hidden)
    if cleaned is not None:
        assert clean_span(text, cleaned, hidden) == cleaned


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("the United States", "United States"),
        ("The Hague", "Hague"),
        ("China’s", "China"),
        ("CHINA'S", "CHINA"),
        ("the States'", "States"),
        ("’s Republic", "Republic"),
        ("“Big Fund", "Big Fund"),
        ("the “Big Fund”", "Big Fund"),
        ("- Huawei —", "Huawei"),
        ("(YMTC)", "YMTC"),
        ("Acme (UK)", "Acme (UK)"),
        ("Acme (UK))", "Acme (UK)"),
        ("U.S.", "U.S."),
        ("Acme Co.", "Acme Co."),
        ("Acme...", "Acme"),
        ("over 90%", "over 90%"),
        ("$5 billion", "$5 billion"),
        ("5€", "5€"),
        ("Acme $$", "Acme"),
        ("A-Team", "A-Team"),
        ("A. Lovelace", "A. Lovelace"),
        ("A&W", "A&W"),
        ("Theodor", "Theodor"),
        ("Ann", "Ann"),
        ("People's Party", "People's Party"),
        ("🚀 Acme \ufe0f", "Acme"),
        ("São Tomé", "São Tomé"),
        ("Beijing\nShanghai Pudong", "Shanghai Pudong"),
    ],
)
def test_names_are_trimmed(marked: str, name: str) -> None:
    text = f"<{marked}>"
    span = clean_span(text, Span(1, len(text) - 1))
    assert span is not None
    assert text[span.start : span.end] == name


@pytest.mark.parametrize("marked", ["", "the", "The ", "a", "'s", "’s", "—", "the the", "()", " \n ", "🚀"])
def test_what_is_no_name_is_dropped(marked: str) -> None:
    assert clean_span(marked, Span(0, len(marked))) is None


def test_the_longest_piece_beside_hidden_text_is_the_name() -> None:
    text = "Talent ??? Retention ??? Plan"
    hidden = (Span(7, 10), Span(21, 24))
    assert clean_span(text, Span(0, len(text)), hidden) == Span(11, 20)
