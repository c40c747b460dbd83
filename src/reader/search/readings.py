"""A whole query -> what each of its words may mean, in the light of its neighbors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reader.search.compounds import SPACE_SLIPPED, Pair, abbreviated_pairs, split_pairs
from reader.search.expansion import Expansion, expand
from reader.search.phrases import passages_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex


@dataclass(frozen=True, slots=True)
class Slot:
    """What one typed word may mean, each reading with its value.

    Values are in nats: the logarithm of how much likelier the typed word is where the reading stands than anywhere.
    They fall with the penalty of the reading and with the frequency of the whole group of readings.
    """

    words: NDArray[np.intp]
    """Word ids, ascending."""
    values: NDArray[np.float32]
    pairs: tuple[Pair, ...]
    pair_values: tuple[float, ...]
    pair_passages: tuple[NDArray[np.uint32], ...]
    """The passages that hold each pair."""


def read_words(index: SearchIndex, words: Sequence[str], *, unfinished: bool) -> list[Slot]:
    """The readings of each word of a query; with ``unfinished``, the last one may be the beginning of a word."""
    last = len(words) - 1
    pairs = [_pairs(index, word) for word in words]
    joined: list[dict[int, float]] = [{} for _ in words]
    for place, (word, following) in enumerate(zip(words, words[1:], strict=False)):
        whole = index.vocabulary.find(word + following)
        if whole is not None:
            joined[place][whole] = joined[place + 1][whole] = SPACE_SLIPPED
        for pair in split_pairs(index, word + following, not_at=len(word)):
            pairs[place].append(pair)
            pairs[place + 1].append(replace(pair, place=1))
    return [
        _slot(
            index,
            expand(index, word, unfinished=unfinished and place == last, others=joined[place]),
            pairs[place],
        )
        for place, word in enumerate(words)
    ]


def _pairs(index: SearchIndex, word: str) -> list[Pair]:
    """What a word means if it is two; abbreviations only if it is no word itself."""
    pairs = split_pairs(index, word)
    if index.vocabulary.find(word) is None:
        pairs += abbreviated_pairs(index, word)
    return pairs


def _slot(index: SearchIndex, expansion: Expansion, pairs: list[Pair]) -> Slot:
    """The readings with their values."""
    passages = [
        passages_with(index, [range(pair.first, pair.first + 1), range(pair.second, pair.second + 1)]) for pair in pairs
    ]
    likelihoods = np.exp(-np.append(expansion.penalties, np.array([pair.penalty for pair in pairs], np.float32)))
    words = expansion.words
    frequencies = np.append(
        index.posting_starts[words + 1] - index.posting_starts[words], [len(held) for held in passages]
    )
    expected = np.sum(likelihoods * frequencies) + 0.5
    values = np.log1p(likelihoods * (len(index.passage_spans) / expected)).astype(np.float32)
    return Slot(words, values[: len(words)], tuple(pairs), tuple(values[len(words) :].tolist()), tuple(passages))
