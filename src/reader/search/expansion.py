"""A typed word -> the words of the vocabulary that it may mean, each with a penalty.

Penalties are in nats: the negative logarithm of how likely a person who means that word types this one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.search.vocabulary import Vocabulary, letter_mask
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.search.index import SearchIndex
    from numpy.typing import NDArray

EDIT_PENALTY = 4.0
FIRST_LETTER_PENALTY = 1.5
COMPLETION_PENALTY = 1.0
MOST_TYPOS = 60
"""Misspelled words kept at most, the likeliest."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words side by side that a typed word may mean."""

    first: int
    second: int
    penalty: float


@dataclass(frozen=True, slots=True)
class Expansion:
    """What one typed word may mean."""

    words: NDArray[np.intp]
    """Word ids."""
    penalties: NDArray[np.float32]
    pairs: tuple[Pair, ...] = field(default=())


def expand(index: SearchIndex, typed: str, *, unfinished: bool) -> Expansion:
    """All readings of a typed word; with ``unfinished``, also the words that it may become."""
    vocabulary = index.vocabulary
    found: dict[int, float] = {}
    exact = vocabulary.find(typed)
    if exact is not None:
        found[exact] = 0.0
    allowed = edits_allowed(typed)
    if allowed:
        for word, penalty in _misspelled(vocabulary, typed, allowed):
            found.setdefault(word, penalty)
    words = np.fromiter(found.keys(), np.intp, len(found))
    penalties = np.fromiter(found.values(), np.float32, len(found))
    if unfinished:
        first, last = vocabulary.prefix_range(typed)
        completions = np.setdiff1d(np.arange(first, last), [] if exact is None else [exact])
        kept = ~np.isin(words, completions)
        words = np.concatenate((words[kept], completions)).astype(np.intp)
        penalties = np.concatenate(
            (penalties[kept], np.full(len(completions), COMPLETION_PENALTY, np.float32))
        )
    return Expansion(words, penalties)


def edits_allowed(typed: str) -> int:
    """How many edits a typed word may be away from what is meant."""
    return 0 if len(typed) < 2 else 1 if len(typed) <= 4 else 2 if len(typed) <= 8 else 3


def _misspelled(vocabulary: Vocabulary, typed: str, allowed: int) -> list[tuple[int, float]]:
    """The words within ``allowed`` edits, and their penalties."""
    lengths = vocabulary.lengths
    near = np.bitwise_count(vocabulary.masks() ^ letter_mask(typed)) <= 2 * allowed
    near &= (lengths >= max(1, len(typed) - allowed)) & (lengths <= len(typed) + allowed)
    places = np.flatnonzero(near)
    if not len(places):
        return []
    words = vocabulary.words(places)
    distances = process.cdist([typed], words, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
    kept = np.flatnonzero(distances <= allowed)
    found = [
        (
            int(places[at]),
            EDIT_PENALTY * int(distances[at]) + FIRST_LETTER_PENALTY * (words[at][0] != typed[0]),
        )
        for at in kept.tolist()
    ]
    return sorted(found, key=lambda item: item[1])[:MOST_TYPOS]
