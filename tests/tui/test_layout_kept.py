"""The screen opens as it was left: panes that were hidden, and what was shown at the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.reading import MEDIUM, NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


async def test_hidden_panes_and_the_side_panel_are_remembered(library_folder: Path) -> None:
    async with at_the_screen(library_folder, WIDE) as person:
        await person.press("shift+tab", "right", "grave_accent")
        assert (person.main.article_list.display, person.main.side.NAME) == (False, "Notes")
    async with at_the_screen(library_folder, WIDE) as person:
        assert (person.main.article_list.display, person.main.side.NAME) == (False, "Notes")
        assert person.main.notes_panel.display
        assert person.sees("Nothing yet")
        await person.press("grave_accent", "vertical_line")
    async with at_the_screen(library_folder, WIDE) as person:
        assert (person.main.article_list.display, person.main.side.display) == (True, False)


async def test_what_slides_over_is_not_remembered(library_folder: Path) -> None:
    for size in (MEDIUM, NARROW):
        async with at_the_screen(library_folder, size) as person:
            await person.press("vertical_line")
            assert person.main.side.display
    async with at_the_screen(library_folder, WIDE) as person:
        assert person.main.article_list.display
        assert person.main.side.display
    assert "side" not in str(person.library.state.layout)


async def test_the_article_that_was_open_is_open_again(library_folder: Path) -> None:
    for path in ("001", "002"):
        async with at_the_screen(library_folder) as person:
            await person.press("down")
            assert person.path == path
            await person.press("q")
    async with at_the_screen(library_folder) as person:
        assert person.path == "002"
        assert person.sees("5 unread")
