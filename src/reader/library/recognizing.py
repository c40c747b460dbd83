"""Recognizes all articles of a library, at once or in the background, in processes of their own.

What is done is in the cache at once: work that was ended goes on there the next time. Of several programs on one
library one does the work, and the others see its progress.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
from typing import TYPE_CHECKING

from reader.library.events import Progress
from reader.processes import alone, cores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.articles.models import ArticleFile
    from reader.entities.process import RecognitionProcess
    from reader.library.agenda import Batch
    from reader.library.feeding import Feeding
    from reader.library.library import Library
    from reader.library.recognition import Recognition

JOB = "entities"
"""The name of the work in `Progress` events."""
BATCH = 8
"""Articles that a process gets at a time: more are hardly faster, and what was done is kept after each."""
BATCH_BYTES = 24_000
HELP_FROM = 200_000
"""Bytes to be recognized from which a process for them pays, which takes seconds to start; then another one."""
HELPERS = 2
BACKGROUND_NICENESS = 10
"""The screen goes first."""
_TURN = 2.0
"""Seconds between two looks at what another program has done so far, and whether another process is in order."""
_TELL_FROM = 2.0
"""Seconds after which it can be told how long the rest will take."""
_SPARE = 0.5
"""Load below the number of cores at which one of them is free."""


class Recognizing:
    """The work of recognizing all articles; safe on any thread.

    Args:
        library: whose articles they are.
        recognition: where the mentions go.
        feeding: what gives batches to the processes.
    """

    def __init__(self, library: Library, recognition: Recognition, feeding: Feeding) -> None:
        self._library = library
        self._recognition = recognition
        self._feeding = feeding
        self._lock = threading.Lock()
        self._job: threading.Thread | None = None
        self._niceness = 0
        self._helpers: list[RecognitionProcess] = []
        self._hashes: dict[ArticleFile, str] = {}
        self._asked = 0
        self._tally = _Tally(())
        self.in_use: tuple[str, ...] = ()
        """The hashes of all articles, once it was seen to it that their mentions are known."""
        feeding.on_finished = self._finished

    def bring_up_to_date(self, *, wait: bool) -> None:
        """See to it that the mentions of all articles are known.

        Args:
            wait: whether to wait for it; otherwise it is done in the background.

        Raises:
            ModelError: the model is missing or broken, or the library was closed, if it is waited for.
        """
        with self._lock:
            self._asked += 1
            job = self._job
            if job is None:
                self._niceness = 0 if wait else BACKGROUND_NICENESS
                job = self._job = threading.Thread(target=self._work, name="recognition", daemon=True)
                job.start()
        if wait:
            try:
                job.join()
            except KeyboardInterrupt:
                self._recognition.close()
                raise
            if self._feeding.agenda.closed:
                from reader.entities.pipeline import ModelError

                raise self._feeding.failure or ModelError("Recognition was closed.")

    def forget(self) -> None:
        """Forget the mentions of all articles."""
        self._recognition.forget([sha256 for file in self._library.files if (sha256 := self._hash(file))])

    def count_mentions(self) -> int:
        """How many mentions are known in all articles, of every type."""
        return self._recognition.count([sha256 for file in self._library.files if (sha256 := self._hash(file))])

    def close(self) -> None:
        """End the work; what is done is kept."""
        for process in self._helpers:
            process.close()

    def _work(self) -> None:
        """Recognize what is missing, and then what came to the library meanwhile."""
        tried: set[ArticleFile] = set()
        while True:
            asked = self._asked
            while not self._feeding.agenda.closed and (missing := self._missing(tried)):
                with self._turn() as ours:
                    if ours:
                        self._recognize(self._missing(tried))
                        tried.update(missing)
                    else:
                        self._watch(missing)
            with self._lock:
                if asked == self._asked:
                    self._job = None
                    break
        self.in_use, self._hashes = tuple(filter(None, self._hashes.values())), {}
        self._library.events.emit(Progress(JOB, self._tally.total, self._tally.total))

    def _missing(self, tried: set[ArticleFile]) -> list[ArticleFile]:
        """The files whose mentions are not known, without those that have been tried already."""
        hashes = {file: sha256 for file in self._library.files if file not in tried and (sha256 := self._hash(file))}
        known = self._recognition.known_among(list(hashes.values()))
        return [file for file, sha256 in hashes.items() if sha256 not in known]

    def _hash(self, file: ArticleFile) -> str:
        """The hash of a file's bytes; empty when it cannot be read, or not with what is installed."""
        from reader.articles.decoding import UnreadableError, is_supported, read_bytes

        if file not in self._hashes and is_supported(file.path):
            with contextlib.suppress(UnreadableError):
                found = self._library.catalog.sha256(file.path)
                self._hashes[file] = found or hashlib.sha256(read_bytes(file.file)).hexdigest()
        return self._hashes.get(file, "")

    @contextlib.contextmanager
    def _turn(self) -> Iterator[bool]:
        """Be the one program that recognizes this library; False while another does, if that can be told."""
        location = self._library.location
        key = hashlib.sha256(os.fsencode(location.file or location.folder)).hexdigest()[:16]
        with contextlib.ExitStack() as stack:
            ours = True
            with contextlib.suppress(OSError):
                ours = stack.enter_context(alone(self._library.folders.cache / "recognition" / f"{key}.lock", _TURN))
            yield ours

    def _watch(self, missing: Sequence[ArticleFile]) -> None:
        """Tell how far another program is."""
        if self._tally.total < len(missing):
            self._tally = _Tally(missing)
        still = {file.path for file in missing}
        self._finished([path for path in self._tally.left if path not in still])

    def _recognize(self, files: Sequence[ArticleFile]) -> None:
        """Recognize these files; where there are many, in processes of their own."""
        agenda = self._feeding.agenda
        self._tally = _Tally(files)
        self._finished(())
        agenda.helped = self._tally.bytes_left > HELP_FROM
        agenda.add(batches_of(files))
        self._feeding.start()
        threads: list[threading.Thread] = []
        while not agenda.wait_for_the_rest(_TURN if threads else 0):
            if agenda.helped and self._another_pays(len(threads)):
                threads.append(threading.Thread(target=self._help, name="recognition", daemon=True))
                threads[-1].start()
        for thread in threads:
            thread.join()
        self._helpers.clear()

    def _another_pays(self, helpers: int) -> bool:
        """Whether one more process is in order: a first one always, then if a core is free and enough is left to do."""
        is_free = os.getloadavg()[0] < cores() - _SPARE
        return not helpers or (helpers < HELPERS and is_free and self._tally.bytes_left > HELP_FROM)

    def _help(self) -> None:
        """Recognize in a process of its own until there is nothing to begin with any more."""
        from reader.entities.process import RecognitionProcess

        with RecognitionProcess(self._library.settings.model) as process:
            process.niceness = self._niceness
            self._helpers.append(process)
            self._feeding.feed(process, patient=False)

    def _finished(self, paths: Iterable[str]) -> None:
        """Tell how far the work is, but not its end."""
        tally = self._tally
        tally.finished(paths)
        if tally.left:
            self._library.events.emit(Progress(JOB, tally.total - len(tally.left), tally.total, tally.seconds_left))


class _Tally:
    """Counts what is done of some work; safe on any thread."""

    def __init__(self, files: Iterable[ArticleFile]) -> None:
        self._lock = threading.Lock()
        self._started = time.monotonic()
        self.left = {file.path: file.size for file in files}
        """Paths of the articles still to be recognized, and their sizes."""
        self.total = len(self.left)
        self.bytes_left = self._bytes = sum(self.left.values())

    def finished(self, paths: Iterable[str]) -> None:
        """These are done."""
        with self._lock:
            for path in paths:
                self.bytes_left -= self.left.pop(path, 0)

    @property
    def seconds_left(self) -> int | None:
        """How long the rest will take; None as long as that cannot be told."""
        passed, done = time.monotonic() - self._started, self._bytes - self.bytes_left
        return round(passed / done * self.bytes_left) if done and passed > _TELL_FROM else None


def batches_of(files: Iterable[ArticleFile]) -> Iterator[Batch]:
    """The files in their order, in batches of the same work, as far as that goes."""
    batch: list[str] = []
    size = 0
    for file in files:
        if batch and (len(batch) == BATCH or size + file.size > BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file.path)
        size += file.size
    if batch:
        yield tuple(batch)
