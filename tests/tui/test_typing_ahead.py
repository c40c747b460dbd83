"""What is typed faster than the screen follows gets where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input, TextArea

from reader.tui import typing_ahead
from reader.tui.open_article import OpenArticle
from reader.tui.typing_ahead import TypingAhead
from tests.tui.reading import Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


async def type_at_once(person: Person, *events_: events.Event) -> None:
    """Everything arrives before anything is done."""
    assert person.app._driver is not None
    for event in events_:
        event.set_sender(person.app)
        person.app._driver.send_message(event)
    await person.settle()
    await person.until(lambda: not person.app._waiting)
    await person.settle()


def keys(words: str) -> list[events.Event]:
    return [events.Key({"/": "slash", "\r": "enter"}.get(letter, letter), letter) for letter in words]


@pytest.mark.parametrize("opening", ["/", "F", "f", "A", "e", "T", "t", "R", "x"])
async def test_letters_after_a_key_are_typed_into_what_it_opens(library_folder: Path, opening: str) -> None:
    async with at_the_screen(library_folder) as person:
        await type_at_once(person, *keys(f"{opening}semiconductors"))
        assert isinstance(person.app.focused, Input)
        assert person.app.focused.value.endswith("semiconductors")


async def test_the_text_catches_up_with_a_key_that_was_held_down(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    open_article = OpenArticle.open

    def noting(reading: OpenArticle, path: str, *arguments: object, **options: object) -> object:
        opened.append(path)
        return open_article(reading, path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(OpenArticle, "open", noting)
    async with at_the_screen(library_folder) as person:
        paths = [file.path for file in person.app.library.files]
        await type_at_once(person, *(events.Key("down", None) for _ in range(10)))
        await person.until(lambda: opened[-1] == paths[-1])
        assert len(opened) < len(paths)
        await type_at_once(person, events.Key("up", None), events.Key("up", None), *keys("\r"))
        assert opened[-1] == paths[-3]


async def test_a_note_is_written_in_one_go(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await type_at_once(person, *keys("\rvwwaby whom"), events.Paste(" and why"))
        assert isinstance(person.app.focused, TextArea)
        assert person.app.focused.text == "by whom and why"
        await type_at_once(person, *keys("\r2."), events.Key("ctrl+s", None))
        assert [item.body for item in person.annotations()] == ["by whom and why\n2."]


@pytest.mark.parametrize(
    "words", ["می\u200cخواهم", "\N{WOMAN}\u200d\N{GIRL}", "中国\u3000芯片", "a\xa0b", "\U0001fae8"]
)
@pytest.mark.parametrize("opening", ["/", "a"])
async def test_letters_that_textual_takes_for_unprintable_are_typed(
    library_folder: Path, words: str, opening: str
) -> None:
    async with at_the_screen(library_folder) as person:
        await type_at_once(person, *keys(opening + words))
        typed = person.app.focused
        assert (typed.text if isinstance(typed, TextArea) else typed.value if isinstance(typed, Input) else "") == words


async def test_a_key_without_a_letter_stays_a_key(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await type_at_once(person, *keys("/chips"), events.Key("ctrl+u", "\x15"), events.Key("down", None))
        assert isinstance(person.app.focused, Input)
        assert person.app.focused.value == ""


async def test_a_quote_of_two_lines_is_pasted_whole(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await type_at_once(person, *keys("/"), events.Paste("rare earth\nmagnets"))
        assert isinstance(person.app.focused, Input)
        assert person.app.focused.value == "rare earth magnets"


async def test_tags_are_added_in_one_go(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await type_at_once(person, *keys("tchips\r"), events.Key("escape", None), *keys("j"))
        assert [item.tags for item in person.annotations()] == [("chips",)]
        assert (person.screen, person.path) == ("MainScreen", "001")


async def test_a_key_that_is_never_heard_of_again_holds_up_none(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_ahead, "PATIENCE", 0.02)
    async with at_the_screen(library_folder) as person:
        person.main.article_list.disable_messages(TypingAhead.Followed)
        await type_at_once(person, *keys("jjj"))
        assert person.path == "003"
