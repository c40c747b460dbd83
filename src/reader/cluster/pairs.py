"""Which two words side by side a typed one may mean, as far as the cluster has such a pair."""

from __future__ import annotations

import math
from itertools import pairwise, product
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
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reader.cluster.connection import Cluster
    from reader.cluster.words import LibraryWords

_MOST_ASKED = 50
"""Pairs that are asked for, the likeliest: as many as fit in one request."""
_LONGEST = 24
_MOST_HALVES = 50
"""Words that one half may abbreviate, the most frequent."""

Pairs = dict[tuple[str, str], float]
"""Two words, and how likely they are meant."""


def known_pairs(cluster: Cluster, words: LibraryWords, typed: Sequence[str]) -> dict[tuple[int, int], int]:
    """The pairs that typed words may mean and that stand somewhere, with the number of articles that hold them."""
    likely: Pairs = {}
    for word in typed:
        if not is_common(words.alone, word):
            likely |= _split(words, word)
            if not words.frequency(word) and 2 * SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                likely |= _abbreviated(words, word)
    for first, second in pairwise(typed):
        likely |= _split(words, first + second)
    for pair in pairwise(typed):
        likely.pop(pair, None)
    asked = sorted(likely, key=lambda pair: -likely[pair])[:_MOST_ASKED]
    answers = cluster.search(*({"q": f'"{first} {second}"', "per_page": 1} for first, second in asked))
    ids = ((words.ids[first], words.ids[second]) for first, second in asked)
    return {pair: answer["found"] for pair, answer in zip(ids, answers, strict=True) if answer["found"]}


def _split(words: LibraryWords, whole: str) -> Pairs:
    """The words that one may be cut into."""
    cuts = ((whole[:at], whole[at:]) for at in range(1, len(whole)))
    return {pair: float(rarer) for pair in cuts if (rarer := min(map(words.frequency, pair)))}


def _abbreviated(words: LibraryWords, typed: str) -> Pairs:
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
        for (first, often), (second, as_often) in product(_frequent(words, firsts), _frequent(words, seconds)):
            cost = LEFT_OUT * (len(first) + len(second) - len(typed))
            found[first, second] = math.exp(-cost) * min(often, as_often)
    return found


def _frequent(words: LibraryWords, ids: NDArray[np.intp]) -> Iterator[tuple[str, int]]:
    """The most frequent of these words, and how frequent they are."""
    frequencies = words.frequencies_before[ids + 1] - words.frequencies_before[ids]
    most = np.sort(np.argsort(-frequencies, kind="stable")[:_MOST_HALVES])
    return zip(words.vocabulary.texts(ids[most]), frequencies[most].tolist(), strict=True)
