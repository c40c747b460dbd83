"""A sorted list of words in flat arrays: no object for each word, so that it opens as fast as a file is mapped."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LAST_CHARACTER = "\U0010ffff"
_LETTERS = "bcdfghjklmpquvwxyzoresatni"
"""By their bits; those that words often hold twice stand last."""
_TWICE = 6
"""For so many letters, the last ones, further bits say whether a word holds them more than once."""
_OFTEN_TWICE = (1 << len(_LETTERS)) - (1 << len(_LETTERS) - _TWICE)
_KINDS = 32
"""Letters and all other characters are told apart by the last five bits of their code points."""
_BITS = tuple(1 << _LETTERS.index(chr(ord("a") + (kind - 1) % len(_LETTERS))) for kind in range(_KINDS))
"""The bit of each kind of character."""
_MOST_SHARED = 255
_BLOCK = 64
"""Every so many words one is kept as text, to be found faster."""


@dataclass(frozen=True)
class WordList:
    """Sorted words, known by their place (``word id``). Immutable: any thread may read it."""

    letters: str
    """All words, one after the other."""
    starts: NDArray[np.uint32]
    """Where each word starts in ``letters``, and one more for the end."""
    masks: NDArray[np.uint32]
    """The letters of each word as bits, as `letter_mask` gives them."""
    shared: NDArray[np.uint8]
    """How many first letters each word shares with the one before, at most 255."""

    @classmethod
    def of(cls, words: Sequence[str]) -> WordList:
        """A list of words that are sorted already."""
        lengths = np.fromiter(map(len, words), np.uint32, len(words))
        letters, starts = "".join(words), np.concatenate(([0], np.cumsum(lengths))).astype(np.uint32)
        return cls(letters, starts, _masks(letters, starts[:-1]), _shared(letters, starts))

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.starts) - 1

    def __getitem__(self, word: int) -> str:
        """A word by its id."""
        return self.letters[self._places[word] : self._places[word + 1]]

    def texts(self, words: NDArray[np.integer], length: int | None = None) -> list[str]:
        """The words of these ids, or only so many of their first letters."""
        starts = self.starts[words]
        ends = self.starts[words + 1] if length is None else starts + np.uint32(length)
        letters = self.letters
        return [letters[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def first_from(self, word: str, low: int = 0) -> int:
        """The place of the first word that is not before this one."""
        block = bisect_left(self._heads, word)
        low, high = max(low, (block - 1) * _BLOCK), max(low, min(block * _BLOCK, len(self)))
        return bisect_left(range(len(self)), word, lo=low, hi=high, key=self.__getitem__)

    def find(self, word: str) -> int | None:
        """The id of a word, if it occurs."""
        place = self.first_from(word)
        return place if place < len(self) and self[place] == word else None

    def prefix_range(self, prefix: str) -> range:
        """The ids of all words that start with the prefix."""
        first = self.first_from(prefix)
        return range(first, self.first_from(prefix + _LAST_CHARACTER, first))

    def beginnings(self, length: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint32]]:
        """The different beginnings of a length: for each, the range of words that begin so, and its letters."""
        firsts = np.flatnonzero(self.shared < length)
        ends = np.append(firsts[1:], len(self))
        long_enough = self.lengths[firsts] >= length
        firsts, ends = firsts[long_enough], ends[long_enough]
        masks = np.zeros(len(firsts), np.uint32)
        places = self.starts[firsts].astype(np.intp)
        for _ in range(length if len(firsts) else 0):
            bits = _letter_bits(self._kinds[places])
            masks |= bits | (masks & bits & np.uint32(_OFTEN_TWICE)) << np.uint32(_TWICE)
            places += 1
        return firsts, ends, masks

    @cached_property
    def lengths(self) -> NDArray[np.intp]:
        """Characters of each word."""
        return np.diff(self.starts).astype(np.intp)

    @cached_property
    def _heads(self) -> list[str]:
        """The first word of each block."""
        return self.texts(np.arange(0, len(self), _BLOCK))

    @cached_property
    def _places(self) -> memoryview:
        """The starts as plain numbers: an item of a memory view is got faster than one of an array."""
        return self.starts.data

    @cached_property
    def _kinds(self) -> NDArray[np.uint8]:
        """The kind of each character of ``letters``."""
        return _kinds(self.letters)


def letter_mask(text: str) -> np.uint32:
    """The letters of one word: a bit for each, and one more for those among the most frequent that it holds twice.

    An edit changes at most one bit to 1 and one to 0.
    """
    mask = 0
    for letter in text:
        bit = _BITS[ord(letter) % _KINDS]
        mask |= bit | (mask & bit & _OFTEN_TWICE) << _TWICE
    return np.uint32(mask)


def _masks(letters: str, starts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The letters of each word as bits; words start at these places, one after the other."""
    if not len(starts):
        return np.zeros(0, np.uint32)
    bits = _letter_bits(_kinds(letters))
    masks = np.bitwise_or.reduceat(bits, starts)
    for number in range(len(_LETTERS) - _TWICE, len(_LETTERS)):
        counts = np.add.reduceat(bits >> np.uint32(number) & np.uint32(1), starts)
        masks |= (counts > 1).astype(np.uint32) << np.uint32(number + _TWICE)
    return masks


def _kinds(text: str) -> NDArray[np.uint8]:
    """The kind of each character."""
    return _codes(text).astype(np.uint8) % np.uint8(_KINDS)


def _letter_bits(kinds: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The bit of each character."""
    return np.array(_BITS, np.uint32).take(kinds)


def _shared(letters: str, starts: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """How many first letters each word shares with the one before."""
    lengths = np.diff(starts).astype(np.intp)
    shared = np.zeros(len(lengths), np.uint8)
    codes = _codes(letters)
    alike = np.arange(1, len(lengths))
    for place in range(_MOST_SHARED):
        alike = alike[np.minimum(lengths[alike], lengths[alike - 1]) > place]
        if not len(alike):
            break
        alike = alike[codes[starts[alike] + np.uint32(place)] == codes[starts[alike - 1] + np.uint32(place)]]
        shared[alike] += 1
    return shared


def _codes(text: str) -> NDArray[np.uint32]:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
