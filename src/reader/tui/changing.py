"""Changing annotations from a screen: what cannot be written is said, and what is undone is named."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from reader.annotations.errors import AnnotationError, StoreError
from reader.articles.sanitizing import one_line
from reader.tui.bindings import with_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.screen import Screen

    from reader.annotations.history import Step
    from reader.tui.app import ReaderApp


@contextmanager
def failure_told(screen: Screen[Any]) -> Iterator[None]:
    """Tell the person what could not be written, and why; what follows in the block is left out."""
    try:
        yield
    except (StoreError, AnnotationError) as error:
        screen.notify(one_line(str(error)), title="Not saved", severity="error", markup=False)


def say_done(screen: Screen[Any], done: str, undoing: str = "{undo}") -> None:
    """Say what was done, and with which keys it is undone."""
    stop = "" if done.endswith("…") else "."
    screen.notify(f"{done}{stop} {with_keys(screen, undoing)} undoes it.", markup=False)


async def undo(screen: Screen[Any]) -> None:
    """Undo the last change, and say which it was."""
    await _turn(screen, "Undone", "Nothing to undo.", cast("ReaderApp", screen.app).library.history.undo)


async def redo(screen: Screen[Any]) -> None:
    """Do again what was undone, and say what it was."""
    await _turn(screen, "Done again", "Nothing to do again.", cast("ReaderApp", screen.app).library.history.redo)


async def _turn(screen: Screen[Any], done: str, nothing: str, turn: Callable[[], Step | None]) -> None:
    try:
        step = await cast("ReaderApp", screen.app).change(lambda _: turn())
    except (StoreError, AnnotationError) as error:
        screen.notify(one_line(str(error)), severity="warning", markup=False)
        return
    screen.notify(nothing if step is None else f"{done}: {one_line(step.label)}", markup=False)
