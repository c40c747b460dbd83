"""One typed word that means two side by side, two that mean one, and a space that slipped.

A pair is only a reading where the two words stand side by side somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from reader.search.abbreviations import SHORTEST, abbreviated, abbreviation_costs, may_abbreviate
from reader.search.arrays import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.search.index import SearchIndex

SPACE_SLIPPED = 1.5
"""The penalty for a space too few, too many or at the wrong place."""
ABBREVIATED_PAIR = 5.0
"""The penalty for two words abbreviated into one; what is left out adds to it."""
_LONGEST = 24
_MOST_PAIRS = 24
_MOST_FOLLOWERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words side by side that a typed word may mean."""

    first: int
    second: int
    penalty: float
    covers: Literal["both", "first", "second"] = "both"
    """Which of the two the typed word stands for."""


def split_pairs(index: SearchIndex, typed: str, not_at: int = 0) -> list[Pair]:
    """The pairs that a word is, written together; ``not_at`` is a place where it is not to be split."""
    pairs = []
    for at in range(1, len(typed)):
        if at == not_at:
            continue
        first, second = index.vocabulary.find(typed[:at]), index.vocabulary.find(typed[at:])
        if first is not None and second is not None and index.has_pair(first, second):
            pairs.append(Pair(first, second, SPACE_SLIPPED))
    return pairs


def abbreviated_pairs(index: SearchIndex, typed: str) -> list[Pair]:
    """The pairs of which both words are abbreviated in one, the likeliest."""
    if not 2 * SHORTEST <= len(typed) <= _LONGEST or not typed.isalpha():
        return []
    vocabulary = index.vocabulary
    splits = range(SHORTEST, len(typed) - SHORTEST + 1)
    second_splits = np.zeros(len(vocabulary), np.uint32)
    for at in splits:
        second_splits[abbreviated(vocabulary, typed[at:], may_abbreviate(vocabulary, typed[at:]))] |= np.uint32(1 << at)
    first_splits = np.zeros(len(vocabulary), np.uint32)
    firsts = may_abbreviate(vocabulary, typed[:SHORTEST])
    for at in splits:
        firsts = abbreviated(vocabulary, typed[:at], firsts)
        first_splits[firsts] |= np.uint32(1 << at)
    candidates = np.flatnonzero(first_splits)
    followers = [(part.pair_starts[candidates], part.pair_starts[candidates + 1]) for part in index.parts]
    if sum(int(np.sum(ends - starts)) for starts, ends in followers) > _MOST_FOLLOWERS:
        return []
    owners = np.concatenate([np.repeat(candidates, ends - starts) for starts, ends in followers])
    places = [ranges(*held) for held in followers]
    seconds = np.concatenate([part.pair_seconds[held] for part, held in zip(index.parts, places, strict=True)])
    left_out = vocabulary.lengths[owners] + vocabulary.lengths[seconds] - len(typed)
    kept = np.flatnonzero((first_splits[owners] & second_splits[seconds] != 0) & (left_out > 0))
    return _likeliest(index, owners[kept], seconds[kept], left_out[kept])


def _likeliest(
    index: SearchIndex, firsts: NDArray[np.intp], seconds: NDArray[np.uint32], left_out: NDArray[np.intp]
) -> list[Pair]:
    """The pairs that leave out the least and are the most frequent."""
    # Both segments may hold a pair, and articles that are gone may have held it.
    _, different = np.unique(firsts.astype(np.uint64) << np.uint64(32) | seconds, return_index=True)
    rarer = np.minimum(index.frequencies(firsts), index.frequencies(seconds.astype(np.intp)))
    kept = different[rarer[different] > 0]
    firsts, seconds, left_out, rarer = firsts[kept], seconds[kept], left_out[kept], rarer[kept]
    penalties = ABBREVIATED_PAIR + abbreviation_costs(left_out)
    order = np.argsort(penalties - np.log(rarer))[:_MOST_PAIRS]
    return [
        Pair(*item)
        for item in zip(firsts[order].tolist(), seconds[order].tolist(), penalties[order].tolist(), strict=True)
    ]
