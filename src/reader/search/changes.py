"""What differs between an index and the files it was made from."""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from reader.search.reading import file_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.articles.models import ArticleFile
    from reader.search.folder import Snapshot

Stamps = dict[str, tuple[int, int]]
"""Size and modification time of each file, by path."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be done to an index."""

    snapshot: Snapshot | None
    """The index with what is gone or changed left out; None when there is none."""
    new: tuple[str, ...]
    """Paths of what is to be indexed."""
    some: bool
    """Whether anything differs."""


def fingerprint(stamps: Stamps) -> str:
    """What is the same for the same files in the same order, and for no others."""
    names = "\0".join(stamps).encode("utf-8", "surrogatepass")
    numbers = array("q", chain.from_iterable(stamps.values())).tobytes()
    return hashlib.blake2b(names + b"\0\0" + numbers, digest_size=16).hexdigest()


def is_current(snapshot: Snapshot, stamps: Stamps, file_of: Callable[[str], ArticleFile]) -> bool:
    """Whether the index says what there is, as far as sizes and times tell."""
    is_same = snapshot.fingerprint == fingerprint(stamps) or _indexed(snapshot) == stamps
    return is_same and not _readable_now(snapshot, file_of)


def changes(snapshot: Snapshot | None, stamps: Stamps, file_of: Callable[[str], ArticleFile]) -> Changes:
    """Compare: by size and time first; what differs in these only is told by its hash.

    Args:
        snapshot: the index; None for none.
        stamps: the files that there are.
        file_of: gives the file of a path.
    """
    if snapshot is None:
        return Changes(None, tuple(stamps), some=bool(stamps))
    indexed = _indexed(snapshot)
    for path in _readable_now(snapshot, file_of):
        indexed[path] = (-1, -1)
    if indexed == stamps:
        return Changes(snapshot, (), some=False)
    alive, sizes, modified = snapshot.alive.copy(), snapshot.sizes.copy(), snapshot.modified_ns.copy()
    new = {path for path, stamp in stamps.items() if path not in indexed}
    for article, path in enumerate(snapshot.paths()):
        if not alive[article] or stamps.get(path) == indexed[path]:
            continue
        if path in stamps and file_hash(file_of(path)) == snapshot.sha256(article):
            sizes[article], modified[article] = stamps[path]
        else:
            alive[article] = False
            if path in stamps:
                new.add(path)
    left = replace(snapshot, alive=alive, sizes=sizes, modified_ns=modified, fingerprint="")
    return Changes(left, tuple(path for path in stamps if path in new), some=True)


def _readable_now(snapshot: Snapshot, file_of: Callable[[str], ArticleFile]) -> list[str]:
    """The articles that could not be read when they were indexed and can be now: their stamps need not tell."""
    unread = np.flatnonzero(~np.concatenate([item.segment.sha256.any(axis=1) for item in snapshot.stored]))
    if not len(unread):
        return []
    paths = snapshot.paths()
    return [paths[article] for article in unread if snapshot.alive[article] and _is_readable(file_of, paths[article])]


def _is_readable(file_of: Callable[[str], ArticleFile], path: str) -> bool:
    try:
        return file_hash(file_of(path)) is not None
    except LookupError:
        return False


def _indexed(snapshot: Snapshot) -> Stamps:
    """The articles that are still there, with the stamps that they had."""
    stamps = zip(snapshot.sizes.tolist(), snapshot.modified_ns.tolist(), strict=True)
    if snapshot.alive.all():
        return dict(zip(snapshot.paths(), stamps, strict=True))
    everything = zip(snapshot.paths(), stamps, snapshot.alive.tolist(), strict=True)
    return {path: stamp for path, stamp, is_alive in everything if is_alive}
