"""The local index: passages of all articles with their words, in flat arrays.

Nothing in it is an object per word or per passage, so that the arrays can be written to files and mapped into memory as
they are. Postings are in CSR form: those of word ``w`` stand from ``posting_starts[w]`` to ``posting_starts[w + 1]``.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reader.search.passages import passages
from reader.search.tokens import raw_tokens, words_of
from reader.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_MOST_COUNTED = 255


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What is indexed of an article."""

    path: str
    title: str
    text: str
    """As long as the article's text; what should not be found in it is masked one for one."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The arrays of an index. Immutable: any thread may read it."""

    paths: tuple[str, ...]
    titles: tuple[str, ...]
    article_passages: NDArray[np.uint32]
    """First passage of each article, and one more for the end."""
    passage_articles: NDArray[np.uint32]
    """The article of each passage."""
    passage_spans: NDArray[np.uint32]
    """Start and end of each passage in its article's text, in code points."""
    passage_tokens: NDArray[np.uint32]
    """First token of each passage, and one more for the end."""
    tokens: NDArray[np.uint32]
    """The word id of each token of each passage, in the order of the text."""
    vocabulary: Vocabulary
    posting_starts: NDArray[np.uint32]
    posting_passages: NDArray[np.uint32]
    """The passages that hold a word, ascending."""
    posting_counts: NDArray[np.uint8]
    """How often the passage holds the word, at most 255."""
    pair_starts: NDArray[np.uint32]
    """Where the pairs that begin with each word start, and one more for the end."""
    pair_seconds: NDArray[np.uint32]
    """The words that follow each word somewhere, ascending."""

    def postings(self, word: int) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """The passages that hold a word, and how often."""
        held = slice(int(self.posting_starts[word]), int(self.posting_starts[word + 1]))
        return self.posting_passages[held], self.posting_counts[held]

    def followers(self, word: int) -> NDArray[np.uint32]:
        """The words that stand right after this one somewhere, ascending."""
        return self.pair_seconds[self.pair_starts[word] : self.pair_starts[word + 1]]

    def has_pair(self, first: int, second: int) -> bool:
        """Whether the two words stand side by side somewhere."""
        followers = self.followers(first)
        place = int(np.searchsorted(followers, second))
        return place < len(followers) and int(followers[place]) == second


class _WordIds(dict[str, tuple[int, ...]]):
    """Raw token -> the ids of its words; ids are given in the order of first use."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[str, int] = {}

    def __missing__(self, raw: str) -> tuple[int, ...]:
        found = self[raw] = tuple(self.ids.setdefault(word, len(self.ids)) for word in words_of(raw))
        return found


def build_index(texts: Iterable[IndexedText]) -> SearchIndex:
    """Index the texts, one after the other; only the arrays are kept, never the texts."""
    paths: list[str] = []
    titles: list[str] = []
    article_passages, passage_tokens = array("I", [0]), array("I", [0])
    spans, tokens = array("I"), array("I")
    word_ids = _WordIds()
    for item in texts:
        paths.append(item.path)
        titles.append(item.title)
        for start, end in passages(item.text):
            spans.extend((start, end))
            for raw in raw_tokens(item.text[start:end]):
                tokens.extend(word_ids[raw])
            passage_tokens.append(len(tokens))
        article_passages.append(len(passage_tokens) - 1)
    return _arranged(
        paths,
        titles,
        _numbers(article_passages),
        _numbers(passage_tokens),
        _numbers(spans),
        _numbers(tokens),
        word_ids.ids,
    )


def _numbers(items: array[int]) -> NDArray[np.uint32]:
    """An array as numpy sees it, without a copy."""
    return np.frombuffer(items, np.uint32) if items else np.zeros(0, np.uint32)


def _arranged(
    paths: list[str],
    titles: list[str],
    article_passages: NDArray[np.uint32],
    passage_tokens: NDArray[np.uint32],
    spans: NDArray[np.uint32],
    tokens: NDArray[np.uint32],
    ids: dict[str, int],
) -> SearchIndex:
    """The index with its words renumbered in sorted order, postings and pairs worked out."""
    words = sorted(ids)
    ranks = np.zeros(len(words), np.uint32)
    ranks[np.fromiter((ids[word] for word in words), np.intp, len(words))] = np.arange(len(words), dtype=np.uint32)
    tokens = ranks[tokens]
    passage_count = len(passage_tokens) - 1
    token_passages = np.repeat(np.arange(passage_count, dtype=np.uint32), np.diff(passage_tokens))
    keys, counts = np.unique(tokens.astype(np.uint64) << np.uint64(32) | token_passages, return_counts=True)
    inside = token_passages[1:] == token_passages[:-1]
    pairs = np.unique((tokens[:-1].astype(np.uint64) << np.uint64(32) | tokens[1:])[inside])
    return SearchIndex(
        paths=tuple(paths),
        titles=tuple(titles),
        article_passages=article_passages,
        passage_articles=np.repeat(np.arange(len(paths), dtype=np.uint32), np.diff(article_passages)),
        passage_spans=spans.reshape(-1, 2),
        passage_tokens=passage_tokens,
        tokens=tokens,
        vocabulary=Vocabulary.of(words),
        posting_starts=_starts(keys, len(words)),
        posting_passages=keys.astype(np.uint32),
        posting_counts=np.minimum(counts, _MOST_COUNTED).astype(np.uint8),
        pair_starts=_starts(pairs, len(words)),
        pair_seconds=pairs.astype(np.uint32),
    )


def _starts(keys: NDArray[np.uint64], words: int) -> NDArray[np.uint32]:
    """Where the keys of each word (their upper half) start among the sorted keys, and one more for the end."""
    return np.searchsorted(keys >> np.uint64(32), np.arange(words + 1, dtype=np.uint64)).astype(np.uint32)
