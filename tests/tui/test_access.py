"""Reading by ear and by finger: the terminal's cursor, the linear screen, nothing that moves by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen
from tests.tui.terminals import terminal

if TYPE_CHECKING:
    from pathlib import Path

DRAWING = re.compile("[\u2500-\u259f]")
"""Box drawing and block elements."""
LINEAR = Settings(linear=True)


def cell_under_cursor(person: Person) -> str:
    """What stands where the terminal's cursor is."""
    column, row = person.app.cursor_position
    return person.lines[row][column]


async def test_the_cursor_stands_at_the_article_under_the_cursor_of_the_list(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        rows = []
        for _ in range(3):
            column, row = person.app.cursor_position
            assert person.lines[row][column] == "▌"
            rows.append(row)
            await person.press("down")
        assert rows == [rows[0], rows[0] + 2, rows[0] + 4]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_the_cursor_stands_at_the_reading_cursor(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("enter", "v", *"ww)")
        cursor = person.main.view.cursor
        assert cell_under_cursor(person) == person.main.view.text[cursor.offset]
        before = person.app.cursor_position
        await person.pilot.resize_terminal(size[0] - 8, size[1])
        await person.settle()
        assert person.app.cursor_position != before or size == NARROW
        assert cell_under_cursor(person) == person.main.view.text[cursor.offset]


async def test_once_the_reading_cursor_is_off_the_screen_it_stands_where_the_text_begins(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("enter", "space")
        assert cell_under_cursor(person) == person.main.view.text[person.main.view.top_offset]


async def test_the_cursor_stands_where_is_typed(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        start = person.app.cursor_position
        await person.type("chips")
        assert person.app.cursor_position == (start.x + 5, start.y)


@pytest.mark.slow
def test_the_terminal_shows_its_cursor_and_gets_it_back_as_it_was(library_folder: Path) -> None:
    with terminal(library_folder) as program:
        program.read(0.5)
        assert program.stream.rindex(b"\x1b[?25h") > program.stream.rindex(b"\x1b[?25l")
        assert b"\x1b[4 q" in program.stream
        assert program.leave() == 0
        assert program.stream.rindex(b"\x1b[0 q") > program.stream.rindex(b"\x1b[4 q")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_the_linear_screen_shows_one_pane_without_lines(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size, LINEAR) as person:
        for pane in ("list", "text", "side"):
            shown = [name for name in ("list", "text", "side") if person.main.query_one(f"#{name}").display]
            assert shown == [pane]
            assert person.main.query_one(f"#{pane}").region.width == size[0]
            assert not DRAWING.search("\n".join(person.lines))
            await person.press("tab")


@pytest.mark.parametrize("key", ["slash", "A", "T", "e", "t", "a", "question_mark", "x", "ctrl+p", "L", "C"])
async def test_no_screen_draws_lines_on_the_linear_screen(library_folder: Path, key: str) -> None:
    async with at_the_screen(library_folder, WIDE, LINEAR, messages=True) as person:
        await person.press("enter", "v", "w", "h", key)
        await person.press("escape") if key == "C" else None
        person.app.notify("A message")
        await person.settle()
        assert not [line for line in person.lines if DRAWING.search(line)]


@pytest.mark.parametrize("reduced", [True, False])
async def test_nothing_moves_by_itself_if_asked_for(library_folder: Path, *, reduced: bool) -> None:
    async with at_the_screen(library_folder, settings=Settings(reduced_motion=reduced), waiting=False) as person:
        assert (person.app.animation_level == "none") is reduced
