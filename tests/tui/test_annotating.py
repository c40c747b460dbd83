"""Selecting, highlighting, removing, status and star, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations import editing
from reader.annotations.models import Motivation
from reader.articles.models import Span
from tests.tui.reading import MEDIUM, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


async def test_highlighting_and_removing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("h")
        assert person.annotations() == ()
        await person.press("down", "enter", "v", "w", "h")
        (made,) = person.annotations()
        assert made.motivation is Motivation.HIGHLIGHTING
        assert made.quote is not None
        assert made.quote.exact == "China Vows"
        assert person.told[-1] == "Highlighted “China Vows”"
        assert person.selected == ""
        assert person.sees("1 ✎")
        await person.pilot.click("#text", offset=person.place("Vows"))
        await person.press("enter")
        assert person.sees("Note on the highlight")
        await person.type("Now a note.")
        await person.press("ctrl+s")
        (note,) = person.annotations()
        assert (note.id, note.motivation, note.body) == (made.id, Motivation.COMMENTING, "Now a note.")
        await person.press("delete")
        assert person.annotations() == ()
        assert person.told[-1] == "Removed the note on “China Vows”"
        await person.press("delete")
        assert "No highlight or note under the cursor" in person.told[-1]


async def test_of_two_the_shorter_is_under_the_cursor(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        article = person.library.article(person.library.files[1].path)
        editing.add_highlight(person.library.store, article, Span(0, 40))
        inner = editing.add_highlight(person.library.store, article, Span(6, 10))
        await person.press("down", "enter")
        await person.pilot.click("#text", offset=person.cell(7))
        await person.press("delete")
        assert inner.id not in {item.id for item in person.annotations()}
        await person.press("delete")
        assert person.annotations() == ()


async def test_status_and_star(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for status in ("reading", "done", "unread"):
            await person.press("s")
            assert person.told[-1] == f"Status: {status}"
            record = person.library.store.record(person.library.files[0].path)
            assert record is not None
            assert record.status == status
        await person.press("asterisk")
        assert person.sees("★")
        await person.press("asterisk")
        assert not person.sees("★")


async def test_copying_goes_to_the_terminal(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "w", "c")
        assert person.app.clipboard == "China is"
        assert person.told[-1] == "Copied"
        assert person.selected == ""


async def test_a_selection_grows_and_shrinks_by_keys(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v")
        assert person.selected == "China"
        await person.press("w", "w")
        assert person.selected == "China is ramping"
        await person.press("b")
        assert person.selected == "China is "
        await person.press("left", "left", "right")
        assert person.selected == "China is"
        await person.press("right_parenthesis")
        assert person.selected.endswith("trade tensions.")
        await person.press("right_curly_bracket")
        assert person.selected.endswith("economic landscape.")
        assert person.sees("h highlight")
        await person.press("down")
        assert "China Tech" in person.selected or person.selected.endswith("\n")
        await person.press("escape")
        assert person.selected == ""
        assert person.focus == "text"
        await person.press("v", "v")
        assert person.selected == ""


async def test_selecting_begins_on_the_screen(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("end", "k", "enter", "space", "space", "v")
        assert person.selected
        assert person.selected in person.reading()
