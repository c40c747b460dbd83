"""Screens that want to hear what happens in the library."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType

from reader.tui.leaving import LeavesOnce
from reader.tui.settling import SettlesFirst

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.library.events import Event, Progress


class LibraryListener(LeavesOnce, SettlesFirst, Screen[ScreenResultType]):
    """Hears every event, on the screen's own thread."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus shows it by itself; Textual would paint the whole screen for it."""

    @abstractmethod
    def handle(self, event: Event) -> None:
        """Something happened in the library."""


LEAST_SHOWN = 20
"""Things to be done from which it is said how far they are: less is over before it is read."""
LONG = 100
"""Seconds from which minutes are said."""


def progress_line(progress: Progress) -> str:
    """How far a job is, in one quiet line; empty when it has ended."""
    if progress.done >= progress.total or progress.total < LEAST_SHOWN:
        return ""
    return f"{progress.job}: {progress.done:,} of {progress.total:,}{_left(progress.seconds_left)}"


def _left(seconds: int | None) -> str:
    """How long the rest will take, as far as that can be told."""
    if seconds is None:
        return ""
    return f" · {seconds} s left" if seconds < LONG else f" · {round(seconds / 60)} min left"
