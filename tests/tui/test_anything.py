"""Whatever is pressed, clicked or resized: nothing breaks, and a person gets back to the article."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from reader.commands import COMMANDS, Context
from reader.tui.app import ReaderApp
from tests.tui.hostile import hostile_folder
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from reader.commands import Command

pytestmark = pytest.mark.slow

WAYS = {
    "main": (),
    "reading": ("enter", "v", "w"),
    "find": ("f", "c", "h"),
    "filter": ("F", "c", "h"),
    "search": ("/", "c", "h"),
    "entities": ("e",),
    "notes": ("A",),
    "tags": ("T",),
    "overview": ("O",),
    "links": ("L",),
    "tag": ("t",),
    "note": ("a",),
    "export": ("x",),
    "help": ("?",),
    "palette": ("ctrl+p",),
    "lost": ("!",),
}
SIZES = ((40, 12), (41, 13), (79, 20), (80, 24), (119, 29), (120, 30), (300, 100), (40, 12), WIDE)
KEYS = sorted({key for command in COMMANDS for key in command.keys} | {*"abcdefg hijkl/#[]'\"é中", "ctrl+c", "f9"})


@pytest.fixture(autouse=True)
def nothing_leads_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser, no editor, and no end."""

    async def stay(_: ReaderApp) -> None:
        """Go on."""

    monkeypatch.setattr(ReaderApp, "action_quit", stay)
    monkeypatch.setattr(App, "open_url", lambda *_, **__: None)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


async def back(person: Person) -> None:
    """Out of whatever is open."""
    for _ in range(20):
        if person.screen == "MainScreen" and person.focus in {"list", "text", "side", "side-notes", "side-outline"}:
            break
        await person.press("escape")
    assert person.screen == "MainScreen"


@pytest.mark.parametrize("way", WAYS)
async def test_every_screen_at_every_size(library_folder: Path, way: str) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press(*WAYS[way])
        screen = person.screen
        for size in SIZES:
            await person.pilot.resize_terminal(*size)
            await person.settle()
            assert person.screen == screen
            assert (len(person.lines[0]), len(person.lines)) == size
            assert sum(bool(line.strip()) for line in person.lines) >= 3, size
        await back(person)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (40, 12)])
@pytest.mark.parametrize("seed", [1, 2])
async def test_five_hundred_random_keys_and_clicks(tmp_path: Path, size: tuple[int, int], seed: int) -> None:
    chance = random.Random(seed)
    async with at_the_screen(hostile_folder(tmp_path), size, waiting=False) as person:
        for _ in range(250):
            if chance.random() < 0.2:
                offset = chance.randrange(size[0]), chance.randrange(size[1])
                await person.pilot.click(offset=offset, times=chance.choice([1, 1, 1, 2, 3]))
                await person.settle()
            else:
                await person.press(chance.choice(KEYS))
            assert person.app.is_running
        await back(person)
        await person.press("slash")
        assert person.screen == "SearchScreen"


MOVED_BY = {
    Context.LIST: "a click goes to an item and opens it, the wheel turns the list, a click on a sign marks",
    Context.TEXT: "the wheel and the scroll bar turn the text, a click puts the cursor",
    Context.SELECTION: "dragging, double and triple clicks select",
    Context.SEARCH: "a click goes to a hit, another opens it",
    Context.BROWSE: "a click goes to a choice, another opens it; chips narrow",
    Context.OVERVIEW: "a click goes to a cell, another opens it",
    Context.TAG: "a click takes a suggestion",
    Context.NOTE: "clicks in the note and on the colors",
    Context.COLOR: "a click takes the color",
    Context.RULING: "a click takes a verdict, a scope, a choice",
    Context.EXPORT: "a click takes the scope and the format",
    Context.FILTER: "a click in the list goes to an article",
}
"""What the mouse does where no command has to be named; tested with the widgets themselves."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.context}: {command.id}")
def test_everything_can_be_done_by_key_and_by_mouse(command: Command) -> None:
    assert command.keys or command.palette, "neither a key nor the palette leads there"
    clicked = command.palette or command.footer or command.context in MOVED_BY
    passed = command.id in {"next-pane", "previous-pane", "back", "next-section", "previous-section", "palette"}
    assert clicked or passed or command.id.startswith("leave"), "the mouse does not lead there"
