"""The parts that an index is put together from: segments, what of them is still there, and how its files looked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reader.search.folder import Snapshot, Stored
from reader.search.index import base_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.search.segment import Segment


@dataclass(frozen=True)
class Piece:
    """A segment and what is known of its articles today."""

    stored: Stored
    alive: NDArray[np.bool_]
    """For each article whether it is still there."""
    sizes: NDArray[np.int64]
    modified_ns: NDArray[np.int64]

    @classmethod
    def whole(cls, stored: Stored) -> Piece:
        """A segment that was just made."""
        segment = stored.segment
        return cls(stored, np.ones(len(segment), np.bool_), segment.sizes, segment.modified_ns)

    @property
    def segment(self) -> Segment:
        """The segment."""
        return self.stored.segment

    @cached_property
    def articles(self) -> int:
        """Articles that are still there."""
        return int(np.count_nonzero(self.alive))

    @property
    def tokens(self) -> int:
        """Tokens of the segment."""
        return len(self.segment.tokens)


def pieces_of(snapshot: Snapshot) -> list[Piece]:
    """The parts of an index."""
    ends = np.cumsum([len(item.segment) for item in snapshot.stored])[:-1]
    split = (np.split(items, ends) for items in (snapshot.alive, snapshot.sizes, snapshot.modified_ns))
    return [Piece(*item) for item in zip(snapshot.stored, *split, strict=True)]


def snapshot_of(pieces: Sequence[Piece]) -> Snapshot:
    """The index of one or two parts."""
    main, *newer = (piece.segment for piece in pieces)
    return Snapshot(
        tuple(piece.stored for piece in pieces),
        np.concatenate([piece.alive for piece in pieces]),
        np.concatenate([piece.sizes for piece in pieces]),
        np.concatenate([piece.modified_ns for piece in pieces]),
        base_words(main.words, newer[0].words) if newer else np.zeros(0, np.int64),
    )


def merged(pieces: Sequence[Piece], stored: Stored) -> Piece:
    """The one part that came of merging these."""
    return Piece(
        stored,
        np.ones(len(stored.segment), np.bool_),
        np.concatenate([piece.sizes[piece.alive] for piece in pieces]),
        np.concatenate([piece.modified_ns[piece.alive] for piece in pieces]),
    )
