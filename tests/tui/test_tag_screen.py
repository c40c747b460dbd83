from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.models import Motivation
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def tags(person: Person, path: str = "000") -> list[str]:
    """The tags of an article on disk."""
    return [
        tag
        for item in person.annotations()
        if item.is_article_tag and item.article.path[:3] == path
        for tag in item.tags
    ]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_a_tag_is_on_disk_at_once(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("t")
        assert person.sees("Tags of China Tech Self-Reliance Rises")
        assert person.sees("No tags yet.")
        await person.type("chips\n")
        assert tags(person) == ["chips"]
        assert person.sees(" #chips ")
        await person.type("#trade war, policy\n")
        assert tags(person) == ["chips", "trade war", "policy"]
        assert person.told[-1] == "Tagged #trade war #policy. esc u undoes it."
        await person.press("escape")
        assert person.screen == "MainScreen"
        assert person.sees("#chips")


async def test_enter_on_an_empty_line_leaves(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t", "enter")
        assert person.screen == "MainScreen"
        assert not person.library.location.annotations.exists()


async def test_tab_completes(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        articles = [person.library.article(file.path) for file in person.library.files]
        editing.add_tags(person.library.store, articles[1], ["semiconductors", "policy"])
        editing.add_tags(person.library.store, articles[2], ["policy"])
        await person.press("t")
        assert person.sees("#semiconductors  1")
        assert person.sees("#policy  2")
        await person.type("semi")
        assert not person.sees("#policy")
        await person.press("tab")
        await person.press("enter")
        assert tags(person) == ["semiconductors"]
        await person.type("polcy")
        await person.press("tab", "enter")
        assert tags(person) == ["semiconductors", "policy"]
        assert not person.sees("#policy  2")


async def test_known_tags_are_picked_with_the_arrows_and_the_mouse(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        article = person.library.article(person.library.files[1].path)
        editing.add_tags(person.library.store, article, ["alpha", "beta", "gamma"])
        await person.press("t", "down", "down", "enter")
        assert tags(person) == ["beta"]
        await person.pilot.click("TagSuggestions", offset=(4, 1))
        await person.settle()
        assert tags(person) == ["beta", "gamma"]
        assert person.focus != "list"
        await person.press("escape")
        assert person.screen == "MainScreen"


async def test_backspace_on_an_empty_line_takes_the_last_off(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type("one, two\n")
        await person.press("x", "backspace")
        assert tags(person) == ["one", "two"]
        await person.press("backspace")
        assert tags(person) == ["one"]
        assert person.told[-1] == "Took #two off. esc u undoes it."
        await person.press("backspace", "backspace")
        assert tags(person) == []
        assert person.sees("No tags yet.")


async def test_what_is_there_already_is_not_added_again(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type("Chips\nchips\nCHIPS\n")
        assert tags(person) == ["Chips"]


@pytest.mark.parametrize("typed", ["#", ",", " , ", "##", "#,#"])
async def test_no_tag_is_no_tag(library_folder: Path, typed: str) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type(typed)
        await person.press("enter")
        assert all(tag.strip("#") for tag in tags(person))
        assert person.app.is_running


async def test_tags_on_a_selection(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "w")
        words = person.selected
        await person.press("t")
        assert person.sees("Tags of the selection")
        await person.type("first\nsecond\n")
        (made,) = person.annotations()
        assert made.motivation is Motivation.HIGHLIGHTING
        assert made.tags == ("first", "second")
        assert made.quote is not None
        assert made.quote.exact == words
        await person.press("backspace")
        assert person.annotations()[0].tags == ("first",)
        await person.press("escape")
        assert person.screen == "MainScreen"


async def test_a_tag_is_never_markup(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type("[bold]x[/]\n")
        assert tags(person) == ["[bold]x[/]"]
        assert person.sees(" #[bold]x[/] ")
        await person.press("escape")
        assert person.sees("#[bold]x[/]")


async def test_damaged_annotations_are_said_and_what_was_typed_stays(library_folder: Path) -> None:
    damaged = b'{"annotations": {"1": '
    (library_folder / "annotations.json").write_bytes(damaged)
    async with at_the_screen(library_folder) as person:
        assert person.sees("annotations read-only")
        assert person.sees("China is ramping up efforts")
        await person.press("t")
        await person.type("chips\n")
        assert person.told[-1].startswith("Not saved: ")
        assert "annotations.json" in person.told[-1]
        assert person.sees(" chips ")
        assert person.screen == "TagScreen"
        await person.press("escape", "s", "asterisk", "down", "enter", "v", "h")
        assert person.path == "001"
        assert all(message.startswith("Not saved: ") for message in person.told)
        assert (library_folder / "annotations.json").read_bytes() == damaged


async def test_a_full_disk_is_said_and_what_was_typed_stays(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_screen(library_folder) as person:

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        await person.press("t")
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            await person.type("chips\n")
        assert "No space left on device" in person.told[-1]
        assert person.sees(" chips ")
        assert person.annotations() == ()
        await person.press("enter")
        assert tags(person) == ["chips"]


async def test_a_very_long_tag_leaves_room_for_everything_else(library_folder: Path) -> None:
    tag = "verylong" * 40
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type(f"{tag}\n")
        assert [item.tags for item in person.annotations()] == [(tag,)]
        assert person.told[-1] == f"Tagged #{tag[:40]}… esc u undoes it."
        assert sum("verylong" in line for line in person.lines[2:]) <= 2
        await person.press("escape", "T")
        (row,) = (line for line in person.lines if "#verylong" in line)
        assert "…" in row
        assert "1 on 1 article" in row
