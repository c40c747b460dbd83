"""Words cut short the way people cut them: inner vowels left out, the end left off (``intrn`` for ``international``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from reader.search.vocabulary import letter_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.search.vocabulary import Vocabulary

SHORTEST = 3
"""Letters of an abbreviation at least."""
_LEFT_OUT = 0.3
"""For each letter left out."""
_MOST_LEFT_OUT = 12


def abbreviation_costs(left_out: NDArray[np.intp]) -> NDArray[np.float64]:
    """What it costs to leave out so many letters."""
    return _LEFT_OUT * left_out


def may_abbreviate(vocabulary: Vocabulary, typed: str) -> NDArray[np.intp]:
    """The words that begin with the same letter and hold all the others, somewhere."""
    first, end = vocabulary.prefix_range(typed[0])
    everything = vocabulary.prefixes()
    mask = letter_mask(typed)
    lengths = everything.lengths[first:end]
    near = (everything.masks[first:end] & mask == mask) & (lengths >= len(typed))
    return np.flatnonzero(near & (lengths <= len(typed) + _MOST_LEFT_OUT)) + first


def abbreviated(vocabulary: Vocabulary, typed: str, words: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the words that the typed one may abbreviate: its letters in order, only vowels between, anything after."""
    matches = re.compile("[aeiouy]*".join(map(re.escape, typed))).match
    return words[[matches(word) is not None for word in vocabulary.words(words)]] if len(words) else words
