"""Indexes many articles in processes of their own, so that they can be searched meanwhile.

Finished batches are merged with all before whenever they have grown to as many articles: each article is merged about
as often as the index doubles. A batch that is finished is kept even when the work is ended; the next run takes it up.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reader.search.pieces import Piece, merged, snapshot_of
from reader.search.workers import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.articles.models import ArticleFile
    from reader.search.folder import IndexFolder, Snapshot
    from reader.search.workers import Workers

BATCH = 500
"""Articles that a process indexes at a time."""
BATCH_BYTES = 1 << 22
_LOOK_UP = 0.1
"""Seconds after which it is asked again whether to go on."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told what, while an index is being updated."""

    publish: Callable[[Snapshot], None]
    """Hears of each index that is put into force."""
    progress: Callable[[int, int], None]
    """Hears how many of how many articles are done."""
    cancelled: Callable[[], bool]
    """Asked now and then; once it says yes, the work ends, and what is done is kept."""
    nice: int = 0
    """How far the work lets other programs go first."""


class Build:
    """One run of indexing many articles.

    Args:
        folder: where the index is kept.
        pieces: what is indexed already.
        watch: who is told what.
        workers: who does the work.
        fingerprint: of the files, once all are indexed.
    """

    def __init__(
        self, folder: IndexFolder, pieces: Sequence[Piece], watch: Watch, workers: Workers, fingerprint: str
    ) -> None:
        self._fingerprint = fingerprint
        self._folder = folder
        self._merged = list(pieces)
        self._watch = watch
        self._workers = workers
        self._ready: list[Piece] = []
        self._batches: deque[list[ArticleFile]] = deque()
        self._indexing: dict[Future[str], list[ArticleFile]] = {}
        self._failed: set[str] = set()
        self._merging: tuple[Future[str], list[Piece]] | None = None
        self._published: Snapshot | None = None

    def run(self, files: Sequence[ArticleFile]) -> Snapshot | None:
        """Index the files; gives the index in force, or None when it was ended before all was done.

        Raises:
            OSError: the folder cannot be written to.
            WorkerError: a process died twice over the same articles.
        """
        total = len(files)
        self._batches.extend(_batches(self._not_left_over(files)))
        while self._batches or self._indexing or self._ready or self._merging:
            if self._watch.cancelled():
                return None
            self._watch.progress(total - self._to_do(), total)
            self._start()
            running = [*self._indexing, *([self._merging[0]] if self._merging else [])]
            for done in wait(running, _LOOK_UP, FIRST_COMPLETED).done:
                self._end(done)
        self._watch.progress(total, total)
        return self._published

    def _not_left_over(self, files: Sequence[ArticleFile]) -> list[ArticleFile]:
        """The files that an earlier run, which was ended, has not indexed; what it has is taken up."""
        wanted = {(file.path, file.size, file.modified_ns): file for file in files}
        in_force = {piece.stored.name for piece in self._merged}
        for stored in self._folder.leftovers(in_force):
            segment = stored.segment
            found = list(zip(segment.paths, segment.sizes.tolist(), segment.modified_ns.tolist(), strict=True))
            alive = np.array([item in wanted for item in found], np.bool_)
            if alive.any():
                self._ready.append(Piece(stored, alive, segment.sizes, segment.modified_ns))
                for item in found:
                    wanted.pop(item, None)
        return list(wanted.values())

    def _to_do(self) -> int:
        """Files that are not indexed yet."""
        return sum(map(len, (*self._batches, *self._indexing.values())))

    def _start(self) -> None:
        """Give the workers something to do."""
        while self._batches and len(self._indexing) < self._workers.count + 1:
            batch = self._batches.popleft()
            self._indexing[self._workers.index(batch)] = batch
        fresh = sum(piece.articles for piece in self._ready)
        is_last = not (self._batches or self._indexing)
        if self._ready and not self._merging and (is_last or fresh >= sum(piece.articles for piece in self._merged)):
            pieces = [*self._merged, *self._ready]
            self._ready = []
            self._merging = self._workers.merge(pieces), pieces

    def _end(self, done: Future[str]) -> None:
        """Take what a worker has finished."""
        if done in self._indexing:
            self._indexed(done, self._indexing.pop(done))
        elif self._merging:
            pieces, self._merging = self._merging[1], None
            self._merged = [merged(pieces, self._folder.opened(done.result()))]
            is_last = not (self._batches or self._indexing or self._ready)
            made = replace(snapshot_of(self._merged), fingerprint=self._fingerprint if is_last else "")
            self._published = self._folder.publish(made)
            self._watch.publish(self._published)
            for piece in pieces:
                self._folder.remove(piece.stored.name)

    def _indexed(self, done: Future[str], batch: list[ArticleFile]) -> None:
        """Take a batch; when its process died, let another one try once more."""
        try:
            self._ready.append(Piece.whole(self._folder.opened(done.result())))
        except WorkerError:
            if batch[0].path in self._failed:
                raise
            self._failed.add(batch[0].path)
            self._batches.append(batch)


def _batches(files: Sequence[ArticleFile]) -> Iterator[list[ArticleFile]]:
    """The files in batches, none too large to be held in memory."""
    batch: list[ArticleFile] = []
    size = 0
    for file in files:
        if batch and (len(batch) >= BATCH or size + file.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.size
    if batch:
        yield batch
