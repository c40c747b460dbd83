"""Threads in the background stand still while the person's key is being answered.

Python runs one thread at a time. A thread that computes takes every other turn of the screen's, so that a key takes
twice as long; where it pauses now and then, the key takes what it takes alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Pause: TypeAlias = Callable[[], None]
"""Called again and again in the midst of long work; returns when the work may go on."""
Item = TypeVar("Item")

KEY_SECONDS = 0.04
"""How long the screen goes first: so long it takes at most to do what a key asks for, and paint it."""
WORK_SECONDS = 0.002
"""What is worked all the same before the next pause, even while a key is held down."""


def no_pause() -> None:
    """Go on at once: nobody waits for anything else."""


def paced(items: Iterable[Item], pause: Pause) -> Iterator[Item]:
    """The items, with a pause before each where one is in order."""
    for item in items:
        pause()
        yield item


class Pacing:
    """Has work in the background pause when a key was pressed; safe on any thread."""

    def __init__(self) -> None:
        self._until = self._resumed = 0.0

    def key_pressed(self) -> None:
        """From now on the screen goes first, for a moment."""
        self._until = monotonic() + KEY_SECONDS

    def pause(self) -> None:
        """Stand still while the screen goes first; the main thread, which answers keys, never does."""
        now = monotonic()
        if now < self._until and now - self._resumed > WORK_SECONDS and not _answers_keys():
            sleep(self._until - now)
            self._resumed = monotonic()


def _answers_keys() -> bool:
    return threading.current_thread() is threading.main_thread()
