"""Words cut short as people cut them: inner vowels left out, the end left off (``intrn`` for ``international``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.search.typos import VOWELS
from reader.search.words import letter_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.search.vocabulary import Vocabulary

SHORTEST = 3
"""Letters of an abbreviation at least."""
_LEFT_OUT = 0.2
"""For each letter left out."""
_MOST_LEFT_OUT = 12


def abbreviation_costs(left_out: NDArray[np.intp]) -> NDArray[np.float64]:
    """What it costs to leave out so many letters."""
    return np.multiply(_LEFT_OUT, left_out, dtype=np.float64)


def may_abbreviate(vocabulary: Vocabulary, typed: str) -> NDArray[np.intp]:
    """The words that begin with the same letter and hold all the others, somewhere."""
    mask = letter_mask(typed)
    found = []
    for words in vocabulary.prefix_ranges(typed[0]):
        lengths = vocabulary.lengths[words.start : words.stop]
        near = (vocabulary.masks[words.start : words.stop] & mask == mask) & (lengths >= len(typed))
        found.append(np.flatnonzero(near & (lengths <= len(typed) + _MOST_LEFT_OUT)) + words.start)
    return np.concatenate(found)


def abbreviated(vocabulary: Vocabulary, typed: str, words: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the words that the typed one may abbreviate."""
    if not len(words):
        return words
    return words[[abbreviates(typed, word) for word in vocabulary.texts(words)]]


def abbreviates(typed: str, word: str) -> bool:
    """Whether the word has the typed letters in order, only vowels between them, and anything after."""
    found = 0
    for letter in word:
        if letter == typed[found]:
            found += 1
            if found == len(typed):
                return True
        elif letter not in VOWELS:
            return False
    return False
