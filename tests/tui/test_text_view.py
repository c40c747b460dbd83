"""A long text on the screen, whose height is estimated where nobody has looked yet."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from reader.config import Settings
from reader.tui.layout import PAGE_LENGTH, Row
from reader.tui.painting import Layers
from reader.tui.themes import THEMES, palette_for
from reader.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult

HEIGHT, PAGES = 24, 4


class ViewApp(App[None]):
    """One view that fills the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.view = TextView(palette_for(THEMES[0], colorless=False), Settings())

    def compose(self) -> ComposeResult:
        yield self.view


def rows_on_screen(view: TextView) -> list[Row]:
    assert view.text_layout is not None
    top = round(view.scroll_y)
    return [row for y in range(top, top + view.size.height) if (row := view.text_layout.row(y))]


def place_of(view: TextView, offset: int) -> int:
    """Rows under the top at which a character is seen; those of a heading's space belong to the row above."""
    rows = rows_on_screen(view)
    assert rows[0].start <= offset <= rows[-1].end
    return max(index for index, row in enumerate(rows) if row.start <= offset)


LINES = {"long": "word " * 40, "short": "word", "Chinese": "中文" * 60, "items": "- item\n\n", "unbroken": "x" * 500}


@pytest.mark.parametrize("kind", LINES)
async def test_a_passage_is_brought_to_the_upper_third_of_any_text(kind: str) -> None:
    line = LINES[kind] + "\n"
    text = line * (PAGES * PAGE_LENGTH // len(line))
    app = ViewApp()
    async with app.run_test(size=(80, HEIGHT)):
        view = app.view
        for offset in random.Random(1).sample(range(len(text)), 40):
            view.show(text, Layers())
            view.reveal(offset, offset + 1)
            there = place_of(view, offset)
            if view.scroll_y == 0:
                assert there <= HEIGHT - 1
            elif rows_on_screen(view)[-1].end < len(text) - 1:
                assert there == HEIGHT // 3


async def test_the_end_of_a_long_text_is_reached() -> None:
    text = "- item\n\n\n" * PAGE_LENGTH
    app = ViewApp()
    async with app.run_test(size=(80, HEIGHT)):
        app.view.show(text, Layers(), len(text))
        assert rows_on_screen(app.view)[-1].end == len(text)
        assert len(rows_on_screen(app.view)) == HEIGHT
        assert app.view.progress == 1.0
