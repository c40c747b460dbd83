"""All words of an index in sorted order, kept in flat arrays so that they can be stored and opened as they are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LAST_CHARACTER = "\U0010ffff"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Group:
    """Beginnings of words, all of one length; each stands for a range of words, as they are sorted."""

    length: int
    firsts: NDArray[np.intp]
    """The first word that begins so."""
    ends: NDArray[np.intp]
    """The first word after it that does not."""
    masks: NDArray[np.uint32]
    """The letters of each beginning, one bit each."""
    cut: bool = False
    """Whether the words may be longer."""


@dataclass(frozen=True)
class Vocabulary:
    """Sorted words, known by their place (``word id``). Immutable: any thread may read it."""

    letters: str
    """All words, one after the other."""
    starts: NDArray[np.uint32]
    """Where each word starts in ``letters``, and one more for the end."""
    _groups: dict[tuple[int, bool], Group] = field(default_factory=dict, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @classmethod
    def of(cls, words: Sequence[str]) -> Vocabulary:
        """A vocabulary of words that are sorted already."""
        lengths = np.fromiter(map(len, words), np.uint32, len(words))
        return cls("".join(words), np.concatenate(([0], np.cumsum(lengths))).astype(np.uint32))

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.starts) - 1

    @cached_property
    def words(self) -> NDArray[np.object_]:
        """The words, by id."""
        letters, starts = self.letters, self.starts.tolist()
        words = np.empty(len(self), np.object_)
        words[:] = [letters[start:end] for start, end in pairwise(starts)]
        return words

    def find(self, word: str) -> int | None:
        """The id of a word, if it occurs."""
        place = bisect_left(self.words, word)
        return place if place < len(self) and self.words[place] == word else None

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """The ids of all words that start with the prefix, as a range."""
        first = bisect_left(self.words, prefix)
        return first, bisect_left(self.words, prefix + _LAST_CHARACTER, lo=first)

    @cached_property
    def lengths(self) -> NDArray[np.intp]:
        """Characters of each word."""
        return np.diff(self.starts).astype(np.intp)

    @cached_property
    def masks(self) -> NDArray[np.uint32]:
        """The letters of each word, one bit each."""
        if not len(self):
            return self._bits
        return np.asarray(np.bitwise_or.reduceat(self._bits, self.starts[:-1]), np.uint32)

    def whole(self, length: int) -> Group:
        """The words of a length."""
        return self._group(length, whole=True)

    def beginnings(self, length: int) -> Group:
        """The different beginnings of a length, of the words that are at least as long."""
        return self._group(length, whole=False)

    def _group(self, length: int, *, whole: bool) -> Group:
        """A group, worked out once."""
        found = self._groups.get((length, whole))
        if found is None:
            found = self._group_of_words(length) if whole else self._group_of_beginnings(length)
            with self._lock:
                self._groups[length, whole] = found
        return found

    def _group_of_words(self, length: int) -> Group:
        firsts = np.flatnonzero(self.lengths == length)
        return Group(length, firsts, firsts + 1, self.masks[firsts])

    def _group_of_beginnings(self, length: int) -> Group:
        new = np.flatnonzero(self._shared < length)
        firsts, ends = new, np.append(new[1:], len(self))
        long_enough = self.lengths[firsts] >= length
        firsts, ends = firsts[long_enough], ends[long_enough]
        masks = np.zeros(len(firsts), np.uint32)
        for place in range(length):
            masks |= self._bits[self.starts[firsts] + np.uint32(place)]
        return Group(length, firsts, ends, masks, cut=True)

    @cached_property
    def _bits(self) -> NDArray[np.uint32]:
        """The bit of each letter of ``letters``."""
        return letter_bits(self.letters)

    @cached_property
    def _shared(self) -> NDArray[np.intp]:
        """How many first letters each word shares with the one before."""
        shared = np.zeros(len(self), np.intp)
        codes = _codes(self.letters)
        alike = np.arange(1, len(self))
        while len(alike):
            place = int(shared[alike[0]])
            alike = alike[np.minimum(self.lengths[alike], self.lengths[alike - 1]) > place]
            alike = alike[codes[self.starts[alike] + place] == codes[self.starts[alike - 1] + place]]
            shared[alike] += 1
        return shared


def letter_bits(text: str) -> NDArray[np.uint32]:
    """For each character the bit of its letter; other characters share the 26 bits by their code point."""
    letters = (_codes(text) - ord("a")) % np.uint32(_LETTERS)
    return np.asarray(np.uint32(1) << letters, np.uint32)


def letter_mask(text: str) -> np.uint32:
    """The letters of one word as a mask."""
    return np.uint32(np.bitwise_or.reduce(letter_bits(text), initial=np.uint32(0)))


def _codes(text: str) -> NDArray[np.uint32]:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
