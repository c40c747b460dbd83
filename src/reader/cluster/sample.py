"""Indexes of what the cluster gave: as the local one, but with the words and frequencies of the whole library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from reader.cluster.documents import path_of
from reader.search.index import SearchIndex
from reader.search.readings import QueryReader
from reader.search.segment import MOST_COUNTED, Segment, owners, pair_keys
from reader.search.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from reader.cluster.words import LibraryWords
    from reader.search.expansion import Expansion

_UPPER_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What the cluster has of an article."""

    path: str
    title: str
    digest: str
    spans: NDArray[np.uint32]
    """Start and end of each passage in the text."""
    lengths: NDArray[np.uint32]
    """Tokens of each passage."""
    tokens: NDArray[np.uint32]
    """The ids of its words, in order."""

    @classmethod
    def of(cls, document: Mapping[str, Any], words: LibraryWords) -> StoredArticle:
        """The article of a document."""
        spans = np.array(document["spans"], np.uint32).reshape(-1, 2)
        lines = document["words"].split("\n")[: len(spans)]
        lengths = np.fromiter((line.count(" ") + 1 if line else 0 for line in lines), np.uint32, len(lines))
        ids = map(words.ids.get, document["words"].split(), repeat(words.unknown))
        tokens = np.fromiter(ids, np.uint32, int(np.sum(lengths)))
        return cls(path_of(document), document["title"], document["digest"], spans, lengths, tokens)


class Sample(SearchIndex):
    """An index of a few articles that stand for a library.

    Args:
        words: those of the library.
        articles: all that words and passages are looked for in.
    """

    def __init__(self, words: LibraryWords, articles: Sequence[StoredArticle]) -> None:
        super().__init__(_segment(words, articles))
        self.vocabulary = words.vocabulary
        self._words = words

    @classmethod
    def of_pairs(cls, words: LibraryWords, pairs: Iterable[tuple[int, int]]) -> Sample:
        """An index of words side by side alone."""
        tokens = np.array(list(pairs), np.uint32).reshape(-1, 2)
        lengths = np.full(len(tokens), 2, np.uint32)
        return cls(words, [StoredArticle("", "", "", np.zeros_like(tokens), lengths, tokens.ravel())])

    @cached_property
    def live_passages(self) -> int:
        """Passages of the library."""
        return max(self._words.passages, len(self.passage_spans))

    @cached_property
    def frequencies_before(self) -> NDArray[np.int64]:
        """See `SearchIndex.frequencies_before`; those of the library."""
        return self._words.frequencies_before


class SampleReader(QueryReader):
    """Finds out what typed words may mean in a library of which there is a sample.

    Args:
        index: the sample.
        pairs: words side by side, by their ids, with the number of articles of the library that hold them.
        expansion: says what a word may mean by itself.
    """

    def __init__(
        self, index: Sample, pairs: Mapping[tuple[int, int], int], expansion: Callable[[str, bool], Expansion]
    ) -> None:
        super().__init__(index, expansion)
        self._known = pairs

    def pair_frequency(self, first: int, second: int) -> int:
        """See `QueryReader.pair_frequency`; of the library, as far as is known."""
        return max(super().pair_frequency(first, second), self._known.get((first, second), 0))


def _segment(words: LibraryWords, articles: Sequence[StoredArticle]) -> Segment:
    """The segment of articles whose words have ids already."""
    nothing = [np.zeros(0, np.uint32)]
    lengths = np.concatenate([item.lengths for item in articles] or nothing)
    tokens = np.concatenate([item.tokens for item in articles] or nothing)
    article_passages = _starts([len(item.lengths) for item in articles])
    passage_tokens = _starts(lengths)
    keys, counts = np.unique(tokens.astype(np.uint64) << _UPPER_HALF | owners(passage_tokens), return_counts=True)
    pairs = pair_keys(tokens, passage_tokens)
    return Segment(
        paths=Texts.of([item.path for item in articles]),
        titles=Texts.of([item.title for item in articles]),
        sizes=np.zeros(len(articles), np.int64),
        modified_ns=np.zeros(len(articles), np.int64),
        sha256=np.zeros((len(articles), 0), np.uint8),
        article_passages=article_passages,
        passage_articles=owners(article_passages),
        passage_spans=np.concatenate([item.spans for item in articles] or nothing).reshape(-1, 2),
        passage_tokens=passage_tokens,
        tokens=tokens,
        words=words.vocabulary.main,
        posting_starts=_word_starts(keys, len(words.vocabulary)),
        posting_passages=keys.astype(np.uint32),
        posting_counts=np.minimum(counts, MOST_COUNTED).astype(np.uint8),
        pair_starts=_word_starts(pairs, len(words.vocabulary)),
        pair_seconds=pairs.astype(np.uint32),
    )


def _starts(lengths: Sequence[int] | NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where things of these lengths start that follow each other, and one more for the end."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.uint32)


def _word_starts(keys: NDArray[np.uint64], words: int) -> NDArray[np.uint32]:
    """As `starts_of`, faster for few keys of many words."""
    held = (keys >> _UPPER_HALF).astype(np.intp)
    gaps = np.diff(np.concatenate(([-1], held, [words])))
    return np.repeat(np.arange(len(keys) + 1, dtype=np.uint32), gaps)
