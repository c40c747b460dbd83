"""One file on disk: read whole, replaced whole, the previous version kept.

A reader sees the old content or the new, never a mixture, whatever kills the writer and whenever.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from reader.annotations.errors import StoreReadOnlyError, StoreWriteError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BACKUP_SUFFIX: Final = ".bak"
LOCK_SUFFIX: Final = ".lock"
TEMPORARY_SUFFIX: Final = ".reader-tmp"
LARGEST_FILE: Final = 2**29
"""Bytes; a file beyond is refused, lest reading it take all memory."""
_WRITABLE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_PART: Final = 2**18
"""Bytes that the disk is given at a time."""


class Signature(NamedTuple):
    """Tells one version of a file from another without reading it."""

    device: int
    inode: int
    size: int
    modified_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Signature:
        """The signature in what ``stat`` says."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def signature(file: Path) -> Signature | None:
    """The signature of today's version; None when there is no such file."""
    try:
        return Signature.of(file.stat())
    except FileNotFoundError:
        return None


def read(file: Path) -> tuple[bytes, Signature] | None:
    """A file's bytes and the signature of just these; None when there is no such file.

    Raises:
        OSError: it cannot be read, is no regular file (a FIFO would block for ever), or is too large.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        if status.st_size > LARGEST_FILE:
            raise OSError(f"it is larger than {LARGEST_FILE >> 20} MiB")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(), Signature.of(status)
    finally:
        os.close(descriptor)


def beside(file: Path, suffix: str) -> Path:
    """The path of a companion: backup, lock or temporary file."""
    return file.with_name(file.name + suffix)


def refuse_read_only(file: Path) -> None:
    """Refuse a file or folder that nobody may write to; replacing would pass over it, and root over both.

    Raises:
        StoreReadOnlyError: the file or its folder is read-only, or there is no such folder.
    """
    folder = file.parent
    if not folder.is_dir():
        raise StoreReadOnlyError(f"{folder} is not there, so nothing was written; make it, or name another file.")
    for path in (folder, file):
        if path.exists() and not (path.stat().st_mode & _WRITABLE and os.access(path, os.W_OK)):
            raise StoreReadOnlyError(
                f"{path} is read-only, so nothing was written; allow writing (`chmod u+w`), or name another file "
                "with --annotations."
            )


def replace(file: Path, content: Iterable[bytes], *, keep_previous: bool = True) -> Signature:
    """Put new content in a file's place. Only inside the lock.

    Args:
        file: the file, no symlink to it; it need not exist.
        content: what it will hold, in parts.
        keep_previous: whether its present version becomes its backup.

    Raises:
        StoreWriteError: the disk is full or fails; the file is as it was.
    """
    temporary = beside(file, TEMPORARY_SUFFIX)
    try:
        new = _write(temporary, content, like=file)
        if keep_previous:
            _keep_previous(file)
        temporary.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreWriteError(
            f"{file} could not be written and is as it was: {error.strerror or error}; make room or mend it, "
            "then save again."
        ) from error
    try:
        _sync_folder(file.parent)
    except OSError as error:
        raise StoreWriteError(
            f"{file} was written, but may not outlive a power cut: {error.strerror or error}; check the disk."
        ) from error
    return new


def link_or_copy(file: Path, new: Path) -> None:
    """Give a version of a file a second name that is free: by a link, else (FAT knows none) by a copy.

    Raises:
        FileNotFoundError: there is no such file.
        FileExistsError: the name is taken.
        OSError: neither is possible.
    """
    try:
        os.link(file, new)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        import shutil

        shutil.copy2(file, new)


def sweep(file: Path) -> None:
    """Remove what a killed writer left behind. Only inside the lock, where no other writer can be alive."""
    for path in (beside(file, TEMPORARY_SUFFIX), beside(file, BACKUP_SUFFIX + TEMPORARY_SUFFIX)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _write(temporary: Path, content: Iterable[bytes], like: Path) -> Signature:
    """Write a new file through to the disk, with the mode and owner of the one that it will replace."""
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    with os.fdopen(descriptor, "wb", buffering=0) as stream:
        with contextlib.suppress(FileNotFoundError):
            _keep_mode(descriptor, like.stat())
        _write_all(stream, content)
        # Kernels stamp files by a clock that ticks every few milliseconds; no two versions may look the same.
        now = time.time_ns()
        os.utime(descriptor, ns=(now, now))
        os.fsync(descriptor)
        return Signature.of(os.fstat(descriptor))


def _write_all(stream: BinaryIO, content: Iterable[bytes]) -> None:
    """Write part by part, and have the disk begin on what is written while the rest is prepared."""
    done = begun = 0
    for part in content:
        rest = memoryview(part)
        while rest:
            written = stream.write(rest)
            rest = rest[written:]
            done += written
        if done > LARGEST_FILE:
            raise OSError(errno.EFBIG, f"it would be larger than {LARGEST_FILE >> 20} MiB")
        if done - begun >= _PART and hasattr(os, "posix_fadvise"):
            # Whole pages only: one that is on its way to the disk cannot be added to.
            whole = done - done % _PART - begun
            os.posix_fadvise(stream.fileno(), begun, whole, os.POSIX_FADV_DONTNEED)
            begun += whole


def _keep_mode(descriptor: int, former: os.stat_result) -> None:
    if (former.st_uid, former.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, former.st_uid, former.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(former.st_mode))


def _keep_previous(file: Path) -> None:
    """Make today's version the backup, which is whole at every moment."""
    temporary = beside(file, BACKUP_SUFFIX + TEMPORARY_SUFFIX)
    try:
        link_or_copy(file, temporary)
    except FileNotFoundError:
        return
    temporary.replace(beside(file, BACKUP_SUFFIX))
    # Renaming one link of a file onto another does nothing and leaves both.
    temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
