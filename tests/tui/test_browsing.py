from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.annotations import editing
from reader.annotations.passages import find_quote
from reader.tui.widgets.choice_list import Choice, fitting
from tests.tui.reading import NARROW, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles.models import Span


def annotate(person: Person) -> None:
    """A highlight, a note and tags on two articles."""
    library = person.library
    first, second = (library.article(file.path) for file in library.files[:2])
    editing.add_tags(library.store, first, ["china"])
    editing.add_tags(library.store, second, ["china", "policy"])
    editing.add_highlight(library.store, first, find_quote(first.text, "rare earth") or nothing())
    editing.add_note(library.store, second, "how much is it? #money", find_quote(second.text, "subsidizing"))


def nothing() -> Span:
    raise AssertionError("the passage is gone from the article")


async def test_notes_are_listed_filtered_and_gone_to(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("A")
        assert person.screen == "NotesScreen"
        assert person.sees("2 notes")
        assert person.sees("how much is it? #money")
        assert person.sees("rare earth")
        await person.type("hwo much")
        assert person.sees("1 note")
        assert not person.sees("rare earth  ")
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert person.sees("China Vows to Double Down")
        assert person.sees("subsidizing")


async def test_a_note_is_edited_and_removed_in_place(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("A", "ctrl+e")
        assert person.screen == "NoteScreen"
        await person.type(" A lot.")
        await person.press("ctrl+s")
        assert person.screen == "NotesScreen"
        assert any(item.body == "how much is it? #money A lot." for item in person.annotations())
        await person.press("ctrl+d")
        assert not any(item.body for item in person.annotations())
        await person.press("escape", "u")
        assert any(item.body == "how much is it? #money A lot." for item in person.annotations())


async def test_without_notes_it_is_said_what_to_do(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("A")
        assert person.sees("0 notes")
        assert person.sees("Nothing yet")
        await person.press("enter", "ctrl+e", "ctrl+d", "ctrl+o", "escape")
        assert person.screen == "MainScreen"


async def test_a_tag_is_renamed_deleted_and_shown(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("T")
        assert person.sees("#china")
        assert person.sees("2 on 2 articles")
        await person.press("ctrl+e")
        await person.type("china/tech\n")
        assert {count.tag for count in person.library.store.tags()} == {"china/tech", "policy", "money"}
        await person.press("ctrl+d")
        assert person.told[-1] == "Deleted #china/tech from 2 annotations. ^u undoes it."
        assert {count.tag for count in person.library.store.tags()} == {"policy", "money"}
        await person.press("ctrl+u")
        assert len(person.library.store.tags()) == 3
        await person.type("poli\n")
        assert person.screen == "SearchScreen"
        assert person.sees('tag:"policy"')


async def test_entities_of_the_library_lead_to_every_mention(library_folder: Path) -> None:
    async with at_the_screen(library_folder, NARROW) as person:
        await person.press("e")
        assert person.screen == "EntitiesScreen"
        await person.type("hwawei")
        assert person.sees("Huawei")
        await person.press("enter")
        assert person.screen == "EntityScreen"
        assert person.sees("mentions")
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert person.sees("Huawei")


async def test_undo_and_redo(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("u")
        await person.until(lambda: person.told == ["Nothing to undo."])
        await person.press("t")
        await person.type("chips\n")
        await person.press("escape", "u")
        await person.until(lambda: not person.annotations() and "chips" in person.told[-1])
        await person.press("ctrl+r")
        await person.until(lambda: [item.tags for item in person.annotations()] == [("chips",)])


def test_what_holds_the_words_comes_alone_and_typos_are_forgiven() -> None:
    choices = [Choice((Text(words),), words, words) for words in ("huawei cloud", "huawei", "samsung")]
    assert [choice.value for choice in fitting(choices, "")] == ["huawei cloud", "huawei", "samsung"]
    assert {choice.value for choice in fitting(choices, "huawei")} == {"huawei cloud", "huawei"}
    assert "huawei" in {choice.value for choice in fitting(choices, "hwawei")}
    assert fitting(choices, "nvidia") == ()
