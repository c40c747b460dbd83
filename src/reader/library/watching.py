"""News from the disk: articles that change, and annotations that another process writes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.library.events import AnnotationsChanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.library.library import Library

_DEBOUNCE_MS = 100


class Watcher:
    """Two threads that wait for the file system to speak; they end with the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._store = library.store
        self._stop = threading.Event()
        self._threads = [self._thread(self._watch_articles), self._thread(self._watch_annotations)]

    def close(self) -> None:
        """Let the threads end; they are not waited for."""
        self._stop.set()

    def _thread(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name=work.__name__.strip("_"), daemon=True)
        thread.start()
        return thread

    def _watch_articles(self) -> None:
        from reader.articles.watching import watch

        location = self._library.location
        for _ in self._changes(location.file) if location.file else watch(location.folder, self._stop):
            self._library.rescan()

    def _watch_annotations(self) -> None:
        """Any change beside the annotation file is a reason to look; the file's signature decides."""
        for _ in self._changes(self._library.location.annotations):
            if self._store.refresh():
                self._library.events.emit(AnnotationsChanged())

    def _changes(self, file: Path) -> Iterator[object]:
        """Something for every change to a file, or to the file that a link of this name leads to."""
        import watchfiles

        places = {file, file.resolve()}
        folders = {place.parent for place in places if place.parent.is_dir()}
        names = tuple(place.name for place in places)
        if folders:
            yield from watchfiles.watch(
                *folders,
                watch_filter=lambda _, changed: changed.endswith(names),
                recursive=False,
                debounce=_DEBOUNCE_MS,
                rust_timeout=500,
                stop_event=self._stop,
                raise_interrupt=False,
            )
