"""All words of an index: the sorted ones of its main segment, then those that only newer articles have."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from reader.search.words import WordList

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_REMEMBERED = 1 << 12
"""Words that were looked for: parts of what is being typed are looked for again and again."""
_OFTEN = 8
"""Times after which texts are worth being kept."""


@dataclass(frozen=True, slots=True)
class Group:
    """Beginnings of words, all of one length; each stands for a range of words."""

    length: int
    firsts: NDArray[np.intp]
    """The first word that begins so."""
    ends: NDArray[np.intp]
    """The first word after it that does not."""
    masks: NDArray[np.uint32]
    """The letters of each beginning, one bit each."""
    texts: Callable[[NDArray[np.intp]], list[str]]
    """Gives the beginnings at these places of the group."""


class _GroupTexts:
    """The beginnings of a group: cut out of the words at first, all kept once they are asked for often."""

    def __init__(self, vocabulary: Vocabulary, length: int, firsts: NDArray[np.intp]) -> None:
        self._vocabulary = vocabulary
        self._length = length
        self._firsts = firsts
        self._asked = 0
        self._all: NDArray[np.object_] | None = None

    def __call__(self, places: NDArray[np.intp]) -> list[str]:
        """The beginnings at these places of the group."""
        self._asked += 1
        if self._asked == _OFTEN:
            self._all = np.array(self._vocabulary.texts(self._firsts, self._length), object)
        if self._all is not None:
            found: list[str] = self._all[places].tolist()
            return found
        return self._vocabulary.texts(self._firsts[places], self._length)


@dataclass(frozen=True)
class Vocabulary:
    """Words, known by their ids: places in the first list, then in the second. Any thread may read it."""

    main: WordList
    newer: WordList = field(default_factory=lambda: WordList.of(()))
    """Words that are not in the first list."""
    gone: NDArray[np.bool_] | None = None
    """Whether no article holds a word any more, by id; None when none is gone."""
    _groups: dict[tuple[int, bool], Group] = field(default_factory=dict, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def __len__(self) -> int:
        """How many ids there are."""
        return len(self.main) + len(self.newer)

    def __getitem__(self, word: int) -> str:
        """A word by its id."""
        return self.main[word] if word < len(self.main) else self.newer[word - len(self.main)]

    def texts(self, words: NDArray[np.integer], length: int | None = None) -> list[str]:
        """The words of these ids, which ascend, or only so many of their first letters."""
        split = int(np.searchsorted(words, len(self.main)))
        found = self.main.texts(words[:split], length)
        return found + self.newer.texts(words[split:] - len(self.main), length) if split < len(words) else found

    @cached_property
    def find(self) -> Callable[[str], int | None]:
        """Gives the id of a word, if an article holds it."""
        return lru_cache(_REMEMBERED)(self._find)

    def _find(self, word: str) -> int | None:
        found = self.main.find(word)
        if found is None and len(self.newer):
            newer = self.newer.find(word)
            found = None if newer is None else newer + len(self.main)
        return None if found is None or (self.gone is not None and self.gone[found]) else found

    def prefix_ranges(self, prefix: str) -> list[range]:
        """The ids of all words that start with the prefix."""
        found = [self.main.prefix_range(prefix)]
        if len(self.newer):
            newer = self.newer.prefix_range(prefix)
            found.append(range(newer.start + len(self.main), newer.stop + len(self.main)))
        return found

    @cached_property
    def lengths(self) -> NDArray[np.intp]:
        """Characters of each word."""
        return np.concatenate((self.main.lengths, self.newer.lengths)) if len(self.newer) else self.main.lengths

    @cached_property
    def longest(self) -> int:
        """Characters of the longest word; 0 when there is none."""
        return int(self.lengths.max(initial=0))

    @cached_property
    def masks(self) -> NDArray[np.uint32]:
        """The letters of each word, one bit each."""
        return np.concatenate((self.main.masks, self.newer.masks)) if len(self.newer) else self.main.masks

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
        return Group(length, firsts, firsts + 1, self.masks[firsts], _GroupTexts(self, length, firsts))

    def _group_of_beginnings(self, length: int) -> Group:
        firsts, ends, masks = self.main.beginnings(length)
        if len(self.newer):
            newer, shift = self.newer.beginnings(length), len(self.main)
            firsts = np.concatenate((firsts, newer[0] + shift))
            ends = np.concatenate((ends, newer[1] + shift))
            masks = np.concatenate((masks, newer[2]))
        return Group(length, firsts, ends, masks, _GroupTexts(self, length, firsts))
