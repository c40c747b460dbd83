"""Everything that a drawing says is said in words on the linear screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

LINEAR = Settings(linear=True)
SIGNS = re.compile("[\u2500-\u25ff★✎✓🔎]")
"""Box drawing, block elements, geometric shapes, and the signs of the list."""


def rows_of(person: Person) -> list[str]:
    return [row.strip() for row in person.lines]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_notes_stand_below_their_paragraphs(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size, LINEAR) as person:
        before = rows_of(person)
        await person.press(*"\rvww2")
        await person.press(*"vwa")
        await person.type("by whom? #todo")
        await person.press("ctrl+s")
        await person.press("a")
        await person.type("On all of it")
        await person.press("ctrl+s")
        rows = rows_of(person)
        first = next(row for row in range(len(rows)) if rows[row].startswith("[Highlighted"))
        assert rows[first] == "[Highlighted in green: “China is ramping”]"
        assert rows[first + 1].startswith("[Note on “up")
        assert rows[first + 1].endswith("by whom? #todo]")
        assert rows[first - 1].endswith("landscape.")
        assert rows[first + 2] == ""
        await person.press("g", "u", "u", "u")
        assert not any(row.startswith("[") for row in rows_of(person))
        await person.press("escape")
        assert rows_of(person)[3:] == before[3:], "but for what was read"


async def test_the_cursor_passes_over_what_is_said(library_folder: Path) -> None:
    async with at_the_screen(library_folder, WIDE, LINEAR) as person:
        await person.press(*"\rvwh")
        said = next(number for number, row in enumerate(rows_of(person)) if row.startswith("[Highlighted"))
        await person.pilot.click(offset=(60, said))
        await person.settle()
        cursor = person.main.view.cursor.offset
        assert person.main.view.text.index("shifting") <= cursor <= person.main.view.text.index("landscape.") + 10
        await person.press("v", "j", "j", "j", "escape")
        assert person.main.view.cursor.offset > cursor


async def test_the_overview_says_where_each_entity_is(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM, LINEAR) as person:
        await person.press("O")
        await person.until(lambda: person.sees("China: "))
        rows = rows_of(person)
        assert "0 done, 0 reading, 5 unread" in rows
        lines = [row for row in rows if re.match(r"China: \d+ in Chin", row)]
        assert len(lines) == 5
        assert person.lines[person.app.cursor_position.y].startswith(" China: ")
        await person.press("down")
        assert not person.lines[person.app.cursor_position.y].startswith(" China: ")
        await person.press("left")
        assert person.lines[person.app.cursor_position.y].startswith(" China: ")
        under_cursor = person.app.cursor_position.y
        path = person.path
        await person.pilot.click(offset=(10, under_cursor - 1))
        await person.settle()
        assert person.app.cursor_position.y == under_cursor - 1
        await person.pilot.click(offset=(10, under_cursor - 1))
        await person.settle()
        assert (person.screen, person.path) == ("MainScreen", path) or person.path != path
        assert person.main.view.current is not None


async def test_the_list_says_what_its_signs_mean(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM, LINEAR) as person:
        await person.press("*", "s", "t")
        await person.type("chips\n")
        await person.press("escape", "space")
        assert person.sees("marked: China Tech Self-Reliance")
        assert person.sees("reading, starred, 680 words, 4 min")
        assert person.sees("#chips")


@pytest.mark.parametrize("keys", ["", "\r", "\t\t", "O", "e", "A", "T", "/chips", "x", "t", "vE", "C", "e\r"])
async def test_no_screen_shows_signs(library_folder: Path, keys: str) -> None:
    async with at_the_screen(library_folder, MEDIUM, LINEAR) as person:
        await person.press(*"\rvwhg", "escape")
        await person.type("".join(keys))
        await person.settle()
        assert [row for row in person.lines if SIGNS.search(row)] == []
