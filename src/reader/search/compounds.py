"""One typed word that means two side by side, two that mean one, and a space that slipped.

A pair is only a reading where the two words stand side by side somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from reader.search.abbreviations import (
    SHORTEST,
    abbreviated,
    abbreviation_costs,
    letters_abbreviated,
    may_abbreviate,
    words_that_begin,
)
from reader.search.arrays import contained, distinct, first_places, ranges

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
    longest = index.vocabulary.longest
    # Who pastes a page without a space should not wait for each of its letters to be tried.
    for at in range(max(1, len(typed) - longest), min(len(typed), longest + 1)):
        if at == not_at:
            continue
        first = index.vocabulary.find(typed[:at])
        second = None if first is None else index.vocabulary.find(typed[at:])
        if first is not None and second is not None and index.has_pair(first, second):
            pairs.append(Pair(first, second, SPACE_SLIPPED))
    return pairs


def abbreviated_pairs(index: SearchIndex, typed: str) -> list[Pair]:
    """The pairs of which both words are abbreviated in one, the likeliest."""
    if not 2 * SHORTEST <= len(typed) <= _LONGEST or not typed.isalpha():
        return []
    vocabulary, last = index.vocabulary, len(typed) - SHORTEST
    firsts = words_that_begin(vocabulary, typed[0])
    followed = [part.pair_starts[firsts] < part.pair_starts[firsts + 1] for part in index.parts]
    firsts = firsts[np.any(followed, axis=0)]
    firsts = firsts[may_abbreviate(vocabulary, typed[:SHORTEST], firsts)]
    reached = np.array([letters_abbreviated(typed[:last], word) for word in vocabulary.texts(firsts)], np.intp)
    firsts, reached = firsts[reached >= SHORTEST], reached[reached >= SHORTEST]
    followers = [(part.pair_starts[firsts], part.pair_starts[firsts + 1]) for part in index.parts]
    if sum(int(np.sum(ends - starts)) for starts, ends in followers) > _MOST_FOLLOWERS:
        return []
    places = np.concatenate([np.repeat(np.arange(len(firsts)), ends - starts) for starts, ends in followers])
    held = [part.pair_seconds[ranges(*stretch)] for part, stretch in zip(index.parts, followers, strict=True)]
    seconds = np.concatenate(held)
    found = [np.zeros(0, np.intp)]
    for at in range(SHORTEST, last + 1):
        near = np.flatnonzero(reached[places] >= at)
        near = near[may_abbreviate(vocabulary, typed[at:], seconds[near])]
        meant = abbreviated(vocabulary, typed[at:], distinct(seconds[near]))
        found.append(near[contained(seconds[near], meant)])
    pairs = np.concatenate(found)
    return _likeliest(index, len(typed), firsts[places[pairs]], seconds[pairs])


def _likeliest(index: SearchIndex, letters: int, firsts: NDArray[np.intp], seconds: NDArray[np.uint32]) -> list[Pair]:
    """The pairs that leave out the least and are the most frequent."""
    # Both segments may hold a pair, and articles that are gone may have held it.
    keys = firsts.astype(np.uint64) << np.uint64(32) | seconds
    order = np.argsort(keys, kind="stable")
    different = order[first_places(keys[order])]
    rarer = np.minimum(index.frequencies(firsts), index.frequencies(seconds.astype(np.intp)))
    left_out = index.vocabulary.lengths[firsts] + index.vocabulary.lengths[seconds] - letters
    kept = different[(rarer[different] > 0) & (left_out[different] > 0)]
    firsts, seconds, left_out, rarer = firsts[kept], seconds[kept], left_out[kept], rarer[kept]
    penalties = ABBREVIATED_PAIR + abbreviation_costs(left_out)
    order = np.argsort(penalties - np.log(rarer))[:_MOST_PAIRS]
    return [
        Pair(*item)
        for item in zip(firsts[order].tolist(), seconds[order].tolist(), penalties[order].tolist(), strict=True)
    ]
