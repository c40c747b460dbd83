"""The indexing processes seen from outside: as many as pay, each with one task at a time, ended for sure."""

from __future__ import annotations

import os
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self

from reader.processes import heard, start_worker, tell

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from reader.articles.models import ArticleFile
    from reader.search.pieces import Piece

_MOST = 4


class WorkerError(Exception):
    """A task was not done: its process died or was ended, or the disk is full."""


class Workers:
    """Processes that index files and merge segments; a context manager that ends them.

    Args:
        folder: where the segments go.
        count: how many processes; without it one for each core, within reason.
        nice: how far they let other programs go first.
    """

    def __init__(self, folder: Path, count: int | None = None, nice: int = 0) -> None:
        self._folder = folder
        self._nice = nice
        self.count = count or min(_MOST, os.cpu_count() or 1)
        self._idle: queue.LifoQueue[subprocess.Popen[bytes]] = queue.LifoQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._ended = False
        self._threads = ThreadPoolExecutor(self.count, "indexing")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def index(self, files: Sequence[ArticleFile]) -> Future[str]:
        """Index files as a segment; its name follows."""
        listed = [(file.path, file.place, file.size, file.modified_ns) for file in files]
        return self._threads.submit(self._ask, {"files": listed})

    def merge(self, pieces: Sequence[Piece]) -> Future[str]:
        """Merge what is still there of some segments; the name of the new one follows."""
        parts = [(piece.stored.name, (~piece.alive).nonzero()[0].tolist()) for piece in pieces]
        return self._threads.submit(self._ask, {"merge": parts})

    def end(self) -> None:
        """End the processes at once; what they have finished is kept."""
        with self._lock:
            self._ended = True
            for process in self._all:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.communicate()

    def _ask(self, request: dict[str, Any]) -> str:
        process = self._process()
        try:
            tell(process, request)
            answer = heard(process)
        except (OSError, ValueError, EOFError) as error:
            raise WorkerError(str(error) or "an indexing process ended too early") from error
        self._idle.put(process)
        if "error" in answer:
            raise WorkerError(answer["error"])
        return str(answer["segment"])

    def _process(self) -> subprocess.Popen[bytes]:
        """An idle process, or a new one: away from the terminal and its Ctrl-C, with nothing of the current folder."""
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            with self._lock:
                if self._ended:
                    raise WorkerError("ended") from None
                process = start_worker("reader.search.worker", os.fspath(self._folder), str(self._nice))
                self._all.append(process)
                return process
