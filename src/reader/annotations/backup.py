"""The last good version of a damaged annotations file, brought back."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations import disk
from reader.annotations.content import AnnotationsFile
from reader.annotations.errors import AnnotationError, StoreDamagedError
from reader.annotations.locking import locked

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Restored:
    """What ``restore`` did."""

    file: Path
    """The annotations file, sound again."""
    kept: Path | None
    """Where the damaged version is kept; None when the file was gone."""
    annotations: int
    """How many annotations it holds, tombstones aside."""


def restore(file: Path, *, lock_timeout: float = 10.0) -> Restored:
    """Bring back the version before the last change; the damaged one is kept under another name.

    Raises:
        AnnotationError: the file is sound, or there is no good backup.
        StoreError: the file is locked or read-only, or writing failed; it is as it was.
    """
    content = AnnotationsFile(file)
    target = content.target
    backup = AnnotationsFile(disk.beside(target, disk.BACKUP_SUFFIX))
    with locked(target, lock_timeout):
        content.refresh()
        if not isinstance(content.problem, StoreDamagedError):
            content.require_sound()
            if content.exists:
                raise AnnotationError(f"{file} is sound; there is nothing to restore.")
        backup.refresh()
        if not backup.exists or backup.problem is not None:
            state = "is damaged, too" if backup.exists else "is not there"
            raise AnnotationError(
                f"{backup.path} {state}, so nothing was restored; mend {file} by hand, or move it away to start anew."
            )
        kept = _keep_damaged(target) if content.exists else None
        disk.replace(target, [backup.path.read_bytes()], keep_previous=False)
    return Restored(file, kept, len(backup.snapshot.by_id))


def _keep_damaged(target: Path) -> Path:
    """Give the damaged version a second name that is free."""
    taken = True
    number = 0
    while taken:
        number += 1
        kept = disk.beside(target, f".damaged-{number}")
        taken = os.path.lexists(kept)
    disk.link_or_copy(target, kept)
    return kept
