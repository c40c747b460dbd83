from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

from reader.annotations import editing
from reader.annotations.models import Color, Motivation
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def typed(person: Person) -> str:
    """What is in the editor."""
    assert person.screen == "NoteScreen"
    return person.app.screen.query_one(TextArea).text


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_a_note_on_a_selected_passage(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("down", "enter", "v", "w", "w", "w")
        words = person.selected
        assert words == "China Vows to Double"
        await person.press("a")
        assert person.sees("Note on the selection")
        assert person.sees("China Vows to Double")
        await person.type("Why #now?\nAnd how.")
        assert person.annotations() == ()
        await person.press("ctrl+s")
        assert person.screen == "MainScreen"
        assert person.told[-1] == "Note saved. u undoes it."
        (note,) = person.annotations()
        assert note.motivation is Motivation.COMMENTING
        assert note.article.path.startswith("001")
        assert note.body == "Why #now?\nAnd how."
        assert note.tags == ("now",)
        assert note.quote is not None
        assert note.position is not None
        assert note.quote.exact == words
        text = person.main.view.text
        assert text[note.position.start : note.position.end] == words
        assert note.quote.suffix == text[note.position.end : note.position.end + 32]
        assert person.selected == ""
        assert "▎ China Vows" in "\n".join(person.lines)


async def test_a_note_is_edited_with_enter_on_its_passage(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "v", "w", "a")
        await person.type("First.")
        await person.press("ctrl+s")
        (first,) = person.annotations()
        await person.pilot.click("#text", offset=person.place("China Vows"))
        await person.press("enter")
        assert person.sees("Edit the note")
        assert typed(person) == "First."
        await person.type(" Second.")
        await person.press("ctrl+s")
        (second,) = person.annotations()
        assert second.id == first.id
        assert second.body == "First. Second."
        assert second.quote == first.quote
        await person.press("a")
        assert typed(person) == "First. Second."
        await person.press("escape")
        assert person.screen == "MainScreen"
        assert person.annotations() == (second,)


async def test_a_note_on_the_article(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("a")
        assert person.sees("Note on the article")
        await person.type("All of it.")
        await person.press("ctrl+s")
        (note,) = person.annotations()
        assert (note.quote, note.position, note.body) == (None, None, "All of it.")
        assert person.sees("1 ✎")


async def test_enter_on_plain_text_does_nothing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "enter")
        assert person.screen == "MainScreen"


async def test_escape_asks_once_if_something_was_changed(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("a")
        await person.type("Half a")
        await person.press("escape")
        assert person.screen == "NoteScreen"
        assert "not saved" in person.told[-1]
        await person.type(" note")
        await person.press("escape")
        assert person.screen == "NoteScreen", "typed on: asked again"
        await person.press("escape")
        assert person.screen == "MainScreen"
        assert person.annotations() == ()


async def test_escape_does_not_ask_if_nothing_was_changed(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("a", "escape")
        assert person.screen == "MainScreen"
        await person.press("a", "x", "backspace", "escape")
        assert person.screen == "MainScreen"
        assert person.told == []


async def test_a_draft_is_offered_again(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("a")
        await person.type("Half a note")
        await person.press("escape", "escape", "down", "a")
        assert typed(person) == "", "another article has its own"
        await person.press("escape", "up", "a")
        assert typed(person) == "Half a note"
        assert "draft" in person.told[-1]
        await person.press("ctrl+s", "a")
        assert typed(person) == ""
        assert person.annotations()[0].body == "Half a note"


async def test_a_draft_survives_a_crash(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "v", "w", "a")
        await person.type("Half a note")
        await person.pilot.pause(0.5)
        (draft,) = person.library.state.drafts
        assert (draft.text, draft.path, draft.quote) == ("Half a note", person.library.files[1].path, "China Vows")
    async with at_the_screen(library_folder) as person:
        await person.press("home", "down", "enter", "v", "w", "a")
        assert typed(person) == "Half a note"


async def test_a_draft_that_was_deleted_is_gone(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("a")
        await person.type("ab")
        await person.press("escape", "escape", "a", "backspace", "backspace", "escape", "a")
        assert typed(person) == ""


async def test_colors(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "a")
        await person.type("In color.")
        await person.press("tab")
        assert person.focus == "colors"
        await person.press("right", "right", "ctrl+s")
        assert person.annotations()[0].color is Color.GREEN
        await person.pilot.click("#text", offset=person.place("China is"))
        await person.press("enter", "tab", "left", "ctrl+s")
        assert person.annotations()[0].color is Color.YELLOW
        await person.press("a")
        column = person.lines[-1]
        assert column
        colors = person.app.screen.query_one("#colors")
        await person.pilot.click("#colors", offset=(sum(len(color) + 4 for color in list(Color)[:3]) + 2, 0))
        assert getattr(colors, "color", None) is Color.PINK
        await person.press("escape")
        assert person.screen == "NoteScreen", "a changed color is a change"
        await person.press("ctrl+s")
        assert person.annotations()[0].color is Color.PINK
        assert person.annotations()[0].body == "In color."


async def test_an_empty_note_is_not_saved(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("a", "ctrl+s")
        assert person.screen == "NoteScreen"
        assert person.told[-1].startswith("Not saved: A note cannot be empty")
        await person.press("escape")
        assert person.screen == "MainScreen"


async def test_damaged_annotations_keep_the_note_in_the_editor(library_folder: Path) -> None:
    (library_folder / "annotations.json").write_text("{")
    async with at_the_screen(library_folder) as person:
        await person.press("a")
        await person.type("Precious.")
        await person.press("ctrl+s")
        assert typed(person) == "Precious."
        assert person.told[-1].startswith("Not saved: ")
        await person.press("escape", "escape")
        assert person.screen == "MainScreen"
    (library_folder / "annotations.json").unlink()
    async with at_the_screen(library_folder) as person:
        await person.press("a")
        assert typed(person) == "Precious."
        await person.press("ctrl+s")
        assert person.annotations()[0].body == "Precious."


async def test_a_note_that_was_removed_meanwhile_is_not_lost(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "a")
        await person.type("Mine.")
        await person.press("ctrl+s")
        (note,) = person.annotations()
        await person.pilot.click("#text", offset=person.place("China is"))
        await person.press("enter")
        await person.type(" More.")
        editing.remove_annotation(person.library.store, note.id)
        await person.press("ctrl+s")
        assert person.screen == "NoteScreen"
        assert typed(person) == "Mine. More."
        assert person.told[-1].startswith("Not saved: ")
