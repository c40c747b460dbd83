"""The library at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


async def recognized(person: Person) -> None:
    """Go to the overview and wait for the entities of all five articles."""
    await person.press("O")
    await person.until(lambda: len(person.library.entities.everywhere().mentions) == 5)
    await person.settle()


def china(person: Person, number: int) -> int:
    """How often China is mentioned in an article."""
    index, path = person.library.entities.everywhere(), person.library.files[number].path
    return sum(mention.entity == "China" for mention in index.mentions[path])


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_numbers_and_heat(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("s", "t")
        await person.type("chips")
        await person.press("enter", "escape")
        await recognized(person)
        assert person.sees("5 articles · 3,828 words")
        assert person.sees("#chips")
        assert person.sees("1 article")
        await person.until(lambda: person.sees(f"China: {china(person, 0)} mentions in “China Tech"))
        row = next(line for line in person.lines if line.strip("│ ").startswith("China  "))
        assert [int(word) for word in row.split() if word.isdigit()] == [china(person, number) for number in range(5)]


async def test_a_cell_leads_to_its_mention(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await recognized(person)
        await person.press("right", "right", "right")
        await person.until(lambda: person.sees(f"China: {china(person, 3)} mentions in “China, under"))
        await person.press("enter")
        assert (person.screen, person.path, person.focus) == ("MainScreen", "003", "text")
        current = person.main.view.current
        assert current is not None
        assert person.main.view.text[current.start : current.end] == "China"
        await person.press("alt+left")
        assert person.path == "000"


async def test_the_mouse_moves_and_chooses(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await recognized(person)
        row = next(number for number, line in enumerate(person.lines) if line.strip("│ ").startswith("China  "))
        column = person.lines[row].index(f" {china(person, 3)} ") + 1
        await person.pilot.click(offset=(column, row))
        await person.until(lambda: person.sees(f"China: {china(person, 3)} mentions"))
        await person.pilot.click(offset=(column, row))
        await person.settle()
        assert person.path == "003"


async def test_without_colors(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_screen(library_folder, NARROW) as person:
        await recognized(person)
        assert person.sees("China")
        await person.press("escape")
        assert person.screen == "MainScreen"
