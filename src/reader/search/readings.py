"""A whole query -> what each of its words may mean, in the light of its neighbors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress, pairwise
from typing import TYPE_CHECKING

import numpy as np

from reader.search.compounds import SPACE_SLIPPED, Pair, abbreviated_pairs, split_pairs
from reader.search.expansion import COMPLETED, Expansion, expand, is_common
from reader.search.phrases import passages_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex

FREQUENCY_GAIN = 0.25
"""Frequent words are meant more often: a reading is likelier by this power of the number of its passages."""
OTHER_PASSAGES = 1000
"""Passages without any of the readings that are added to those of the index: a small library alone says little about
how rare a word is, and a word that it holds at all should tell."""
MEANT_NOTHING = 14.0
"""The penalty of a word that means nothing here: readings that are much less likely tell next to nothing."""
LEAST_SHARE = 0.05
"""A reading that is worth less than this share of the best one says nothing about where it stands."""
_REMEMBERED = 256
"""Words whose readings are kept, so that each keystroke works out the last word only."""


@dataclass(frozen=True, slots=True)
class ValuedPair:
    """Two words side by side that a typed word may mean, with its value."""

    pair: Pair
    value: float
    passages: NDArray[np.uint32]
    """The passages that hold it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one typed word may mean, each reading with its value.

    Values are in nats: the logarithm of how much likelier the typed word is where the reading stands than anywhere.
    They fall with the penalty of the reading and with the frequency of the whole group of readings.
    """

    words: NDArray[np.intp]
    """Word ids, ascending."""
    values: NDArray[np.float32]
    pairs: tuple[ValuedPair, ...]


class QueryReader:
    """Finds out what typed words may mean, and remembers it; may be used from any thread.

    Args:
        index: whose words they are.
        expansion: says what a word may mean by itself, finished or not; without it, the words of the index do.
    """

    def __init__(self, index: SearchIndex, expansion: Callable[[str, bool], Expansion] | None = None) -> None:
        self._index = index
        self.expansion = expansion or lru_cache(_REMEMBERED)(self._expand)
        """What a word may mean by itself."""
        self._pairs = lru_cache(_REMEMBERED)(self._find_pairs)
        self._passages = lru_cache(_REMEMBERED)(self._passages_of)

    def read(self, words: Sequence[str], *, unfinished: bool) -> list[Slot]:
        """The readings of each word; with ``unfinished``, the last one may be the beginning of a word."""
        vocabulary, last = self._index.vocabulary, len(words) - 1
        pairs = [list(self._pairs(word)) for word in words]
        expansions = [self.expansion(word, unfinished and place == last) for place, word in enumerate(words)]
        for place, (word, following) in enumerate(pairwise(words)):
            whole = vocabulary.find(word + following)
            if whole is not None:
                expansions[place] = _with_word(expansions[place], whole)
                expansions[place + 1] = _with_word(expansions[place + 1], whole)
            for pair in split_pairs(self._index, word + following, not_at=len(word)):
                pairs[place].append(replace(pair, covers="first"))
                pairs[place + 1].append(replace(pair, covers="second"))
        return [self._slot(*item) for item in zip(expansions, pairs, strict=True)]

    def pair_frequency(self, first: int, second: int) -> int:
        """How many passages hold the two words side by side."""
        return len(self._passages(first, second))

    def _expand(self, word: str, unfinished: bool) -> Expansion:  # noqa: FBT001 (lru_cache tells keywords apart)
        return expand(self._index, word, unfinished=unfinished)

    def _find_pairs(self, word: str) -> tuple[Pair, ...]:
        """What a word means if it is two; abbreviations only if it is no word itself."""
        if is_common(self._index, word):
            return ()
        pairs = split_pairs(self._index, word)
        if self._index.vocabulary.find(word) is None:
            pairs += abbreviated_pairs(self._index, word)
        return tuple(pairs)

    def _passages_of(self, first: int, second: int) -> NDArray[np.uint32]:
        """The passages in which the two words stand side by side."""
        return passages_with(self._index, [[range(first, first + 1)], [range(second, second + 1)]])

    def _slot(self, expansion: Expansion, pairs: list[Pair]) -> Slot:
        """The readings with their values, without those that say nothing."""
        passages = [self._passages(pair.first, pair.second) for pair in pairs]
        costs = np.append(expansion.penalties, np.array([pair.penalty for pair in pairs], np.float32))
        held = [self.pair_frequency(pair.first, pair.second) for pair in pairs]
        frequencies = np.append(self._index.frequencies(expansion.words), held)
        values = _values(costs, frequencies, self._index.live_passages)
        telling = values >= LEAST_SHARE * values.max(initial=0)
        split = len(expansion.words)
        valued = zip(pairs, values[split:].tolist(), passages, strict=True)
        return Slot(
            expansion.words[telling[:split]],
            values[:split][telling[:split]],
            tuple(ValuedPair(*item) for item in compress(valued, telling[split:].tolist())),
        )


def _values(costs: NDArray[np.float32], frequencies: NDArray[np.float64], all_passages: int) -> NDArray[np.float32]:
    """What each reading of one word is worth, by its penalty and by how many of the passages hold it."""
    # Who has typed a word in full means it at least as often as any word that goes on from there.
    priors = np.maximum(frequencies, 1)
    priors[costs == 0] = priors[costs <= COMPLETED].max(initial=1)
    likelihoods = np.exp(-costs) * priors**FREQUENCY_GAIN
    passages = all_passages + OTHER_PASSAGES
    expected = np.sum(likelihoods * frequencies) + passages * np.exp(-MEANT_NOTHING)
    return np.asarray(np.log1p(likelihoods * (passages / expected)), np.float32)


def _with_word(expansion: Expansion, word: int) -> Expansion:
    """The readings and one more, typed with a space too many."""
    kept = expansion.words != word
    words = np.append(expansion.words[kept], word)
    penalties = np.append(expansion.penalties[kept], np.float32(SPACE_SLIPPED))
    order = np.argsort(words)
    return Expansion(words[order], penalties[order])
