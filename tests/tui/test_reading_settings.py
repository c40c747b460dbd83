"""How the text stands on the screen is the person's: width, margins, space between lines; and how far reading is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from tests.tui.reading import MEDIUM, NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


async def test_margins_are_as_wide_as_asked_for_and_narrower_where_there_is_no_room(library_folder: Path) -> None:
    for size, settings, expected in (
        (WIDE, Settings(margin=2), 76),
        (WIDE, Settings(margin=12), 84 - 1 - 2 - 24),
        (NARROW, Settings(margin=40), 70 - 1 - 2 - 2 * (67 // 4)),
    ):
        async with at_the_screen(library_folder, size, settings) as person:
            await person.press("enter")
            assert person.main.view.columns == min(expected, 76)
            assert person.main.view.margin_left >= min(settings.margin, 67 // 4)


@pytest.mark.parametrize("spacing", [2, 3])
async def test_lines_further_apart_are_read_selected_and_clicked_like_others(
    library_folder: Path, spacing: int
) -> None:
    async with at_the_screen(library_folder, MEDIUM, Settings(line_spacing=spacing)) as person:
        await person.press("enter")
        view = person.main.view
        filled = [any(map(str.isalnum, row)) for row in person.pane("text").splitlines()[1:-1]]
        first_row = filled.index(True)
        assert filled[first_row : first_row + 2 * spacing] == [True, *[False] * (spacing - 1)] * 2
        await person.press("v", "down")
        first = view.cursor.selection
        await person.press("down", "up")
        assert view.cursor.selection == first
        assert first is not None
        assert first.end - first.start > 20
        column, row = person.cell(first.end)
        await person.press("escape")
        await person.pilot.click("#text", offset=(column, row + 1))
        await person.settle()
        assert view.cursor.offset == first.end
        await person.press("G")
        assert view.progress == 1


async def test_the_time_left_shrinks_as_reading_goes_on(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("enter")
        assert person.sees(" min left")
        await person.press("G")
        assert person.sees(" 100% ")
        assert not person.sees("min left")
