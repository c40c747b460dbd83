from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from tests.tui.reading import NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [WIDE, NARROW, (40, 12)])
async def test_who_is_here_for_the_first_time_is_told_five_keys(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size, messages=True, first=True) as person:
        assert [line.split()[0] for line in person.told[0].splitlines()[1:]] == ["v", "t", "a", "?"]
        assert person.told[0].startswith("Keys to begin with: /")
        assert person.sees("search all")
        await person.press("down")
        assert person.path == "001", "the greeting is not in the way"
        await person.press("escape")
        assert not person.sees("search all")
        assert not person.told


async def test_nobody_is_greeted_twice(library_folder: Path) -> None:
    for greetings in (1, 0):
        async with at_the_screen(library_folder, first=True) as person:
            assert len(person.told) == greetings
            await person.press("q")


async def test_keys_of_ones_own_are_the_ones_that_are_told(library_folder: Path) -> None:
    settings = Settings(keys={"search": "f2", "note": "n"})
    async with at_the_screen(library_folder, settings=settings, first=True) as person:
        told = next(message for message in person.told if message.startswith("Keys to begin with"))
        assert "F2  search all articles" in told.replace("f2", "F2")


async def test_an_empty_library_says_itself_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    async with at_the_screen(tmp_path / "library", first=True) as person:
        assert not person.told
        assert person.sees("No articles here.")


@pytest.mark.parametrize("key", ["A", "?"])
async def test_on_another_screen_the_greeting_is_not_in_the_way(library_folder: Path, key: str) -> None:
    async with at_the_screen(library_folder, messages=True, first=True) as person:
        assert person.sees("all other keys")
        await person.press(key)
        assert not person.sees("all other keys")
        await person.press("escape")
        assert not person.sees("all other keys")


async def test_what_is_said_after_the_greeting_is_seen(library_folder: Path) -> None:
    async with at_the_screen(library_folder, WIDE, messages=True, first=True) as person:
        await person.press("t")
        await person.type("chips\n")
        await person.press("escape", "a", "W", "ctrl+s")
        await person.until(lambda: person.sees("Note saved"))
        assert all(holder.children for holder in person.main.query("ToastHolder")), "nothing is left of the greeting"
