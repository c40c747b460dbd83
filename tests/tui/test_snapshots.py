"""Pictures of every screen, compared with those kept beside this file.

A change that is meant to be seen is taken up with ``python -m pytest tests/tui/test_snapshots.py --snapshot-update``.
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Self

import pytest
from textual.widgets import Input

from reader.annotations import identity
from reader.config import Settings
from reader.library import searching
from reader.library.library import Library
from reader.tui.app import ReaderApp
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

pytestmark = pytest.mark.slow

SCENES: dict[str, tuple[str, ...]] = {
    "main": (),
    "reading": ("enter", "pagedown", "v", "w", "w"),
    "find": ("f", "type nanjing"),
    "filter": ("F", "type china is:unread", "enter"),
    "search": ("/", "type huwaei chips"),
    "tag": ("enter", "t", "type chi"),
    "note": ("enter", "v", "w", "w", "a", "type Who says so?"),
    "colors": ("enter", "v", "w", "w", "C"),
    "correct": ("enter", ">", "E"),
    "export": ("x", "type notes.json"),
    "help": ("?",),
    "palette": ("ctrl+p", "type entit"),
    "entities": ("e",),
    "notes": ("enter", "v", "w", "w", "a", "type Who says so?", "ctrl+s", "A"),
    "tags": ("t", "type china/chips", "enter", "escape", "T"),
    "links": ("end", "L"),
    "lost": ("!",),
    "overview": ("O",),
    "outline": ("tab", "tab", "left"),
}
"""By name, what is done to get there: keys, and words to be typed."""


class Morning(datetime):
    """It is always the same one."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The time."""
        return cls(2026, 1, 2, 9, 30, tzinfo=tz)


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a search took is said on the screen, and on which day a note was written."""
    monkeypatch.setattr(searching, "seconds", lambda: 0.0)
    monkeypatch.setattr(identity, "datetime", Morning)
    monkeypatch.setattr(ReaderApp, "NOTIFICATION_TIMEOUT", 3600)


async def quiet(person: Person) -> None:
    """Wait until nothing changes on the screen any more: what is worked out in the background may come late."""
    before, same = "", 0
    while same < 2:
        await person.settle()
        await person.pilot.pause(0.15)
        now = re.sub(r"terminal-\d+", "", person.app.export_screenshot())
        before, same = now, same + 1 if now == before else 0


@pytest.mark.parametrize("theme", ["reader-dark", "reader-light"])
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(
    scene: str, size: tuple[int, int], theme: str, library_folder: Path, snap_compare: Callable[..., bool]
) -> None:
    async def act(pilot: Pilot[Any]) -> None:
        person = Person(app, pilot)
        await person.settle()
        await person.recognized()
        for step in SCENES[scene]:
            words = step.removeprefix("type ")
            await (person.press(step) if words == step else person.type(words))
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await quiet(person)

    library = Library.open(library_folder, settings=Settings(theme=theme))
    library.state.set_layout("greeted", value=True)
    app = ReaderApp(library)
    assert snap_compare(app, terminal_size=size, run_before=act)
