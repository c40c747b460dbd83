"""The folder that keeps an index between runs: immutable files of segments, and one file that says which are in force.

Whatever is wrong with a file, it counts as not there, and what it held is indexed anew. Several processes may share the
folder: one at a time writes, any may read, and who reads goes on with the files that it has open.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.processes import alone
from reader.search.container import DamagedError, open_container, write_container
from reader.search.index import SearchIndex
from reader.search.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_CURRENT = "current"
_SEGMENT = ".segment"
_LOCK = "lock"
_SMALL = 1 << 22
"""Files of fewer bytes are read whole on every opening: it takes no time, and clocks may be coarse."""
_TRIES = 5
"""How often to look again when another process replaced the files between two looks."""

Seal = tuple[int, int, int, int]
"""What tells that nobody touched a file since: inode, size, modification and change time."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A segment and the name of its file."""

    name: str
    segment: Segment


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index in force."""

    stored: tuple[Stored, ...]
    """The main segment and perhaps a newer one."""
    alive: NDArray[np.bool_]
    """For each article of both whether it is still there."""
    sizes: NDArray[np.int64]
    """Of the files, as they were when their contents were last compared."""
    modified_ns: NDArray[np.int64]
    known: NDArray[np.int64]
    """For each word of the newer segment its id in the main one, or -1."""
    fingerprint: str = ""
    """Of the files that it was made from; empty when it lacks some."""
    seal: Seal | None = None
    """Of the file that says so."""

    def index(self) -> SearchIndex:
        """The index to search in."""
        segments = [item.segment for item in self.stored]
        alive = None if self.alive.all() else self.alive
        return SearchIndex(segments[0], segments[1] if len(segments) > 1 else None, alive, self.known)

    def paths(self) -> list[str]:
        """The paths of all articles, those that are gone among them."""
        return [path for item in self.stored for path in item.segment.paths]

    def sha256(self, article: int) -> bytes:
        """The hash of an article's file."""
        for item in self.stored:
            if article < len(item.segment):
                return bytes(item.segment.sha256[article])
            article -= len(item.segment)
        raise IndexError(article)


class IndexFolder:
    """Reads and writes the files of one index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def changed_since(self, snapshot: Snapshot | None) -> bool:
        """Whether the index in force is another one."""
        return _seal(self.folder / _CURRENT) != (snapshot.seal if snapshot else None)

    def load(self) -> Snapshot | None:
        """The index in force; None when there is none that is sound."""
        for _ in range(_TRIES):
            seal = _seal(self.folder / _CURRENT)
            if seal is None:
                return None
            with contextlib.suppress(DamagedError, KeyError, ValueError, TypeError):
                return self._load(seal)
            if _seal(self.folder / _CURRENT) == seal:
                return None
        return None

    def file(self, name: str) -> Path:
        """The file of a segment."""
        return self.folder / name

    def new_name(self) -> str:
        """A name for a segment that is to be written."""
        return f"{secrets.token_hex(8)}{_SEGMENT}"

    def store(self, segment: Segment) -> Stored:
        """Keep a segment.

        Raises:
            OSError: it cannot be written.
        """
        name = self.new_name()
        write_container(self.file(name), segment.arrays().items())
        return Stored(name, segment)

    def opened(self, name: str, *, check: bool = False) -> Stored:
        """A segment that was kept.

        Args:
            name: its name.
            check: whether to read all of it and compare it with its checksums.

        Raises:
            DamagedError: it is not as it was written.
        """
        container = open_container(self.file(name))
        if check:
            container.check()
        return Stored(name, _segment(container.arrays))

    def publish(self, snapshot: Snapshot) -> Snapshot:
        """Put an index into force.

        Raises:
            OSError: it cannot be written.
        """
        seals = [_seal(self.file(item.name)) for item in snapshot.stored]
        segments = [[item.name, seal] for item, seal in zip(snapshot.stored, seals, strict=True)]
        facts = {"segments": segments, "fingerprint": snapshot.fingerprint}
        arrays = [(name, getattr(snapshot, name)) for name in ("alive", "sizes", "modified_ns", "known")]
        write_container(self.folder / _CURRENT, arrays, facts)
        return replace(snapshot, seal=_seal(self.folder / _CURRENT))

    def leftovers(self, in_force: Collection[str]) -> Iterator[Stored]:
        """Sound segments that are not in force: what somebody made before being ended."""
        for file in sorted(self.folder.glob(f"*{_SEGMENT}")):
            if file.name not in in_force:
                with contextlib.suppress(DamagedError):
                    yield self.opened(file.name, check=True)

    def remove(self, name: str) -> None:
        """Remove a file that nobody needs any more; who has it open goes on with it."""
        with contextlib.suppress(OSError):
            self.file(name).unlink(missing_ok=True)

    def remove_current(self) -> None:
        """Put nothing into force."""
        self.remove(_CURRENT)

    def sweep(self, kept: Iterable[str]) -> None:
        """Remove all files but these and those that say what is in force."""
        names = {*kept, _CURRENT, _LOCK}
        with contextlib.suppress(OSError):
            for file in self.folder.iterdir():
                if file.name not in names:
                    file.unlink(missing_ok=True)

    def writing(self, timeout: float = -1) -> AbstractContextManager[bool]:
        """Be the one process that writes; gives False when another is for so many seconds, of which -1 are endless.

        Raises:
            OSError: the folder cannot be written to.
        """
        return alone(self.folder / _LOCK, timeout)

    def _load(self, seal: Seal) -> Snapshot:
        current = open_container(self.folder / _CURRENT)
        current.check()
        stored = []
        for name, sealed in current.facts["segments"]:
            file = self.file(name)
            container = open_container(file)
            # Nobody wrote to a file whose times are those of the day it was made; any other is read whole.
            seen = _seal(file) or (0, 0, 0, 0)
            if list(seen) != sealed or seen[1] < _SMALL:
                container.check()
            stored.append(Stored(file.name, _segment(container.arrays)))
        snapshot = Snapshot(tuple(stored), fingerprint=current.facts["fingerprint"], seal=seal, **current.arrays)
        articles = sum(len(item.segment) for item in stored)
        if not stored or not articles == len(snapshot.alive) == len(snapshot.sizes) == len(snapshot.modified_ns):
            raise DamagedError("the parts do not fit together")
        return snapshot


def _segment(arrays: dict[str, NDArray[Any]]) -> Segment:
    """The segment of these arrays.

    Raises:
        DamagedError: they are not those of one.
    """
    try:
        return Segment.of_arrays(arrays)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(str(error)) from error


def _seal(file: Path) -> Seal | None:
    """What tells that nobody touched a file since; None when there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
