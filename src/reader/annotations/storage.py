"""A TinyDB storage that survives a crash, a full disk and a second process."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinydb.storages import Storage

from reader.annotations import file as disk
from reader.annotations.content import AnnotationsFile
from reader.annotations.errors import StoreLocked, StoreReadOnly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotations.encoding import Tables

_POLL_INTERVAL: Final = 0.005
"""Seconds between two tries for the lock; a commit takes about as long."""


class SafeStorage(Storage):
    """Reads and replaces the file whole; several writes within one ``transaction`` reach the disk as one.

    Args:
        file: the annotations file, or its content as it was last read.
        lock_timeout: seconds to wait for another process.
    """

    def __init__(self, file: Path | str | AnnotationsFile, *, lock_timeout: float = 10.0) -> None:
        self._content = file if isinstance(file, AnnotationsFile) else AnnotationsFile(Path(file))
        self._lock_timeout = lock_timeout
        self._held = False
        self._changed = False

    def read(self) -> Tables | None:
        """All tables; None when there is no file yet.

        Raises:
            StoreDamaged: the file is not valid.
        """
        if not self._held:
            self._content.refresh()
        self._content.require_sound()
        return self._content.tables or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace all tables: at once, or at the end of the transaction that runs.

        Raises:
            StoreError: the file is damaged, locked or read-only, or writing failed; it is as it was.
        """
        if self._held:
            self._content.tables = data
            self._changed = True
            return
        with self.transaction():
            self.write(data)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the file: read it anew if it moved, write at the end what changed; nothing on an exception.

        Raises:
            StoreError: the file is damaged, locked or read-only, or writing failed; it is as it was.
        """
        target = self._content.target
        with self._lock(target):
            self._held, self._changed = True, False
            try:
                disk.sweep(target)
                self._content.refresh()
                self._content.require_sound()
                yield
                if self._changed:
                    self._content.commit(target)
            except BaseException:
                self._content.forget()
                raise
            finally:
                self._held = False

    def discard(self) -> None:
        """Let the transaction that runs write nothing."""
        self._changed = False
        self._content.forget()

    @contextlib.contextmanager
    def _lock(self, target: Path) -> Iterator[None]:
        import filelock

        disk.refuse_read_only(target)
        path = disk.beside(target, disk.LOCK_SUFFIX)
        lock = filelock.FileLock(
            path, timeout=self._lock_timeout, poll_interval=_POLL_INTERVAL, fallback_to_soft=False
        )
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise StoreLocked(
                f"{target} has been held by another process for over {self._lock_timeout:g} seconds, so "
                "nothing was written; close the other reader or try again."
            ) from error
        except OSError as error:
            raise StoreReadOnly(
                f"{path} cannot be locked, so nothing was written: {error.strerror or error}; allow writing "
                "to its folder or name another file with --annotations."
            ) from error
        try:
            yield
        finally:
            lock.release()
