"""One quiet line on standard error that says how far long work is, while a person waits."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from reader.library.events import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.events import Event
    from reader.library.library import Library


@contextlib.contextmanager
def shown(library: Library, job: str, name: str, least: int = 200) -> Iterator[None]:
    """Show the progress of a job of the library; nothing where no person looks on, or it is short.

    Args:
        library: whose events tell of it.
        job: the name of the job in the events.
        name: what a person calls it.
        least: things to be done from which a line is worth showing.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Line

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[left]}")
    with Line(*columns, console=Console(stderr=True, highlight=False), transient=True) as line:
        task = line.add_task(name, total=None, visible=False, left="")

        def told(event: Event) -> None:
            if isinstance(event, Progress) and event.job == job:
                left = "" if event.seconds_left is None else f"{event.seconds_left} s left"
                line.update(task, completed=event.done, total=event.total, visible=event.total >= least, left=left)

        library.events.subscribe(told)
        yield
