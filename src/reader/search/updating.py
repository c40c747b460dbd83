"""Brings an index up to date: what is gone vanishes at once, and only what is new or changed is read.

A few articles are indexed here, as a newer segment beside the main one. Many go to processes of their own, batch after
batch, and are put into force in steps, each twice as large as the last.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.articles.naming import natural_key
from reader.search.building import Build
from reader.search.changes import changes, fingerprint
from reader.search.folder import Stored
from reader.search.merging import merge
from reader.search.pieces import Piece, merged, pieces_of, snapshot_of
from reader.search.reading import indexed_text
from reader.search.segment import build_segment
from reader.search.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.articles.models import ArticleFile
    from reader.search.building import Watch
    from reader.search.changes import Stamps
    from reader.search.folder import IndexFolder, Snapshot

FEW = 100
"""Articles up to which indexing them here is faster than starting processes."""
FEW_BYTES = 1 << 22
NEWER_SHARE = 0.1
"""A newer segment with more than this share of the main one's tokens is merged into it."""
GONE_SHARE = 0.2
"""So is any when more than this share of all articles is gone."""
SMALL = 100_000
"""Tokens of an index that is always one segment: merging that takes no time."""


def update(
    folder: IndexFolder,
    snapshot: Snapshot | None,
    stamps: Stamps,
    file_of: Callable[[str], ArticleFile],
    watch: Watch,
) -> bool:
    """Index these files, and only these; False when it was ended before all was done.

    Args:
        folder: the index; nobody else may write to it meanwhile.
        snapshot: the index in force; None for none.
        stamps: size and modification time of each file, by path.
        file_of: gives the file of a path.
        watch: who is told what.

    Raises:
        OSError: the folder cannot be written to.
        WorkerError: the indexing processes died.
    """
    found = changes(snapshot, stamps, file_of)
    if not found.some and snapshot is not None:
        return True
    new = sorted(map(file_of, found.new), key=lambda file: natural_key(file.path))
    pieces = [] if found.snapshot is None else pieces_of(found.snapshot)
    if len(new) <= FEW and sum(file.size for file in new) <= FEW_BYTES:
        made = folder.publish(replace(_with_few(folder, pieces, new), fingerprint=fingerprint(stamps)))
        watch.publish(made)
        watch.progress(len(new), len(new))
    else:
        if found.snapshot is not None:
            watch.publish(folder.publish(found.snapshot))
        with Workers(folder.folder, nice=watch.nice) as workers:
            built = Build(folder, pieces, watch, workers, fingerprint(stamps)).run(new)
        if built is None:
            return False
        made = built
    folder.sweep(item.name for item in made.stored)
    return True


def _with_few(folder: IndexFolder, pieces: list[Piece], new: Sequence[ArticleFile]) -> Snapshot:
    """The index with a few more articles."""
    added = [Piece.whole(Stored("", build_segment(map(indexed_text, new))))] if new or not pieces else []
    everything = [*pieces, *added]
    if not pieces or sum(piece.tokens for piece in everything) < SMALL:
        return snapshot_of([_merged_here(folder, everything)])
    main, *newer = everything
    gone = sum(len(piece.alive) - piece.articles for piece in everything)
    if sum(piece.tokens for piece in newer) > NEWER_SHARE * main.tokens or gone > GONE_SHARE * len(main.alive):
        named = [*pieces, *(Piece.whole(folder.store(piece.segment)) for piece in added)]
        with Workers(folder.folder, 1) as workers:
            return snapshot_of([merged(named, folder.opened(workers.merge(named).result()))])
    return snapshot_of([main, _merged_here(folder, newer)] if added else pieces)


def _merged_here(folder: IndexFolder, pieces: Sequence[Piece]) -> Piece:
    """The pieces as one, merged in this process."""
    segments, alive = [piece.segment for piece in pieces], [piece.alive for piece in pieces]
    return merged(pieces, folder.store(merge(segments, alive)))
