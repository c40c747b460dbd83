from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.articles.markdown import Markdown
from reader.articles.sanitizing import visible
from reader.tui.layout import MOST_IN_ROW, PAGE_LENGTH, TAB_CELLS, Row, TextLayout, clusters
from tests.tui.texts import FAMILY, texts, widths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDEST_CLUSTER = 4
ANSWER = 1.0
"""Seconds of CPU within which the screen answers."""


def all_rows(layout: TextLayout) -> list[Row]:
    """Every row from the top."""

    def rows() -> Iterator[Row]:
        y = 0
        while (row := layout.row(y)) is not None:
            yield row
            y += 1

    return list(rows())


def cells(text: str, row: Row) -> int:
    """What a row takes on the screen, its indent included, white space at its end not."""
    shown = visible(text[row.start : row.end]).rstrip(" ")
    return row.indent + cell_len(shown.replace("\t", " " * TAB_CELLS))


@given(texts, widths, st.booleans())
def test_rows_tile_the_text(text: str, width: int, in_markdown: bool) -> None:
    layout = TextLayout(text, width, Markdown(text) if in_markdown else None)
    rows = all_rows(layout)
    place = 0
    for row in rows:
        assert row.start <= row.end
        assert text[place : row.start] in {"", "\n"}, "between two rows there is a line end or nothing"
        place = row.end
    assert text[place:] in {"", "\n"}
    assert "\n" not in "".join(text[row.start : row.end] for row in rows)
    assert "".join(text[row.start : row.end] for row in rows) == text.replace("\n", "")
    assert layout.height == len(rows)


@given(texts, widths)
@example("- a\t", 3)
@example("- " + "e\N{COMBINING ACUTE ACCENT}" * 12, 13)
def test_rows_are_never_wider_than_the_column(text: str, width: int) -> None:
    for row in all_rows(TextLayout(text, width)):
        assert cells(text, row) <= max(width, WIDEST_CLUSTER + row.indent)


@given(texts, widths)
def test_a_row_opens_where_a_line_begins(text: str, width: int) -> None:
    for row in all_rows(TextLayout(text, width)):
        if row.end > row.start:
            assert row.opens == (row.start == 0 or text[row.start - 1] == "\n")


@given(texts, widths)
def test_every_offset_has_its_row(text: str, width: int) -> None:
    layout = TextLayout(text, width)
    rows = all_rows(layout)
    for y, row in enumerate(rows):
        if row.end > row.start:
            assert layout.y_of(row.start) == y
            assert layout.y_of(row.end - 1) == y
    for offset in range(len(text)):
        row = rows[layout.y_of(offset)]
        assert row.start <= offset <= row.end
    assert layout.y_of(-5) == layout.y_of(0)
    assert layout.y_of(len(text) + 5) == layout.y_of(len(text)) == layout.height - 1


@given(texts)
def test_clusters_tile_and_are_as_wide_as_rich_says(text: str) -> None:
    shown = visible(text).replace("\n", " ")
    found = clusters(shown)
    assert [cluster.start for cluster in found[1:]] == [cluster.end for cluster in found[:-1]]
    if found:
        assert (found[0].start, found[-1].end) == (0, len(shown))
    assert sum(cluster.cells for cluster in found) == cell_len(shown.replace("\t", " " * TAB_CELLS))


@pytest.mark.parametrize("text", ["a\tb", "\t\t", "x\t\ty", "\t中\t"])
def test_every_tab_is_as_wide_as_another(text: str) -> None:
    assert sum(cluster.cells for cluster in clusters(text)) == cell_len(text.replace("\t", "    "))


def test_words_stay_whole_where_they_fit() -> None:
    text = "one two three four five six seven"
    rows = [text[row.start : row.end] for row in all_rows(TextLayout(text, 13))]
    assert rows == ["one two three ", "four five six ", "seven"]


def test_a_word_longer_than_the_row_is_cut() -> None:
    text = "ab abcdefghij kl"
    assert [text[row.start : row.end] for row in all_rows(TextLayout(text, 4))] == ["ab ", "abcd", "efgh", "ij ", "kl"]


def test_what_is_drawn_together_stays_together() -> None:
    text = f"aaa{FAMILY}bb" + "e\u0301" * 10 + "🇨🇳" * 3
    for width in range(2, 12):
        rows = all_rows(TextLayout(text, width))
        for row, following in pairwise(rows):
            assert text[following.start] not in "\u0301\u200d"
            assert text[row.end - 1] != "\u200d"


def test_scripts_without_spaces_break_anywhere() -> None:
    text = "中文字" * 10
    assert [row.end - row.start for row in all_rows(TextLayout(text, 21))] == [10, 10, 10]
    mixed = "word 中文字中文字 word"
    assert [mixed[row.start : row.end] for row in all_rows(TextLayout(mixed, 11))] == ["word 中文字", "中文字 word"]


def test_items_hang() -> None:
    text = "- one two three four five six"
    rows = all_rows(TextLayout(text, 12))
    assert [row.indent for row in rows] == [0, 2, 2]
    assert [text[row.start : row.end] for row in rows] == ["- one two ", "three four ", "five six"]


def test_long_paragraphs_are_parted_by_a_blank_row_and_short_lines_are_not() -> None:
    paragraph = "word " * 30
    rows = all_rows(TextLayout(f"{paragraph}\n{paragraph}", 76))
    assert sum(row.kind == "blank" for row in rows) == 1
    assert all(row.kind != "blank" for row in all_rows(TextLayout("a short line\nanother\nand one more", 76)))


