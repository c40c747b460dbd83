"""All words of an index in sorted order, kept in flat arrays so that opening them costs nothing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from collections.abc import Iterable

_LAST_CHARACTER = "\U0010ffff"
_LETTERS = 26


@dataclass(frozen=True)
class Vocabulary:
    """Sorted words, known by their place (``word id``). Immutable: any thread may read it."""

    letters: str
    """All words, one after the other."""
    starts: NDArray[np.uint32]
    """Where each word starts in ``letters``, and one more for the end."""
    _prefix_masks: dict[int, NDArray[np.uint32]] = field(default_factory=dict, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """A vocabulary of words that are sorted already."""
        listed = list(words)
        lengths = np.fromiter(map(len, listed), np.uint32, len(listed))
        return cls("".join(listed), np.concatenate(([0], np.cumsum(lengths))).astype(np.uint32))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def word(self, word_id: int) -> str:
        """The word of an id."""
        return self.letters[self.starts[word_id] : self.starts[word_id + 1]]

    def words(self, word_ids: NDArray[np.intp]) -> list[str]:
        """The words of many ids."""
        letters = self.letters
        ends = self.starts[word_ids + 1].tolist()
        return [letters[start:end] for start, end in zip(self.starts[word_ids].tolist(), ends, strict=True)]

    def find(self, word: str) -> int | None:
        """The id of a word, if it occurs."""
        place = bisect_left(range(len(self)), word, key=self.word)
        return place if place < len(self) and self.word(place) == word else None

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """The ids of all words that start with the prefix, as a range."""
        places = range(len(self))
        first = bisect_left(places, prefix, key=self.word)
        return first, bisect_left(places, prefix + _LAST_CHARACTER, lo=first, key=self.word)

    @cached_property
    def lengths(self) -> NDArray[np.uint8]:
        """Characters of each word, 255 for longer ones."""
        return np.minimum(np.diff(self.starts), 255).astype(np.uint8)

    def masks(self, first: int = 0) -> NDArray[np.uint32]:
        """One bit for each letter that the word holds, or that its ``first`` characters hold (0 for the whole word)."""
        found = self._prefix_masks.get(first)
        if found is None:
            with self._lock:
                found = self._prefix_masks[first] = self._compute_masks(first)
        return found

    def _compute_masks(self, first: int) -> NDArray[np.uint32]:
        """The masks of all words, worked out at once."""
        if not len(self):
            return np.zeros(0, np.uint32)
        bits = letter_bits(self.letters)
        if first:
            places = np.arange(len(bits), dtype=np.uint32)
            bits = np.where(
                places - np.repeat(self.starts[:-1], np.diff(self.starts)) < first, bits, np.uint32(0)
            )
        return np.bitwise_or.reduceat(bits, self.starts[:-1])


def letter_bits(text: str) -> NDArray[np.uint32]:
    """For each character the bit of its letter; other characters share the 26 bits by their code point."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.left_shift(np.uint32(1), (codes - ord("a")) % np.uint32(_LETTERS), dtype=np.uint32)


def letter_mask(text: str) -> np.uint32:
    """The letters of one word as a mask."""
    return np.bitwise_or.reduce(letter_bits(text), initial=np.uint32(0))
