"""Words cut short as people cut them: inner vowels left out, the end left off (``intrn`` for ``international``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from reader.search.typos import VOWELS
from reader.search.words import letter_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.search.vocabulary import Vocabulary

_Id = TypeVar("_Id", bound=np.integer)

SHORTEST = 3
"""Letters of an abbreviation at least."""
LEFT_OUT = 0.2
"""For each letter left out."""
_MOST_LEFT_OUT = 12


def abbreviation_costs(left_out: NDArray[np.intp]) -> NDArray[np.float64]:
    """What it costs to leave out so many letters."""
    return np.multiply(LEFT_OUT, left_out, dtype=np.float64)


def words_that_begin(vocabulary: Vocabulary, letter: str) -> NDArray[np.intp]:
    """All words that begin with the letter, ascending."""
    return np.concatenate([np.arange(words.start, words.stop) for words in vocabulary.prefix_ranges(letter)])


def may_abbreviate(vocabulary: Vocabulary, typed: str, words: NDArray[np.integer]) -> NDArray[np.intp]:
    """The places of those words that hold all the letters, somewhere, and are not much longer."""
    mask = letter_mask(typed)
    places = np.flatnonzero(vocabulary.masks[words] & mask == mask)
    left_out = vocabulary.lengths[words[places]] - len(typed)
    return np.compress((left_out >= 0) & (left_out <= _MOST_LEFT_OUT), places)


def abbreviated(vocabulary: Vocabulary, typed: str, words: NDArray[_Id]) -> NDArray[_Id]:
    """Those of the words, which ascend, that the typed one may abbreviate."""
    return words[np.array([abbreviates(typed, word) for word in vocabulary.texts(words)], np.bool_)]


def abbreviates(typed: str, word: str) -> bool:
    """Whether the word begins with the typed letters in order, only vowels between them, and goes on anyhow."""
    return letters_abbreviated(typed, word) == len(typed)


def letters_abbreviated(typed: str, word: str) -> int:
    """With how many of the first typed letters the word begins, in order, only vowels between them."""
    found = 0
    for letter in word:
        if letter == typed[found]:
            found += 1
            if found == len(typed):
                break
        elif not found or letter not in VOWELS:
            break
    return found