def test_in_markdown_quotations_hang_and_lines_of_one_paragraph_stay_together() -> None:
    line = "word " * 25
    text = f"{line}\n{line}\n\n> one two three four"
    rows = all_rows(TextLayout(text, 12, Markdown(text)))
    assert sum(row.kind == "blank" for row in rows) == 1
    assert [(row.indent, text[row.start : row.end]) for row in rows[-2:]] == [(0, "> one two "), (2, "three four")]


def test_an_empty_text_has_one_row() -> None:
    layout = TextLayout("", 76)
    assert layout.height == 1
    assert layout.row(0) == Row(0, 0)
    assert layout.row(1) is None
    assert layout.row(-1) is None


def timed(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


HUGE = {
    "one line without spaces": "a" * 1_000_000,
    "one line of words": "word " * 200_000,
    "one line of Chinese": "中文字" * 300_000,
    "one line of emoji": FAMILY * 100_000,
    "a million lines": "line\n" * 1_000_000,
    "a million empty lines": "\n" * 1_000_000,
    "a million spaces": " " * 1_000_000,
    "a million tabs": "\t" * 1_000_000,
    "a base with 10,000 marks": "a" + "\u0301" * 10_000 + " and more words" * 1000,
    "marks without a base": "\u0301" * 1_000_000,
    "marks on everything": ("z" + "\u0301\u0302\u0303\u0304" * 20) * 20_000,
    "an endless family": "👩\u200d" * 300_000,
    "zero-width spaces": "\u200b" * 1_000_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_huge_text_is_wrapped_where_it_is_looked_at(text: str) -> None:
    def first_screen() -> None:
        layout = TextLayout(text, 76)
        assert len([layout.row(y) for y in range(44)]) == 44

    assert min(timed(first_screen) for _ in range(3)) < ANSWER
    layout = TextLayout(text, 76)
    for offset in (0, len(text) // 2, len(text) - 1):
        y = layout.y_of(offset)
        row = layout.row(y)
        assert row is not None
        assert row.start <= offset <= row.end
        assert layout.y_of(row.start) == y or row.start == row.end
    wrapped = sum(page.rows is not None for page in layout._pages)
    assert wrapped <= 4


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_no_row_holds_more_than_a_screen_can_draw(text: str) -> None:
    layout = TextLayout(text, 76)
    rows = [row for y in range(44) if (row := layout.row(y))]
    assert max(row.end - row.start for row in rows) <= 2 * MOST_IN_ROW


def test_rows_and_offsets_agree_across_pages() -> None:
    text = "".join(f"Line {number} of many, " * (number % 7) + "\n" for number in range(5000))
    layout = TextLayout(text, 40)
    for offset in range(len(text) - 1, 0, -PAGE_LENGTH // 3):
        y = layout.y_of(offset)
        row = layout.row(y)
        assert row is not None
        assert row.start <= offset <= row.end
    rows = all_rows(layout)
    assert layout.height == len(rows)
    assert [layout.y_of(row.start) for row in rows if row.end > row.start] == [
        y for y, row in enumerate(rows) if row.end > row.start
    ]


@settings(max_examples=15)
@given(texts, widths)
def test_where_pages_end_makes_no_difference_at_line_ends(text: str, width: int) -> None:
    many = (text + "\n") * (2 * PAGE_LENGTH // (len(text) + 1) + 2)
    rows = all_rows(TextLayout(many, width))
    place = 0
    for row in rows:
        assert many[place : row.start] in {"", "\n"}
        place = row.end


@given(texts.map(lambda text: text[:400]), st.integers(1, 60), st.integers(2, 3))
@settings(max_examples=60)
def test_lines_further_apart_are_the_same_lines(text: str, width: int, spacing: int) -> None:
    close, apart = TextLayout(text, width), TextLayout(text, width, spacing=spacing)
    assert [row for row in all_rows(apart) if row.start < row.end] == [
        row for row in all_rows(close) if row.start < row.end
    ]
    for offset in range(0, len(text), 7):
        ours, theirs = apart.row(apart.y_of(offset)), close.row(close.y_of(offset))
        assert ours == theirs


def test_between_lines_are_empty_rows_but_not_within_code() -> None:
    text = "one two three\n\nfour"
    assert [text[row.start : row.end] for row in all_rows(TextLayout(text, 8, spacing=2))] == [
        "one two ", "", "three", "", "", "four",
    ]  # fmt: skip
    code = "```\na = 1\nb = 2\n```\nafter"
    kinds = [row.kind for row in all_rows(TextLayout(code, 30, Markdown(code), 2))]
    assert kinds == ["code"] * 4 + ["blank", "paragraph"]


def test_from_a_row_between_lines_is_the_way_to_a_line() -> None:
    text = "one two three\n\nfour"
    layout = TextLayout(text, 8, spacing=2)
    assert [layout.y_of_line(y, 1) for y in range(6)] == [0, 2, 2, 4, 4, 5]
    assert [layout.y_of_line(y, -1) for y in range(6)] == [0, 0, 2, 2, 4, 5]


@given(st.text(alphabet="ab \n字", max_size=300), st.lists(st.integers(0, 299), max_size=4), st.integers(12, 30))
def test_remarks_stand_below_their_lines_and_move_nothing_else(text: str, places: list[int], width: int) -> None:
    remarks = sorted((place, f"said of {place}, and a little more") for place in places if place < len(text))
    plain, told = TextLayout(text, width), TextLayout(text, width, remarks=remarks)
    rows = list(told.rows())
    assert [row for row in rows if not row.said] == list(plain.rows())
    assert "".join(row.said for row in rows) == "".join(said for _, said in remarks)
    for place, said in remarks:
        first = next(number for number, row in enumerate(rows) if row.said and said.startswith(row.said))
        assert told.y_of(place) < first
        assert text[rows[told.y_of(place)].start : place].count("\n") == 0
        assert rows[first].start in {len(text), text.find("\n", place) + 1}
