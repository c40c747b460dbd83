"""Keeps a library's search index up to date, at once or in the background."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.events import Progress
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.articles.scanning import Scan
    from reader.library.library import Library
    from reader.search.folder import Snapshot

JOB = "index"
"""The name of the work in `Progress` events."""
GRACE = 0.4
"""Seconds for which a search waits for work that has just begun: most is done by then."""
BACKGROUND_NICENESS = 10
"""The screen goes first."""
_TURN = 0.2
"""Seconds between two looks at what another process, which is writing, has done so far."""
_TELL_FROM = 2.0
"""Seconds after which it can be told how long the rest will take."""


class Indexing:
    """The index of one library; safe on any thread.

    Args:
        library: whose articles are indexed.
        adopt: called with each index that is put into force, on whatever thread.
    """

    def __init__(self, library: Library, adopt: Callable[[Snapshot], None]) -> None:
        # Numpy starts threads for linear algebra, of which there is none here: they would cost more than all else.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from reader.search.folder import IndexFolder

        location = library.location
        key = hashlib.sha256(os.fsencode(location.file or location.folder)).hexdigest()[:16]
        self._library = library
        self._adopt = adopt
        self._folder = IndexFolder(library.folders.cache / "index" / key)
        self._is_temporary = False
        self._snapshot: Snapshot | None = None
        self._current: Scan | None = None
        """The files that the index in force was made from."""
        self._lock = threading.Lock()
        self._job: threading.Thread | None = None
        self._job_started = 0.0
        self._failure: LibraryError | None = None
        self._closed = False
        self._started = 0.0
        self._total = 0
        self._failed: Scan | None = None
        """The files that could not be indexed: it is tried again when they change, or somebody waits for it."""

    @property
    def snapshot(self) -> Snapshot | None:
        """The index in force."""
        return self._snapshot

    @property
    def problem(self) -> str:
        """Why the index could not be made of the files as they are; empty when it could, or is being made."""
        return str(self._failure or "") if self._failed is self._library.scanned else ""

    def bring_up_to_date(self, *, wait: bool) -> bool:
        """See to it that the index says what the files say; True when it does.

        Args:
            wait: whether to wait for it however long it takes; otherwise a short while only, and the work goes on in
                the background.

        Raises:
            LibraryError: the index can be kept nowhere, or the indexing processes died.
        """
        with self._lock:
            if self._is_current():
                return True
            job = self._job
            if job is None and not wait and self._failed is self._library.scanned:
                return False
            if job is None:
                nice = 0 if wait else BACKGROUND_NICENESS
                job = self._job = threading.Thread(target=self._work, args=(nice,), name="indexing", daemon=True)
                self._job_started = time.monotonic()
                job.start()
        if wait:
            self._wait_for(job)
            return True
        job.join(max(0.0, self._job_started + GRACE - time.monotonic()))
        return not job.is_alive() and self._current is self._library.scanned

    def forget(self) -> None:
        """Remove the index; it is made anew when it is next needed."""
        with self._lock, self._folder.writing():
            self._folder.sweep(())
            self._folder.remove_current()
            self._snapshot = self._current = None

    def close(self) -> None:
        """End the work; what is done is kept."""
        self._closed = True
        if self._job is not None:
            self._job.join()

    def _is_current(self) -> bool:
        """Whether the index is that of the files as they were last seen; takes up one that is on disk."""
        from reader.search.changes import is_current

        scanned = self._library.scanned
        if self._current is scanned:
            return True
        if self._job is not None:
            return False
        self._take_up()
        if self._snapshot is None or not is_current(self._snapshot, scanned.stamps, scanned.file):
            return False
        self._current = scanned
        return True

    def _take_up(self) -> None:
        """Take up the index on disk if it is another one than ours."""
        if (self._snapshot is None or self._folder.changed_since(self._snapshot)) and (found := self._folder.load()):
            self._publish(found)

    def _publish(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._adopt(snapshot)

    def _wait_for(self, job: threading.Thread) -> None:
        """Wait until the work is done; when the person ends it, end it."""
        try:
            job.join()
        except KeyboardInterrupt:
            self.close()
            raise
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def _work(self, nice: int) -> None:
        """Update the index, again when the files changed meanwhile."""
        from reader.search.workers import WorkerError

        self._failure = self._failed = None
        self._total = 0
        try:
            while not self._closed and self._current is not (scanned := self._library.scanned):
                if self._update(scanned, nice):
                    self._current = scanned
        except OSError as error:
            reason = error.strerror or error
            self._failure = LibraryError(f"The search index can be kept nowhere: {reason}; make room on the disk.")
        except WorkerError as error:
            self._failure = LibraryError(f"The search index cannot be made: {error}; `reader index` tries again.")
        if self._failure is not None:
            self._failed = self._library.scanned
        with self._lock:
            self._job = None
        # Only now, since whoever hears it will search again and should find all of it.
        self._library.events.emit(Progress(JOB, self._total, self._total))

    def _update(self, scanned: Scan, nice: int) -> bool:
        """Update the index; where its folder cannot take it, as on a full disk, make one in a folder that goes with us.

        Raises:
            OSError: that folder cannot take it, either.
            WorkerError: the indexing processes died.
        """
        self._started = time.monotonic()
        try:
            return self._update_in_folder(scanned, nice)
        except OSError:
            if self._is_temporary:
                raise
        folder = tempfile.mkdtemp(prefix="reader-index-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._folder, self._is_temporary = type(self._folder)(Path(folder)), True
        # Its files are in the other folder.
        self._snapshot = None
        return self._update_in_folder(scanned, nice)

    def _update_in_folder(self, scanned: Scan, nice: int) -> bool:
        """Update the index, as the one who writes; while another process is, its progress is ours."""
        from reader.search.building import Watch
        from reader.search.updating import update

        watch = Watch(self._publish, self._tell, lambda: self._closed, nice)
        with contextlib.ExitStack() as stack:
            while not stack.enter_context(self._folder.writing(timeout=_TURN)):
                if self._closed:
                    return False
                self._take_up()
            self._take_up()
            return update(self._folder, self._snapshot, scanned.stamps, scanned.file, watch)

    def _tell(self, done: int, total: int) -> None:
        """Tell the listeners how far the work is, but not its end."""
        self._total = total
        if done == total:
            return
        passed = time.monotonic() - self._started
        can_tell = done and passed > _TELL_FROM
        left = round(passed / done * (total - done)) if can_tell else None
        self._library.events.emit(Progress(JOB, done, total, left))
