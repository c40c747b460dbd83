from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.models import Span
from reader.tui.selecting import TextCursor, next_paragraph, paragraph_at, word_at
from tests.tui.texts import FAMILY, texts

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "One two. Three four-five!\n\nSix “seven” don’t eight\nnine"
FORWARD: tuple[Callable[[TextCursor], TextCursor], ...] = (
    TextCursor.right,
    TextCursor.word_right,
    TextCursor.sentence_right,
    TextCursor.paragraph_right,
)
BACK: tuple[Callable[[TextCursor], TextCursor], ...] = (
    TextCursor.left,
    TextCursor.word_left,
    TextCursor.paragraph_left,
)
offsets = st.integers(0, 400)


def taken(move: Callable[[TextCursor], TextCursor], text: str, offset: int = 0) -> list[str]:
    """What each move passes over, until the end of the text."""
    cursor, passed = TextCursor(text, offset), []
    while cursor.offset < len(text):
        moved = move(cursor)
        passed.append(text[cursor.offset : moved.offset])
        cursor = moved
    return passed


@given(texts, offsets, st.none() | offsets)
def test_moves_stay_within_the_text_and_get_somewhere(text: str, offset: int, anchor: int | None) -> None:
    offset = min(offset, len(text))
    cursor = TextCursor(text, offset, None if anchor is None else min(anchor, len(text)))
    for move in FORWARD:
        moved = move(cursor)
        assert moved.offset <= len(text)
        assert moved.offset > offset or offset == len(text)
        assert (moved.text, moved.anchor) == (text, cursor.anchor)
    for move in BACK:
        moved = move(cursor)
        assert moved.offset >= 0
        assert moved.offset < offset or offset == 0
        assert moved.anchor == cursor.anchor


@given(texts, offsets)
def test_a_selection_begins_with_a_word_and_is_never_inside_out(text: str, offset: int) -> None:
    cursor = TextCursor(text, min(offset, len(text))).begin()
    if text:
        assert cursor.selection is not None
        assert 0 <= cursor.selection.start < cursor.selection.end <= len(text)
        assert cursor.to(0).selection is None or cursor.to(0).selection == Span(0, cursor.anchor or 0)
    else:
        assert cursor.selection is None
    assert cursor.dropped().selection is None
    assert cursor.dropped().offset == cursor.offset


@given(texts, offsets)
def test_words_and_paragraphs_hold_their_offset(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    word, paragraph = word_at(text, offset), paragraph_at(text, offset)
    assert 0 <= word.start <= word.end <= len(text)
    assert word.end > offset or offset == len(text)
    assert paragraph.start <= offset <= paragraph.end <= len(text)
    assert "\n" not in text[paragraph.start : paragraph.end]
    assert offset < next_paragraph(text, offset) or next_paragraph(text, offset) == len(text)


def test_words() -> None:
    assert taken(TextCursor.word_right, TEXT) == [
        "One", " two", ". Three", " four-five", "!\n\nSix", " “seven", "” don’t", " eight", "\nnine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("華為的手機", ["華", "為", "的", "手", "機"]),
        ("他说 Huawei 好。", ["他", "说", " Huawei", " 好", "。"]),
        ("ที่นี่ ดี", ["ที่", "นี่", " ดี"]),
        ("cafe\u0301s d’ete\u0301", ["cafe\u0301s", " d’ete\u0301"]),
        ("हिन्दी भाषा", ["हिन्दी", " भाषा"]),
        ("한국어 책", ["한국어", " 책"]),
    ],
)
def test_words_of_other_scripts(text: str, words: list[str]) -> None:
    assert taken(TextCursor.word_right, text) == words


def test_left_and_right_move_by_what_is_drawn_as_one_character() -> None:
    text = f"a{FAMILY}e\u0301中"
    assert taken(TextCursor.right, text) == ["a", FAMILY, "e\u0301", "中"]
    cursor, starts = TextCursor(text, len(text)), []
    while cursor.offset:
        cursor = cursor.left()
        starts.append(cursor.offset)
    assert starts == [len(text) - 1, len(text) - 3, 1, 0]


def test_words_back() -> None:
    cursor, starts = TextCursor(TEXT, len(TEXT)), []
    while cursor.offset:
        cursor = cursor.word_left()
        starts.append(TEXT[cursor.offset :].split(maxsplit=1)[0])
    assert starts == ["nine", "eight", "don’t", "seven”", "Six", "four-five!", "Three", "two.", "One"]


def test_sentences() -> None:
    assert taken(TextCursor.sentence_right, TEXT) == [
        "One two.", " Three four-five!", "\n", "\nSix “seven” don’t eight", "\nnine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("He said “No.” Then he left.", "He said “No.”"),
        ("It cost 3.5 billion. More.", "It cost 3.5 billion."),
        ("Really?! Yes.", "Really?!"),
        ("And so… on. Then.", "And so… on."),
        ("In the U.S. and in the U.S. Senate. Then.", "In the U.S. and in the U.S. Senate."),
        ("J. Smith of Acme Inc. said so. Then.", "J. Smith of Acme Inc. said so."),
        ("他说：“好。”然后走了。", "他说：“好。”"),
        ("no end", "no end"),
    ],
)
def test_where_a_sentence_ends(text: str, first: str) -> None:
    assert taken(TextCursor.sentence_right, text)[0] == first


def test_paragraphs() -> None:
    assert taken(TextCursor.paragraph_right, TEXT) == [
        "One two. Three four-five!",
        "\n\nSix “seven” don’t eight",
        "\nnine",
    ]
    cursor, starts = TextCursor(TEXT, len(TEXT)), []
    while cursor.offset:
        cursor = cursor.paragraph_left()
        starts.append(TEXT[cursor.offset :][:3])
    assert starts == ["nin", "Six", "One"]


def test_a_selection_widens_and_narrows_across_its_beginning() -> None:
    cursor = TextCursor(TEXT, 5).begin()
    assert cursor.selection == Span(4, 7)
    assert cursor.word_right().selection == Span(4, 14)
    assert cursor.word_left().selection is None
    assert cursor.word_left().word_left().selection == Span(0, 4)
    assert cursor.word_left().selecting


def test_word_at() -> None:
    assert word_at(TEXT, 0) == Span(0, 3)
    assert word_at(TEXT, 3) == Span(4, 7), "the next word, where there is none"
    assert word_at(TEXT, len(TEXT)) == Span(len(TEXT) - 1, len(TEXT))
    assert word_at("...", 1) == Span(1, 2)
    assert word_at("", 0) == Span(0, 0)


def test_a_word_without_end_takes_no_time() -> None:
    text = "x" * 1_000_000
    assert word_at(text, 500_000).end > 500_000
    assert TextCursor(text, 500_000).word_left().offset < 500_000


def test_paragraph_at() -> None:
    assert paragraph_at(TEXT, 10) == Span(0, 25)
    assert paragraph_at(TEXT, 25) == Span(0, 25)
    assert paragraph_at(TEXT, 26) == Span(26, 26)
    assert paragraph_at(TEXT, len(TEXT)) == Span(len(TEXT) - 4, len(TEXT))


def test_next_paragraph() -> None:
    assert TEXT[next_paragraph(TEXT, 3) :].startswith("Six")
    assert TEXT[next_paragraph(TEXT, 25) :].startswith("Six")
    assert next_paragraph(TEXT, len(TEXT) - 1) == len(TEXT)
    assert next_paragraph("a\n\n\n", 0) == 4
