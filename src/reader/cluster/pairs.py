"""Which two words side by side a typed one may mean, as far as the cluster has such a pair."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reader.search.abbreviations import (
    LEFT_OUT,
    SHORTEST,
    abbreviated,
    letters_abbreviated,
    may_abbreviate,
    words_that_begin,
)
from reader.search.expansion import is_common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.cluster.connection import Cluster
    from reader.cluster.words import LibraryWords

_LONGEST = 24
_HALVES = 2
"""For each pair that may be asked for, so many words that one half may abbreviate are looked at, the most frequent."""

Pairs = dict[tuple[str, str], float]
"""Two words, and how likely they are meant."""


def known_pairs(cluster: Cluster, words: LibraryWords, typed: Sequence[str], most: int) -> dict[tuple[int, int], int]:
    """The pairs that typed words may mean and that stand somewhere, with the number of articles that hold them.

    Args:
        cluster: which.
        words: those of the library.
        typed: those of the query.
        most: pairs that are asked for, the likeliest.
    """
    likely: Pairs = {}
    for word in typed:
        if not is_common(words.alone, word):
            likely |= _split(words, word)
            if not words.frequency(word) and 2 * SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                likely |= _abbreviated(words, word, most)
    for first, second in pairwise(typed):
        likely |= _split(words, first + second)
    for pair in pairwise(typed):
        likely.pop(pair, None)
    asked = sorted(likely, key=lambda pair: -likely[pair])[:most]
    answers = cluster.search(*({"q": f'"{first} {second}"', "per_page": 1} for first, second in asked))
    ids = ((words.ids[first], words.ids[second]) for first, second in asked)
    return {pair: answer["found"] for pair, answer in zip(ids, answers, strict=True) if answer["found"]}


def _split(words: LibraryWords, whole: str) -> Pairs:
    """The words that one may be cut into."""
    cuts = ((whole[:at], whole[at:]) for at in range(1, len(whole)))
    return {pair: float(rarer) for pair in cuts if (rarer := min(map(words.frequency, pair)))}


def _abbreviated(words: LibraryWords, typed: str, most: int) -> Pairs:
    """Words both of which may be abbreviated in one."""
    vocabulary, last = words.vocabulary, len(typed) - SHORTEST
    ids = words_that_begin(vocabulary, typed[0])
    ids = ids[may_abbreviate(vocabulary, typed[:SHORTEST], ids)]
    reached = np.array([letters_abbreviated(typed[:last], word) for word in vocabulary.texts(ids)], np.intp)
    found: Pairs = {}
    for at in range(SHORTEST, last + 1):
        firsts = ids[reached >= at]
        firsts = firsts[may_abbreviate(vocabulary, typed[:at], firsts)]
        if not len(firsts):
            continue
        seconds = words_that_begin(vocabulary, typed[at])
        seconds = abbreviated(vocabulary, typed[at:], seconds[may_abbreviate(vocabulary, typed[at:], seconds)])
        found |= _likeliest(words, _frequent(words, firsts, most), _frequent(words, seconds, most), len(typed), most)
    return found


def _frequent(words: LibraryWords, ids: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """The most frequent of these words, more than there may be pairs."""
    frequencies = words.frequencies_before[ids + 1] - words.frequencies_before[ids]
    return ids[np.sort(np.argsort(-frequencies, kind="stable")[: _HALVES * most])]


def _likeliest(
    words: LibraryWords, firsts: NDArray[np.intp], seconds: NDArray[np.intp], letters: int, most: int
) -> Pairs:
    """The pairs of these words that leave out the least beside so many letters, and are the most frequent."""
    vocabulary, before = words.vocabulary, words.frequencies_before
    rarer = np.minimum.outer(before[firsts + 1] - before[firsts], before[seconds + 1] - before[seconds])
    left_out = np.add.outer(vocabulary.lengths[firsts], vocabulary.lengths[seconds]) - letters
    likely = np.exp(-LEFT_OUT * left_out) * rarer
    best = np.argsort(-likely, axis=None, kind="stable")[:most]
    rows, columns = np.unravel_index(best, likely.shape)
    found = zip(firsts[rows].tolist(), seconds[columns].tolist(), likely[rows, columns].tolist(), strict=True)
    return {(vocabulary[first], vocabulary[second]): value for first, second, value in found}
