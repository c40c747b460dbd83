"""One writer at a time, across processes: an advisory lock on a file beside the annotations."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from reader.annotations import disk
from reader.annotations.errors import StoreLockedError, StoreReadOnlyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POLL_INTERVAL: Final = 0.005
"""Seconds between two tries; a commit takes about as long, so that nobody waits in vain among several writers."""


@contextlib.contextmanager
def locked(file: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a file. The system frees it when its holder dies.

    Args:
        file: the file itself, no symlink to it; it need not exist.
        timeout: seconds to wait.

    Raises:
        StoreLockedError: another process held it for longer.
        StoreReadOnlyError: the file or its folder may not be written to, or its file system knows no locks.
    """
    import filelock

    disk.refuse_read_only(file)
    lock_file = disk.beside(file, disk.LOCK_SUFFIX)
    # A lock that is only a file's existence outlives a killed holder.
    lock = filelock.FileLock(lock_file, timeout=timeout, poll_interval=_POLL_INTERVAL, fallback_to_soft=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StoreLockedError(
            f"{file} has been held by another process for over {timeout:g} seconds, so nothing was written; "
            "close the other reader or try again."
        ) from error
    except OSError as error:
        raise StoreReadOnlyError(
            f"{lock_file} cannot be locked, so nothing was written: {error.strerror or error}; make its folder "
            "writable or name another file with --annotations."
        ) from error
    try:
        yield
    finally:
        lock.release()
