"""All words of an index in sorted order, kept in flat arrays so that opening them costs nothing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_LAST_CHARACTER = "\U0010ffff"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The words by their first letters: each entry stands for the words that begin alike.

    Entry ``n`` stands for the words from ``firsts[n]`` up to ``firsts[n + 1]``, as they are sorted; words shorter than
    the prefix are among them.
    """

    length: int
    firsts: NDArray[np.intp]
    """The first word of each entry, and one more for the end."""
    masks: NDArray[np.uint32]
    """The letters of each prefix, one bit each."""
    lengths: NDArray[np.uint8]
    """Characters of each entry's prefix: ``length``, or fewer for a shorter word."""


@dataclass(frozen=True)
class Vocabulary:
    """Sorted words, known by their place (``word id``). Immutable: any thread may read it."""

    letters: str
    """All words, one after the other."""
    starts: NDArray[np.uint32]
    """Where each word starts in ``letters``, and one more for the end."""
    _prefixes: dict[int, Prefixes] = field(default_factory=dict, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """A vocabulary of words that are sorted already."""
        listed = list(words)
        lengths = np.fromiter(map(len, listed), np.uint32, len(listed))
        return cls("".join(listed), np.concatenate(([0], np.cumsum(lengths))).astype(np.uint32))

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.starts) - 1

    def word(self, word_id: int) -> str:
        """The word of an id."""
        return self.letters[self.starts[word_id] : self.starts[word_id + 1]]

    def words(self, word_ids: NDArray[np.integer], longest: int = 0) -> list[str]:
        """The words of many ids, or their first ``longest`` characters."""
        letters = self.letters
        starts, ends = self.starts[word_ids], self.starts[word_ids + 1]
        if longest:
            ends = np.minimum(ends, starts + np.uint32(longest))
        return [letters[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def find(self, word: str) -> int | None:
        """The id of a word, if it occurs."""
        place = bisect_left(range(len(self)), word, key=self.word)
        return place if place < len(self) and self.word(place) == word else None

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """The ids of all words that start with the prefix, as a range."""
        places = range(len(self))
        first = bisect_left(places, prefix, key=self.word)
        return first, bisect_left(places, prefix + _LAST_CHARACTER, lo=first, key=self.word)

    def prefixes(self, length: int = 0) -> Prefixes:
        """The words by their first ``length`` characters (0: by all of them), worked out once."""
        found = self._prefixes.get(length)
        if found is None:
            found = self._by_prefix(length)
            with self._lock:
                self._prefixes[length] = found
        return found

    def _by_prefix(self, length: int) -> Prefixes:
        starts, lengths = self.starts[:-1], np.diff(self.starts)
        bits = letter_bits(self.letters)
        firsts = np.arange(len(self))
        if length and len(self):
            places = np.arange(len(bits), dtype=np.uint32) - np.repeat(starts, lengths)
            bits[places >= length] = 0
            lengths = np.minimum(lengths, length)
            cut = self.words(firsts, length)
            firsts = np.flatnonzero([True, *(one != other for one, other in zip(cut, cut[1:], strict=False))])
        masks = np.bitwise_or.reduceat(bits, starts[firsts]) if len(self) else bits
        return Prefixes(
            length,
            np.append(firsts, len(self)),
            masks,
            np.minimum(lengths[firsts], np.iinfo(np.uint8).max).astype(np.uint8),
        )


def letter_bits(text: str) -> NDArray[np.uint32]:
    """For each character the bit of its letter; other characters share the 26 bits by their code point."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.left_shift(np.uint32(1), (codes - ord("a")) % np.uint32(_LETTERS), dtype=np.uint32)


def letter_mask(text: str) -> np.uint32:
    """The letters of one word as a mask."""
    return np.uint32(np.bitwise_or.reduce(letter_bits(text), initial=np.uint32(0)))
