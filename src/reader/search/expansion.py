"""A typed word -> the words of the vocabulary that it may mean, each with a penalty.

Penalties are in nats: the negative logarithm of how likely a person who means that word types this one. Only the few
words that share enough letters and about the length with the typed one are compared with it at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.search.abbreviations import (
    SHORTEST,
    abbreviated,
    abbreviation_costs,
    may_abbreviate,
    words_that_begin,
)
from reader.search.arrays import first_places, ranges
from reader.search.typos import typing_cost
from reader.search.words import letter_mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex
    from reader.search.vocabulary import Group, Vocabulary

COMPLETED = 1.0
"""The penalty for every word that begins as typed, while the word is being typed."""
MISSPELLED_COMPLETED = 1.0
"""Added to the cost of the typos for words of which a misspelled beginning is typed."""
POSSESSIVE = 0.5
"""The penalty for ``China's`` when ``China`` is typed, and the other way round."""
ABBREVIATED = 2.0
"""The penalty for every word that the typed one may abbreviate; what is left out adds to it."""
_EDIT_ESTIMATE = 5.0
"""What an edit costs about, before it is worked out."""
COMMON_SHARE = 0.05
COMMON_LEAST = 1000
"""A word that stands in this share of all passages, and in so many, is taken as it is typed."""
_MOST_COMPARED = 50
"""Words, the nearest and most frequent, for which the exact cost of the typos is worked out."""
_LENGTHS_BY_EDITS = ((2, 0), (5, 1), (9, 2))
"""Typed words shorter than this may hold so many typos; longer ones one more than the last."""
_SHORTEST_MISSPELLED_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Expansion:
    """What one typed word may mean: word ids, ascending, and their penalties."""

    words: NDArray[np.intp]
    penalties: NDArray[np.float32]


_NONE = Expansion(np.zeros(0, np.intp), np.zeros(0, np.float32))


def edits_allowed(typed: str) -> int:
    """How many typos a typed word may hold: up to 1, 2, 3 in up to 4, 8 and more letters."""
    return next((edits for length, edits in _LENGTHS_BY_EDITS if len(typed) < length), len(_LENGTHS_BY_EDITS))


def expand(index: SearchIndex, typed: str, *, unfinished: bool) -> Expansion:
    """All readings of one typed word; with ``unfinished``, also the words that it may become."""
    readings = [_same_word(index.vocabulary, typed)]
    if not is_common(index, typed):
        readings.append(_misspelled(index, typed))
        if index.vocabulary.find(typed) is None:
            readings.append(_abbreviated(index.vocabulary, typed))
    if unfinished:
        readings += _completed(index, typed)
    return _cheapest(readings)


def is_common(index: SearchIndex, typed: str) -> bool:
    """Whether the word stands in so many passages that no other reading of it could tell much."""
    found = index.vocabulary.find(typed)
    if found is None:
        return False
    passages = index.frequencies_before[found + 1] - index.frequencies_before[found]
    return bool(passages > max(COMMON_LEAST, COMMON_SHARE * index.live_passages))


def _cheapest(readings: Sequence[Expansion]) -> Expansion:
    """All these readings, each word once, with the least of its penalties."""
    words = np.concatenate([item.words for item in readings])
    order = np.argsort(words, kind="stable")
    words = words[order]
    firsts = first_places(words)
    if not len(firsts):
        return _NONE
    penalties = np.concatenate([item.penalties for item in readings])[order]
    return Expansion(words[firsts], np.minimum.reduceat(penalties, firsts))


def _same_word(vocabulary: Vocabulary, typed: str) -> Expansion:
    """The word itself, and its possessive."""
    stem = typed.removesuffix("'s")
    found = {vocabulary.find(word): 0 if word == typed else POSSESSIVE for word in (stem, stem + "'s")}
    found.pop(None, None)
    return Expansion(np.array([*found], np.intp), np.array([*found.values()], np.float32))


def _misspelled(index: SearchIndex, typed: str) -> Expansion:
    """The words that differ by a few edits from the typed one."""
    edits = edits_allowed(typed)
    lengths = range(max(1, len(typed) - edits), len(typed) + edits + 1)
    return _near(index, typed, map(index.vocabulary.whole, lengths), edits)


def _completed(index: SearchIndex, typed: str) -> Iterator[Expansion]:
    """The words that begin as typed, or with what the typed may be a misspelling of."""
    # Few letters are near to very many beginnings, so these may hold half the typos only.
    edits = (edits_allowed(typed) + 1) // 2 if len(typed) >= _SHORTEST_MISSPELLED_BEGINNING else 0
    lengths = range(len(typed) - 1, len(typed) + 2)
    misspelled = _near(index, typed, map(index.vocabulary.beginnings, lengths), edits)
    yield Expansion(misspelled.words, misspelled.penalties + np.float32(MISSPELLED_COMPLETED))
    for words in index.vocabulary.prefix_ranges(typed):
        yield Expansion(np.arange(words.start, words.stop), np.full(len(words), COMPLETED, np.float32))


def _abbreviated(vocabulary: Vocabulary, typed: str) -> Expansion:
    """The words that the typed one may abbreviate."""
    if len(typed) < SHORTEST or not typed.isalpha():
        return _NONE
    words = words_that_begin(vocabulary, typed[0])
    words = abbreviated(vocabulary, typed, words[may_abbreviate(vocabulary, typed, words)])
    costs = ABBREVIATED + abbreviation_costs(vocabulary.lengths[words] - len(typed))
    return Expansion(words, costs.astype(np.float32))


def _near(index: SearchIndex, typed: str, groups: Iterable[Group], edits: int) -> Expansion:
    """The words of the groups that are within ``edits`` of the typed one, with what the typos cost."""
    if not edits:
        return _NONE
    mask = letter_mask(typed)
    texts: list[str] = []
    found = []
    for group in groups:
        # A letter that one lacks and the other has needs an edit, and so does each letter of difference in length.
        longer = group.length - len(typed)
        near = np.flatnonzero(np.bitwise_count(group.masks ^ mask) <= 2 * edits - abs(longer))
        missing, extra = np.bitwise_count(mask & ~group.masks[near]), np.bitwise_count(group.masks[near] & ~mask)
        near = near[(missing <= edits - max(longer, 0)) & (extra <= edits - max(-longer, 0))]
        texts += group.texts(near)
        found.append((group.firsts[near], group.ends[near]))
    distances = process.cdist([typed], texts, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
    firsts, ends = (np.concatenate(places) for places in zip(*found, strict=True))
    kept = np.flatnonzero((distances <= edits) & (distances > 0))
    frequencies = index.frequencies_before[ends[kept]] - index.frequencies_before[firsts[kept]]
    kept, frequencies = kept[frequencies > 0], frequencies[frequencies > 0]
    if len(kept) > _MOST_COMPARED:
        likely = np.argpartition(_EDIT_ESTIMATE * distances[kept] - np.log(frequencies), _MOST_COMPARED)
        kept = kept[likely[:_MOST_COMPARED]]
    costs = np.array([typing_cost(typed, texts[at]) for at in kept.tolist()], np.float32)
    firsts, ends = firsts[kept], ends[kept]
    return Expansion(ranges(firsts, ends), np.repeat(costs, ends - firsts))
