"""Selecting, highlighting, removing, status and star, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.models import Color, Motivation
from reader.articles.models import Span
from reader.config import Settings
from reader.tui.widgets.key_table import KeyTable
from tests.tui.reading import MEDIUM, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"{": "left_curly_bracket", "}": "right_curly_bracket", " ": "space"}


async def test_highlighting_and_removing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("h")
        assert person.annotations() == ()
        await person.press("down", "enter", "v", "w", "h")
        (made,) = person.annotations()
        assert made.motivation is Motivation.HIGHLIGHTING
        assert made.quote is not None
        assert made.quote.exact == "China Vows"
        assert person.told[-1] == "Highlighted “China Vows”. u undoes it."
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
        assert person.told[-1] == "Removed the note on “China Vows”. u undoes it."
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
            assert person.told[-1] == f"Status: {status}. u undoes it."
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


async def test_what_stands_on_the_last_page_can_be_selected_by_keys(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "G", "G", "v")
        assert person.main.view.text.split()[-1] == f"{person.selected}."
        await person.press("escape", "left_curly_bracket", "G", "k", "G", "g", "g", "v")
        assert person.selected == person.main.view.text.split()[0]


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("j", "Second"),
        ("jj", "Third"),
        ("}", "Second"),
        ("}}", "Third"),
        ("}}{", "Second"),
        ("jjkk", "First"),
        (" ", "here"),
        (" b", "First"),
    ],
)
async def test_in_an_article_that_fits_the_keys_move_the_cursor(tmp_path: Path, keys: str, word: str) -> None:
    (tmp_path / "short.txt").write_text("First line.\nSecond line.\nThird line, that ends here.\n")
    async with at_the_screen(tmp_path) as person:
        await person.press("enter", *(NAMES.get(key, key) for key in keys), "v")
        assert person.selected == word


async def test_highlighting_in_colors_with_meanings(library_folder: Path) -> None:
    settings = Settings(colors={"green": "numbers"})
    async with at_the_screen(library_folder, settings=settings) as person:
        await person.press("enter", "v", "2")
        assert [item.color for item in person.annotations()] == [Color.GREEN]
        assert person.told[-1] == "Highlighted “China” · numbers. u undoes it."
        await person.press("right_curly_bracket", "v", "h")
        assert {item.color for item in person.annotations()} == {Color.GREEN}, "the highlighter stays in hand"
        await person.press("1")
        assert "1 PERSON" in person.pane("side") or person.selected == "", "without a selection a digit is no color"
        assert len(person.annotations()) == 2


async def test_a_highlight_is_recolored_and_undone(library_folder: Path) -> None:
    settings = Settings(colors={"pink": "to check"})
    async with at_the_screen(library_folder, settings=settings) as person:
        await person.press("enter", "v", "h")
        await person.pilot.click("#text", offset=person.place("China is"))
        await person.press("C")
        assert person.sees("Color of this highlight")
        assert person.sees(" to check   pink")
        await person.press("down", "down", "down", "enter")
        assert [item.color for item in person.annotations()] == [Color.PINK]
        assert person.told[-1] == "Color: to check. u undoes it."
        await person.press("u")
        assert [item.color for item in person.annotations()] == [Color.YELLOW]
        await person.press("C", "escape", "ctrl+r")
        assert [item.color for item in person.annotations()] == [Color.PINK]


async def test_a_color_is_chosen_for_the_selection_or_for_what_comes(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("enter", "C", "5")
        assert person.told[-1] == "The next highlight: purple"
        await person.press("v", "h", "right_curly_bracket", "v", "C")
        assert person.sees("Color of the selection")
        row = next(number for number, line in enumerate(person.lines) if "6  orange" in line)
        await person.pilot.click(offset=(person.lines[row].index("6  orange") + 3, row))
        await person.settle()
        assert [item.color for item in person.annotations()] == [Color.PURPLE, Color.ORANGE]


async def test_every_place_of_the_words_in_one_go(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "v")
        assert person.selected == "China"
        places = person.main.view.text.count("China")
        await person.press("H")
        assert len(person.annotations()) == places
        assert person.told[-1] == f"Highlighted “China” {places} times. u undoes it."
        await person.press("u")
        assert person.annotations() == ()
        await person.pilot.click("#text", offset=person.place("China"))
        await person.press("v", "h")
        await person.pilot.click("#text", offset=person.place("China", nth=1))
        await person.press("v", "H")
        assert person.told[-1] == f"Highlighted “China” {places - 1} times; 1 had been before. u undoes it."
        assert len(person.annotations()) == places
        await person.press("H")
        assert "Select something first" in person.told[-1]


async def test_the_help_tells_what_the_colors_mean(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(colors={"green": "numbers"})) as person:
        await person.press("question_mark")
        told = person.app.screen.query_one(KeyTable).text
        assert "Highlight in green   numbers" in told
        assert "Highlight in blue\n" in told
