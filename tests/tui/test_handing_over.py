from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from reader.tui.handing_over import hand_over
from tests.tui.reading import at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


class Asking(Screen[None]):
    """Has a thread find something out."""

    def __init__(self) -> None:
        super().__init__()
        self.found = threading.Event()
        self.taken: list[str] = []

    @work(thread=True)
    def ask(self) -> None:
        """Find it out, in its own time."""
        self.found.wait()
        hand_over(self, self.taken.append, "an answer")


async def test_the_screen_takes_what_was_found(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        screen = Asking()
        await person.app.push_screen(screen)
        screen.ask()
        screen.found.set()
        await person.until(lambda: screen.taken == ["an answer"])


async def test_a_screen_that_was_left_takes_nothing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        screen = Asking()
        await person.app.push_screen(screen)
        await person.app.pop_screen()
        answering = threading.Thread(target=hand_over, args=(screen, screen.taken.append, "an answer"))
        answering.start()
        await person.until(lambda: not answering.is_alive())
        assert screen.taken == []


async def test_a_screen_that_is_left_before_its_turn_takes_nothing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        screen = Asking()
        await person.app.push_screen(screen)
        answering = threading.Thread(target=hand_over, args=(screen, screen.taken.append, "an answer"))
        answering.start()
        answering.join(0.1)
        screen._detach()
        await person.until(lambda: not answering.is_alive())
        screen._attach(person.app)
        assert screen.taken == []
