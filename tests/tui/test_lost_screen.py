"""What lost its place: announced, listed, attached to a guess or to a selection, removed; all of it undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.models import AnchorState
from reader.articles.models import Span
from reader.config import Settings
from reader.library.library import Library
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

VANISHED = "directly fueled by the intensifying rivalry with the United States"
ELSEWHERE = "something that nobody had thought of before, all in other words"
ALIKE = "top leaders in Beijing have unequivocally declared their intent to significantly accelerate efforts"
REWRITTEN = "top leaders in Beijing have let it be known their intent to much accelerate efforts"


def lose(folder: Path) -> Path:
    """A note and a highlight, and then an article in which one passage is gone and the other written anew."""
    library = Library.open(folder, settings=Settings())
    article = library.article(library.files[1].path)
    for words, body in ((VANISHED, "Since when?"), (ALIKE, "")):
        start = article.text.index(words)
        span = Span(start, start + len(words))
        if body:
            editing.add_note(library.store, article, body, span)
        else:
            editing.add_highlight(library.store, article, span)
    file = library.files[1].file
    library.close()
    file.write_text(article.text.replace(VANISHED, ELSEWHERE).replace(ALIKE, REWRITTEN))
    return file


def lost(person: Person) -> int:
    return len(person.library.anchoring.lost())


async def test_it_is_announced_and_counted(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder) as person:
        assert "2 notes or highlights lost their places" in person.told[-1]
        assert "! 2 lost" in person.lines[0]


async def test_nothing_is_announced_where_nothing_is_lost(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "h", "exclamation_mark")
        assert person.sees("Nothing is lost")
        await person.press("enter", "ctrl+g", "ctrl+d", "ctrl+t", "tab", "escape")
        assert person.screen == "MainScreen"
        assert "lost" not in person.lines[0]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_each_is_listed_with_its_words_and_a_guess(library_folder: Path, size: tuple[int, int]) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder, size) as person:
        await person.press("exclamation_mark")
        assert person.sees("2 lost places")
        assert person.sees("directly fueled by the intensifying")
        assert person.sees("Since when?")
        assert person.sees("top leaders in Beijing have unequivocally")
        assert person.sees("→ top leaders in Beijing have let it be")
        assert person.sees("perhaps here")


async def test_a_guess_is_accepted_and_that_is_undone(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder) as person:
        await person.press("exclamation_mark")
        await person.type("beijing")
        await person.press("ctrl+g")
        assert person.told[-1] == f"Attached to “{REWRITTEN[:40]}…”. ^u undoes it."
        assert lost(person) == 1
        (found,) = (item for item in person.annotations() if item.quote and item.quote.exact == REWRITTEN)
        assert found.anchor is not None
        assert found.anchor.state is AnchorState.SURE
        await person.press("ctrl+u")
        assert lost(person) == 2
        await person.press("ctrl+r", "escape")
        assert "! 1 lost" in person.lines[0]


async def test_it_is_attached_to_a_selection(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder) as person:
        await person.press("exclamation_mark")
        await person.type("since when")
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert person.path == "001"
        assert person.sees("Attach “directly fueled by the intensifying")
        await person.pilot.click("#text", offset=person.place("something that nobody"))
        await person.press("enter")
        assert person.sees("Attach “"), "nothing is selected"
        await person.press("v", "w", "w")
        assert person.sees("enter attach here")
        await person.press("enter")
        assert person.told[-1] == "Attached to “something that nobody”. u undoes it."
        assert not person.sees("Attach “")
        (note,) = (item for item in person.annotations() if item.body)
        assert note.quote is not None
        assert note.quote.exact == "something that nobody"
        await person.press("u")
        assert lost(person) == 2
        assert "! 2 lost" in person.lines[0]


async def test_the_guess_is_selected_and_enter_takes_it(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder, NARROW) as person:
        await person.press("exclamation_mark")
        await person.type("beijing")
        await person.press("enter")
        assert person.selected == REWRITTEN
        await person.press("enter")
        assert lost(person) == 1


async def test_it_is_attached_with_the_mouse_alone(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder) as person:
        await person.press("exclamation_mark")
        await person.type("since when")
        await person.pilot.click("#choices", offset=(5, 2))
        await person.settle()
        assert person.screen == "MainScreen"
        await person.pilot.click("#text", offset=person.place("nobody"), times=2)
        await person.settle()
        await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index("attach here"), 0))
        await person.settle()
        assert [item.quote.exact for item in person.annotations() if item.body and item.quote] == ["nobody"]


async def test_escape_leaves_it_as_it_was(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder) as person:
        before = person.annotations()
        await person.press("exclamation_mark", "enter", "escape", "escape")
        assert person.told[-1] == "Left as it was."
        assert not person.sees("Attach “")
        await person.press("v", "enter")
        assert person.annotations() == before
        await person.press("exclamation_mark", "enter", "exclamation_mark", "enter", "escape", "escape")
        assert not person.sees("Attach “")


async def test_it_is_removed_and_that_is_undone(library_folder: Path) -> None:
    lose(library_folder)
    async with at_the_screen(library_folder) as person:
        await person.press("exclamation_mark")
        await person.type("since when")
        await person.press("ctrl+d")
        assert len(person.annotations()) == 1
        await person.press("escape")
        assert "! 1 lost" in person.lines[0]
        await person.press("u")
        assert len(person.annotations()) == 2


async def test_what_was_on_an_article_that_is_gone_goes_to_another(library_folder: Path) -> None:
    lose(library_folder).unlink()
    async with at_the_screen(library_folder) as person:
        await person.press("exclamation_mark")
        assert person.sees("its article is gone")
        await person.press("ctrl+g")
        assert person.told[-1].startswith("Not saved: There is no guess")
        await person.press("enter")
        assert person.path == "000"
        await person.press("v", "enter")
        assert [item.article.path[:3] for item in person.annotations()].count("000") == 1
        assert lost(person) == 1
