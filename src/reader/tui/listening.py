"""Screens that want to hear what happens in the library."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from reader.library.events import Event, Progress


class LibraryListener(Screen[ScreenResultType]):
    """Hears every event, on the screen's own thread."""

    @abstractmethod
    def handle(self, event: Event) -> None:
        """Something happened in the library."""


def progress_line(progress: Progress) -> str:
    """How far a job is, in one quiet line; empty when it has ended."""
    if progress.done >= progress.total:
        return ""
    left = "" if progress.seconds_left is None else f" · {progress.seconds_left} s left"
    return f"{progress.job}: {progress.done:,} of {progress.total:,}{left}"
