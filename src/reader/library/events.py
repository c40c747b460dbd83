"""What happened in a library, said on whatever thread it happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class ArticlesChanged:
    """Files came, went or changed."""


class AnnotationsChanged:
    """The annotation file was changed, by this process or another."""


class NotUndoable(NamedTuple):
    """A change was saved, but it cannot be undone."""

    reason: str


class EntitiesReady(NamedTuple):
    """The mentions of an article are known now."""

    path: str


class EntitiesFailed(NamedTuple):
    """Recognition cannot go on, or not with one article; reading can."""

    reason: str
    path: str | None = None
    """The article; None when it is over with all."""


class ModelDoubted(NamedTuple):
    """Recognition works, but the model is not what it should be."""

    warning: str


class Progress(NamedTuple):
    """How far a job in the background is; ``done == total`` when it has ended."""

    job: str
    done: int
    total: int
    seconds_left: int | None = None
    """As far as can be told."""


Event = ArticlesChanged | AnnotationsChanged | NotUndoable | EntitiesReady | EntitiesFailed | ModelDoubted | Progress
Listener = Callable[[Event], None]


class Events:
    """Hands each event to every listener, on the thread that raised it."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` with every event from now on."""
        self._listeners = (*self._listeners, listener)

    def emit(self, event: Event) -> None:
        """Tell every listener."""
        for listener in self._listeners:
            listener(event)
