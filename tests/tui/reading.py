"""A person at the screen: types keys, clicks, and says what is to be seen."""

from __future__ import annotations

import asyncio
import contextlib
import unicodedata
from typing import TYPE_CHECKING, cast

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.worker import WorkerCancelled

from reader.config import Settings
from reader.library.library import Library
from reader.tui.app import ReaderApp
from reader.tui.layout import Row
from reader.tui.painting import cell_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.widget import Widget

    from reader.annotations.models import Annotation
    from reader.articles.models import Span
    from reader.tui.screens.main import MainScreen
    from reader.tui.widgets.text_view import TextView

WIDE, MEDIUM, NARROW = (150, 44), (100, 30), (70, 24)
ROUNDS = 6
WAITING = ("…", "Recognizing …")
PATIENCE = 20.0
"""Seconds until something must have happened."""


class Person:
    """What a person at the screen does and sees."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def library(self) -> Library:
        return self.app.library

    @property
    def main(self) -> MainScreen:
        return cast("MainScreen", self.app.screen_stack[0])

    @property
    def path(self) -> str | None:
        """The first three digits of the open article."""
        article = self.main.reading.article
        return article.path[:3] if article else None

    @property
    def screen(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def focus(self) -> str | None:
        """The id of the widget that takes the keys."""
        return self.app.focused.id if self.app.focused else None

    def sees(self, words: str) -> bool:
        """Whether words are on the screen, on one row."""
        return any(words in line for line in self.lines)

    @property
    def told(self) -> list[str]:
        """All messages so far, the last one last."""
        return [f"{item.title}: {item.message}" if item.title else item.message for item in self.app._notifications]

    def pane(self, name: str) -> str:
        """What is to be seen in a pane of the main screen."""
        return self.pane_of(self.main.query_one(f"#{name}"))

    def pane_of(self, widget: Widget) -> str:
        """What is to be seen of a widget."""
        region = widget.region
        return "\n".join(line[region.x : region.right] for line in self.lines[region.y : region.bottom])

    def reading(self, view: TextView | None = None) -> str:
        """The text that is on the screen, row by row without line ends."""
        view = view or self.main.view
        assert view.text_layout is not None
        top = round(view.scroll_y)
        rows = [view.text_layout.row(y) for y in range(top, top + view.size.height)]
        return "".join(view.text[row.start : row.end] for row in rows if row)

    def annotations(self) -> tuple[Annotation, ...]:
        """What is on disk, read anew."""
        from reader.annotations.store import AnnotationStore

        return AnnotationStore(self.library.location.annotations).annotations()

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names, each when all that the one before did is done."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            event = events.Key(name, key if len(key) == 1 else _character(name))
            event.set_sender(self.app)
            assert self.app._driver is not None
            self.app._driver.send_message(event)
            await self.settle()

    async def type(self, words: str) -> None:
        """Type words."""
        await self.press(*("enter" if letter == "\n" else letter for letter in words))

    async def settle(self) -> None:
        """Wait until nothing is under way any more; messages beget messages, so ask more than once."""
        await self._turns()
        if self.app._waiting:  # behind a key whose widget went a moment passes
            await self.until(lambda: not self.app._waiting)
            await self._turns()
        loop = asyncio.get_running_loop()
        end = loop.time() + 2 * PATIENCE
        while workers := [worker for worker in self.app.workers if not worker.is_finished]:
            with contextlib.suppress(WorkerCancelled):
                async with asyncio.timeout_at(end):
                    await self.app.workers.wait_for_complete(workers)
            assert loop.time() < end, workers
            await self._turns()

    async def _turns(self) -> None:
        for _ in range(ROUNDS):
            await self.pilot.pause(0)

    async def until(self, true: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait for something to become true."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not true():
            assert loop.time() < end, "\n".join(self.lines)
            await self.pilot.pause(0.01)

    async def recognized(self) -> None:
        """Wait for the entities of the open article."""
        panel = self.main.panel
        await self.until(lambda: panel.entity(panel.index) is not None or panel.message not in WAITING)

    def place(self, words: str, *, nth: int = 0) -> tuple[int, int]:
        """Where words of the article stand within the text pane, in cells."""
        view = self.main.view
        offset = -1
        for _ in range(nth + 1):
            offset = view.text.index(words, offset + 1)
        return self.cell(offset)

    def cell(self, offset: int) -> tuple[int, int]:
        """Where a character stands within the text pane, in cells."""
        view = self.main.view
        assert view.text_layout is not None
        y = view.text_layout.y_of(offset)
        row = view.text_layout.row(y)
        assert isinstance(row, Row)
        return 1 + view.margin_left + cell_of(view.text, row, offset), 1 + y - round(view.scroll_y)

    @property
    def selected(self) -> str:
        """The words that are selected in the text; empty when none are."""
        span: Span | None = self.main.view.cursor.selection
        return self.main.view.text[span.start : span.end] if span else ""


def _character(key: str) -> str | None:
    """What a key types, if it types something."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return None


@contextlib.asynccontextmanager
async def at_the_screen(
    path: Path,
    size: tuple[int, int] = WIDE,
    settings: Settings | None = None,
    *,
    waiting: bool = True,
    messages: bool = False,
    first: bool = False,
) -> AsyncIterator[Person]:
    """Open the screen on a library, and wait until it is ready.

    Args:
        path: the library.
        size: columns and rows.
        settings: the person's settings.
        waiting: whether to wait for the entities too.
        messages: whether messages pop up; else they are only kept.
        first: whether the person may be new to the library, and is greeted.
    """
    library = Library.open(path, settings=settings or Settings())
    if not first:
        library.state.set_layout("greeted", value=True)
    app = ReaderApp(library)
    async with app.run_test(size=size, notifications=messages) as pilot:
        person = Person(app, pilot)
        await person.settle()
        if app.library.files and waiting:
            await person.recognized()
        yield person
