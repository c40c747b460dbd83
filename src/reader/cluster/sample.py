"""Indexes of what the cluster gave: as the local one, but knowing how frequent words are in the whole library."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from reader.search.index import SearchIndex
from reader.search.segment import IndexedText, build_segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


class Sample(SearchIndex):
    """An index of a few articles, or of words alone, that stand for a library.

    Args:
        texts: the articles.
        frequencies: in how many passages of the library words stand, as far as is known.
        passages: how many the library has.
    """

    def __init__(self, texts: Iterable[IndexedText], frequencies: Mapping[str, int], passages: int) -> None:
        super().__init__(build_segment(texts))
        self._frequencies = frequencies
        self._passages = passages

    @classmethod
    def of_words(cls, frequencies: Mapping[str, int], pairs: Iterable[tuple[str, str]], passages: int) -> Sample:
        """An index of words alone, and of pairs of them."""
        everything = chain(frequencies, map(" ".join, pairs))
        return cls([IndexedText("", "", "\n\n".join(everything))], frequencies, passages)

    @cached_property
    def live_passages(self) -> int:
        """Passages of the library."""
        return max(self._passages, len(self.passage_spans))

    @cached_property
    def frequencies_before(self) -> NDArray[np.int64]:
        """See `SearchIndex.frequencies_before`; those of the library where they are known."""
        counts = np.diff(self.segments[0].posting_starts.astype(np.int64))
        for word, passages in self._frequencies.items():
            found = self.vocabulary.find(word)
            if found is not None:
                counts[found] = max(passages, counts[found])
        return np.concatenate(([0], np.cumsum(counts)))
