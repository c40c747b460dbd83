from __future__ import annotations

import time
from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from reader.articles.markdown import Markdown
from reader.articles.sanitizing import visible
from reader.articles.spans import SpanSet
from reader.tui.layout import TAB_CELLS, Row, TextLayout, clusters
from reader.tui.painting import DOUBT_MARK, NOTE_MARK, Layers, cell_of, offset_at, paint_row
from reader.tui.themes import THEMES, palette_for
from tests.tui.texts import FAMILY, texts, widths

PALETTE = palette_for(THEMES[0], colorless=False)
BASE = Style(color="#ffffff", bgcolor="#000000")
MARGIN = 4


def rows_of(text: str, width: int) -> list[Row]:
    layout = TextLayout(text, width)
    return [row for y in range(layout.height + 50) if (row := layout.row(y))]


def paint(text: str, row: Row, layers: Layers | None = None, width: int = 90) -> list[tuple[str, Style]]:
    strip = paint_row(text, row, layers or Layers(), PALETTE, BASE, MARGIN, width)
    assert strip.cell_length == width
    return [(segment.text, segment.style or Style()) for segment in strip]


@st.composite
def layered(draw: st.DrawFn) -> tuple[str, Layers]:
    """A text with spans of all layers over it."""
    text = draw(texts)
    places = st.integers(0, len(text))
    spans = st.lists(st.tuples(places, places, st.just(PALETTE.match)), max_size=5)
    names = [item.name for item in fields(Layers) if item.name not in {"top", "markdown"}]
    layers: dict[str, Any] = {name: SpanSet(draw(spans)) for name in names}
    markdown = Markdown(text) if draw(st.booleans()) else None
    return text, Layers(**layers, markdown=markdown, top=tuple(draw(spans)))


@given(layered(), widths)
def test_a_painted_row_is_the_visible_text_whatever_lies_over_it(case: tuple[str, Layers], width: int) -> None:
    text, layers = case
    for row in rows_of(text, width):
        shown = visible(text[row.start : row.end]).replace("\t", " " * TAB_CELLS).rstrip(" ")
        painted = "".join(piece for piece, _ in paint(text, row, layers, MARGIN + 4 * width + 20))
        assert painted[MARGIN + row.indent :].rstrip(" ") == shown
        assert painted[:MARGIN].strip() in {"", NOTE_MARK, DOUBT_MARK}
        assert not painted[MARGIN : MARGIN + row.indent].strip()


@given(layered(), widths)
def test_what_lies_over_a_text_moves_nothing(case: tuple[str, Layers], width: int) -> None:
    text, layers = case
    for row in rows_of(text, width):
        pieces = [piece for piece, _ in paint(text, row, layers, MARGIN + 4 * width + 20)]
        assert sum(map(cell_len, pieces)) == cell_len("".join(pieces))


@given(texts, widths)
def test_cells_and_offsets_are_each_others_inverse(text: str, width: int) -> None:
    for row in rows_of(text, width):
        for cluster in clusters(visible(text[row.start : row.end])):
            offset = row.start + cluster.start
            cell = cell_of(text, row, offset)
            if cluster.cells:
                assert offset_at(text, row, cell) == offset
                assert offset_at(text, row, cell + cluster.cells - 1) == offset
            for within in range(offset, row.start + cluster.end):
                assert cell_of(text, row, within) == cell
        end = cell_of(text, row, row.end)
        assert offset_at(text, row, end) == row.end
        assert offset_at(text, row, end + 50) == row.end
        assert row.start <= offset_at(text, row, -3) <= row.end


def test_spans_get_their_style_and_nothing_else_does() -> None:
    text = "one two three"
    layers = Layers(mentions=SpanSet([(4, 7, PALETTE.entity("GPE"))]))
    painted = paint(text, Row(0, 13), layers)
    assert ("two", BASE + PALETTE.entity("GPE")) in painted
    assert [piece for piece, style in painted if style == BASE and piece.strip()] == ["one ", " three"]


def test_overlaps_show_both() -> None:
    text = "one two three"
    highlight = PALETTE.highlight("yellow")
    entity = PALETTE.entity("GPE")
    layers = Layers(mentions=SpanSet([(4, 7, entity)]), annotations=SpanSet([(0, 13, highlight)]))
    ((_, style),) = [item for item in paint(text, Row(0, 13), layers) if item[0] == "two"]
    assert style.color == entity.color
    assert style.bgcolor == highlight.bgcolor


def test_a_note_marks_the_first_row_of_its_passage() -> None:
    text = "one two three four five six"
    layers = Layers(marks=SpanSet([(8, 20, PALETTE.mark)]))
    rows = rows_of(text, 8)
    marked = [
        text[row.start : row.end]
        for row in rows
        if NOTE_MARK in paint(text, row, layers)[0][0] + paint(text, row, layers)[1][0]
    ]
    assert marked == ["three "]


def test_a_link_is_underlined_across_rows_and_is_no_hyperlink() -> None:
    text = "see https://example.com/a/very/long/address/indeed.html now"
    rows = rows_of(text, 20)
    linked = "".join(piece for row in rows for piece, style in paint(text, row) if style.underline)
    assert linked == "https://example.com/a/very/long/address/indeed.html"
    assert not any(style.link for row in rows for _, style in paint(text, row))


@pytest.mark.parametrize("text", ["\x1b]52;c;aGk=\x07", "\x9b31m", "a\u202eb", "[@click=app.quit]x[/]", "\r", "\x00"])
def test_nothing_that_acts_is_painted(text: str) -> None:
    (row,) = rows_of(text, 76)
    for piece, style in paint(text, row):
        assert visible(piece) == piece
        assert not style.meta
    if text.startswith("["):
        assert text in "".join(piece for piece, _ in paint(text, row))


@pytest.mark.parametrize("split", range(1, len(FAMILY)))
def test_a_span_that_ends_within_an_emoji_moves_nothing(split: int) -> None:
    text = f"ab {FAMILY} cd"
    layers = Layers(top=((3, 3 + split, PALETTE.selection),))
    pieces = [piece for piece, _ in paint(text, Row(0, len(text)), layers)]
    assert sum(map(cell_len, pieces)) == cell_len("".join(pieces)) == 90


def test_a_row_with_many_marks_is_painted_at_once() -> None:
    text = "a" + "\u0301" * 10_000
    rows = rows_of(text, 76)
    started = time.process_time()
    for row in rows:
        paint(text, row)
    assert time.process_time() - started < 2
    assert "".join(text[row.start : row.end] for row in rows) == text
    assert all(one.end == other.start for one, other in pairwise(rows))


def test_a_block_of_code_is_a_block_as_wide_as_the_text() -> None:
    text = "```\na\n\n```"
    layers = Layers(markdown=Markdown(text))
    code = PALETTE.markdown["code"].bgcolor
    for row in all_rows_in_markdown(text):
        strip = paint_row(text, row, layers, PALETTE, BASE, MARGIN, 30)
        grounds = [segment.style.bgcolor for segment in strip for _ in segment.text if segment.style]
        assert grounds == [BASE.bgcolor] * MARGIN + [code] * (30 - 2 * MARGIN) + [BASE.bgcolor] * MARGIN


def all_rows_in_markdown(text: str) -> list[Row]:
    layout = TextLayout(text, 20, Markdown(text))
    return [row for y in range(layout.height) if (row := layout.row(y))]
