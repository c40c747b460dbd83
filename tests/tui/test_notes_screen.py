"""All notes: filtered by color, tag and words; edited, removed and brought back in place; drafts on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from reader.annotations import editing
from reader.annotations.models import Annotation, Color
from reader.annotations.store import AnnotationStore
from reader.articles.models import Span
from reader.config import Settings
from reader.library.drafts import Draft
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from reader.tui.screens.notes import NotesScreen

MEANINGS = Settings(colors={"yellow": "key point", "pink": "to check"})


def annotate(person: Person) -> list[Annotation]:
    """Three notes on two articles, in three colors, with tags."""
    store = person.library.store
    first, second = (person.library.article(file.path) for file in person.library.files[:2])
    return [
        editing.add_highlight(store, first, Span(1, 30), color=Color.YELLOW, tags=["china"]),
        editing.add_note(store, first, "Ask again", Span(40, 60), color=Color.PINK, tags=["china", "todo"]),
        editing.add_note(store, second, "Whole of it #todo"),
    ]


def listed(person: Person) -> list[str]:
    """The ids of the notes that are listed, or the texts of drafts."""
    values = [choice.value for choice in cast("NotesScreen", person.app.screen).choices._fitting]
    return [value.text if isinstance(value, Draft) else value.id for value in values]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_colors_and_tags_are_filtered_by_key(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size, MEANINGS) as person:
        highlight, note, whole = (item.id for item in annotate(person))
        await person.press("A")
        assert person.sees("key point 1")
        assert person.sees("to check 1")
        assert not person.sees("blue")
        await person.press("tab")
        assert listed(person) == [highlight]
        await person.press("tab")
        assert listed(person) == [note]
        await person.press("tab", "ctrl+t")
        assert set(listed(person)) == {highlight, note}
        await person.press("ctrl+t")
        assert set(listed(person)) == {note, whole}
        await person.type("agian")
        assert listed(person) == [note]


async def test_a_color_is_said_in_words_too(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(linear=True)) as person:
        annotate(person)
        await person.press("A")
        assert person.sees(" · pink · ")
        assert not person.sees(" · yellow · ")


async def test_a_color_is_typed_by_name_or_meaning(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=MEANINGS) as person:
        highlight, *_ = (item.id for item in annotate(person))
        for typed in ("color:yellow", "color:key", "key point"):
            await person.press("A")
            await person.type(typed)
            assert listed(person) == [highlight], typed
            await person.press("escape")


async def test_chips_are_clicked_on_and_off(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=MEANINGS) as person:
        highlight, note, whole = (item.id for item in annotate(person))
        await person.press("A")
        row = next(line for line in person.lines if "key point" in line)
        for label, left in (("to check", [note]), ("#china", [note]), ("to check", [note, highlight])):
            await person.pilot.click("#facets", offset=(row.index(label), 0))
            await person.settle()
            assert set(listed(person)) == set(left), label
        await person.pilot.click("#facets", offset=(row.index("#china"), 0))
        await person.settle()
        assert set(listed(person)) == {highlight, note, whole}


async def test_removing_is_undone_and_done_again_in_place(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        ids = {item.id for item in annotate(person)}
        await person.press("A", "ctrl+d")
        assert len(listed(person)) == 2
        assert person.told[-1] == "Removed the note on the article. ^u undoes it."
        await person.press("ctrl+u")
        assert set(listed(person)) == ids
        assert person.told[-1].startswith("Undone: ")
        await person.press("ctrl+r")
        assert len(person.annotations()) == 2


async def test_a_click_goes_to_a_note_and_another_opens_it(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("A")
        row = next(number for number, line in enumerate(person.lines) if "Ask again" in line)
        top = person.app.screen.query_one("#choices").region.y
        await person.pilot.click("#choices", offset=(5, row - top))
        await person.settle()
        assert person.screen == "NotesScreen"
        await person.pilot.click("#choices", offset=(5, row - top))
        await person.settle()
        assert person.screen == "MainScreen"
        assert person.main.view.current == Span(40, 60)


async def test_what_others_write_shows_at_once_and_the_cursor_stays(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        *_, first = annotate(person)
        await person.pilot.pause(0.6)
        await person.press("A")
        screen = cast("NotesScreen", person.app.screen)
        assert screen.choices.chosen is not None
        assert screen.choices.chosen.key == first.id
        theirs = AnnotationStore(person.library.location.annotations)
        editing.add_note(theirs, person.library.article(person.library.files[2].path), "From elsewhere")
        await person.until(lambda: person.sees("From elsewhere"))
        assert screen.choices.index == 1
        assert screen.choices.chosen.key == first.id


async def test_a_draft_is_announced_and_written_on(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "v", "w", "a")
        await person.type("Half a")
        await person.pilot.pause(0.5)
    async with at_the_screen(library_folder) as person:
        assert "A note was not saved" in person.told[-1]
        await person.press("A")
        assert listed(person) == ["Half a"]
        assert person.sees("not saved “China Vows”")
        await person.press("enter")
        await person.type(" note")
        await person.press("ctrl+s")
        (note,) = person.annotations()
        assert note.body == "Half a note"
        assert note.quote is not None
        assert note.quote.exact == "China Vows"
        assert listed(person) == [note.id]


async def test_the_draft_of_a_note_that_was_removed_meanwhile_becomes_a_new_one(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        note = annotate(person)[1]
        draft = Draft("Once more", note.article.path, None, None, note.quote.exact if note.quote else "", note.id)
        person.library.state.keep_draft(draft)
        editing.remove_annotation(person.library.store, note.id)
        await person.press("A", "enter", "ctrl+s")
        (made,) = (item for item in person.annotations() if item.body == "Once more")
        assert made.id != note.id
        assert made.quote == note.quote
        assert person.library.state.drafts == ()


async def test_a_draft_is_thrown_away_only_when_asked_twice(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        path = person.library.files[0].path
        for text, place in (("One", (1, 9)), ("Two", (10, 19))):
            person.library.state.keep_draft(Draft(text, path, *place))
        await person.press("A", "ctrl+d")
        assert listed(person) == ["Two", "One"]
        assert "again" in person.told[-1]
        await person.press("ctrl+d")
        assert listed(person) == ["One"]
        assert [draft.text for draft in person.library.state.drafts] == ["One"]


async def test_the_draft_on_an_article_that_is_gone_stays(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        person.library.state.keep_draft(Draft("Precious", "gone.txt"))
        await person.press("A", "enter")
        assert person.screen == "NotesScreen"
        assert "no such article" in person.told[-1]
        assert listed(person) == ["Precious"]


async def test_notes_of_several_people(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(creator="Ada Lovelace")) as person:
        store = person.library.store
        article = person.library.article(person.library.files[0].path)
        mine = editing.add_note(store, article, "Mine", Span(1, 30), creator="Ada Lovelace").id
        await person.press("A")
        assert not person.sees("Ada Lovelace")
        assert not person.sees("by:name")
        theirs = editing.add_note(store, article, "Theirs", Span(40, 60), creator="Ben").id
        await person.press("escape", "A")
        assert person.sees("by:name")
        assert person.sees("Ada Lovelace 1")
        assert person.sees("Ben · 20")
        for typed, left in (("by:ben", [theirs]), ("by:love", [mine]), ("ada", [mine])):
            await person.type(typed)
            assert listed(person) == left, typed
            await person.press("escape", "A")
        await person.press("ctrl+b")
        assert listed(person) == [mine]
        await person.press("ctrl+b")
        assert listed(person) == [theirs]
        await person.press("ctrl+e")
        assert person.sees("Edit the note of Ben")
        await person.press("escape", "ctrl+b")
        assert set(listed(person)) == {mine, theirs}
        await person.type("by:Bem")
        assert person.sees("Nobody called “Bem” wrote here; did you mean Ben?")


async def test_the_panel_tells_what_others_wrote(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(creator="Ada")) as person:
        article = person.library.article(person.library.files[0].path)
        for name, place in (("Ada", Span(1, 30)), ("Ben", Span(40, 60))):
            editing.add_note(person.library.store, article, f"This is {name}'s", place, creator=name)
        await person.press("shift+tab", "right")
        assert person.sees("Ben: This is Ben's")
        assert person.sees("This is Ada's")
        assert not person.sees("Ada: ")
