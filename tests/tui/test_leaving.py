"""Impatient people: the same again before it is answered takes nothing else away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui.reading import Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def click(person: Person, x: int, y: int) -> None:
    """A click that is not waited for."""
    assert person.app._driver is not None
    for kind in (events.MouseDown, events.MouseUp):
        person.app._driver.send_message(kind(None, x, y, 0, 0, 1, False, False, False))


async def test_clicks_beside_the_palette(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("ctrl+p")
        for _ in range(3):
            click(person, 3, 40)
        await person.settle()
        assert person.app.is_running
        assert person.screen == "MainScreen"


async def test_clicks_on_a_hit(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("huawei")
        await person.until(lambda: person.sees("hits in"))
        for _ in range(4):
            click(person, 10, 6)
        await person.settle()
        assert person.app.is_running
        assert person.screen == "MainScreen"
        assert person.main.reading.matches


@pytest.mark.parametrize("key", ["A", "T", "a", "t", "x", "question_mark", "exclamation_mark", "C", "e"])
async def test_leaving_twice(library_folder: Path, key: str) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press(key)
        screen = person.app.screen
        assert screen is not person.main
        screen.dismiss(None)
        screen.dismiss(None)
        await person.settle()
        assert person.app.screen is person.main
