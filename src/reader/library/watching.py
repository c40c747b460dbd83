"""News from the disk: articles that change, and annotations that another process writes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.library.events import AnnotationsChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.library import Library


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
        from reader.articles.watching import watch, watch_file

        location = self._library.location
        for _ in watch_file(location.file, self._stop) if location.file else watch(location.folder, self._stop):
            self._library.rescan()

    def _watch_annotations(self) -> None:
        """Any change beside the annotation file is a reason to look; the file's signature decides."""
        from reader.articles.watching import watch_file

        for _ in watch_file(self._library.location.annotations, self._stop):
            if self._store.refresh():
                self._library.events.emit(AnnotationsChanged())
