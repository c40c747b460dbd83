"""The index that searches look into: a main segment, a small newer one beside it, and which articles are still there.

The words of both have common ids: those of the main segment first, then those that are only in the newer one. What says
how frequent a word is counts only articles that are still there, so that answers are those of an index made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import Joined, distinct, ranges
from reader.search.segment import IndexedText, Segment, build_segment
from reader.search.vocabulary import Vocabulary
from reader.search.words import WordList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["IndexedText", "Part", "SearchIndex", "base_words", "build_index"]

_NEW = -1


@dataclass(frozen=True, slots=True)
class Part:
    """What the index has of one segment, with the common ids of words."""

    tokens: NDArray[np.uint32]
    passage_tokens: NDArray[np.uint32]
    posting_starts: NDArray[np.uint32]
    posting_passages: NDArray[np.uint32]
    posting_counts: NDArray[np.uint8]
    pair_starts: NDArray[np.uint32]
    pair_seconds: NDArray[np.uint32]
    first_passage: int
    """The number in the index of the segment's first passage."""

    def posting_ranges(self, words: NDArray[np.intp]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Where the postings of each word start and end."""
        return self.posting_starts[words], self.posting_starts[words + 1]


class SearchIndex:
    """Segments as one index. Immutable: any thread may read it.

    Args:
        main: the main segment.
        newer: articles that are newer than those of the main segment.
        alive: for each article of both whether it is still there; None when all are.
        known: for each word of ``newer`` its id in ``main``, as `base_words` finds it.
    """

    def __init__(
        self,
        main: Segment,
        newer: Segment | None = None,
        alive: NDArray[np.bool_] | None = None,
        known: NDArray[np.int64] | None = None,
    ) -> None:
        self.segments = (main,) if newer is None else (main, newer)
        self.alive = alive
        """For each article whether it is still there; None when all are."""
        newer_words, self.parts = _parts(main, newer, known)
        self.vocabulary = Vocabulary(main.words, newer_words)
        if alive is not None and len(gone := self._gone_words()):
            held = np.zeros(len(self.vocabulary), np.bool_)
            held[gone] = True
            self.vocabulary = Vocabulary(main.words, newer_words, held)

    @cached_property
    def article_count(self) -> int:
        """Articles, those that are gone among them."""
        return sum(map(len, self.segments))

    @cached_property
    def live_passages(self) -> int:
        """Passages of the articles that are still there."""
        return len(self.passage_spans) if self.alive_passages is None else int(np.sum(self.alive_passages))

    @cached_property
    def article_passages(self) -> NDArray[np.uint32]:
        """First passage of each article, and one more for the end."""
        return _continued([segment.article_passages for segment in self.segments])

    @cached_property
    def passage_articles(self) -> NDArray[np.uint32]:
        """The article of each passage."""
        main, *newer = self.segments
        shifted = [segment.passage_articles + np.uint32(len(main)) for segment in newer]
        return np.concatenate((main.passage_articles, *shifted)) if newer else main.passage_articles

    @cached_property
    def passage_spans(self) -> NDArray[np.uint32]:
        """Start and end of each passage in its article's text, in code points."""
        main, *newer = self.segments
        return np.concatenate((main.passage_spans, newer[0].passage_spans)) if newer else main.passage_spans

    @cached_property
    def passage_tokens(self) -> NDArray[np.uint32]:
        """First token of each passage, and one more for the end."""
        return _continued([part.passage_tokens for part in self.parts])

    @cached_property
    def tokens(self) -> Joined[np.uint32]:
        """The word id of each token of each passage, in the order of the text."""
        return Joined([part.tokens for part in self.parts])

    @cached_property
    def alive_passages(self) -> NDArray[np.bool_] | None:
        """For each passage whether its article is still there; None when all are."""
        return None if self.alive is None else self.alive[self.passage_articles]

    @cached_property
    def frequencies_before(self) -> NDArray[np.int64]:
        """Passages that hold each word, summed over all words before; one more for the end.

        The words from ``first`` up to ``end`` are held ``frequencies_before[end] - frequencies_before[first]`` times.
        """
        summed = np.zeros(len(self.vocabulary) + 1, np.int64)
        for part in self.parts:
            summed += part.posting_starts
        if self.alive is not None:
            lost = np.bincount(self._dead_postings >> np.uint64(32), minlength=len(self.vocabulary))
            summed[1:] -= np.cumsum(lost)
        return summed

    def frequencies(self, words: NDArray[np.intp]) -> NDArray[np.int64]:
        """How many passages hold each of the words."""
        return self.frequencies_before[words + 1] - self.frequencies_before[words]

    def word_counts(self) -> dict[str, int]:
        """In how many passages each word stands."""
        ids = np.flatnonzero(np.diff(self.frequencies_before))
        return dict(zip(self.vocabulary.texts(ids), self.frequencies(ids).tolist(), strict=True))

    def path(self, article: int) -> str:
        """An article's path."""
        segment, place = self._place(article)
        return str(segment.paths[place])

    def title(self, article: int) -> str:
        """An article's title."""
        segment, place = self._place(article)
        return str(segment.titles[place])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The articles that are still there, by path."""
        named = (path for segment in self.segments for path in segment.paths)
        return {path: number for number, path in enumerate(named) if self.alive is None or self.alive[number]}

    def has_pair(self, first: int, second: int) -> bool:
        """Whether the two words stand side by side somewhere."""
        for part in self.parts:
            followers = part.pair_seconds[int(part.pair_starts[first]) : int(part.pair_starts[first + 1])]
            place = int(np.searchsorted(followers, second))
            if place < len(followers) and int(followers[place]) == second:
                return True
        return False

    def _place(self, article: int) -> tuple[Segment, int]:
        """The segment of an article, and its number there."""
        first = len(self.segments[0])
        return (self.segments[0], article) if article < first else (self.segments[-1], article - first)

    @cached_property
    def _dead_postings(self) -> NDArray[np.uint64]:
        """The words and passages of articles that are gone, as ``word << 32 | passage``."""
        dead = np.zeros(0, np.intp) if self.alive is None else np.flatnonzero(~self.alive)
        passages = ranges(self.article_passages[dead], self.article_passages[dead + 1])
        starts, ends = self.passage_tokens[passages], self.passage_tokens[passages + 1]
        words = self.tokens[ranges(starts, ends)].astype(np.uint64)
        return distinct(words << np.uint64(32) | np.repeat(passages, ends - starts).astype(np.uint64))

    def _gone_words(self) -> NDArray[np.int64]:
        """The words that stood only in articles that are gone."""
        lost = distinct(self._dead_postings >> np.uint64(32)).astype(np.int64)
        return np.compress(self.frequencies(lost) == 0, lost)


def build_index(texts: Iterable[IndexedText]) -> SearchIndex:
    """Index the texts, one after the other; only the arrays are kept, never the texts."""
    return SearchIndex(build_segment(texts))


def base_words(main: WordList, newer: WordList) -> NDArray[np.int64]:
    """For each word of the newer list its id in the main one; -1 when it is not there."""
    known = np.full(len(newer), _NEW, np.int64)
    low = 0
    for place, word in enumerate(newer.texts(np.arange(len(newer)))):
        low = main.first_from(word, low)
        if low < len(main) and main[low] == word:
            known[place] = low
    return known


def _continued(starts: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """The starts of several segments as those of one."""
    first, *others = starts
    return np.concatenate((first, *(more[1:] + first[-1] for more in others))) if others else first


def _parts(main: Segment, newer: Segment | None, known: NDArray[np.int64] | None) -> tuple[WordList, tuple[Part, ...]]:
    """The words that only the newer segment has, and both segments with common ids."""
    if newer is None:
        return WordList.of(()), (_part(main, 0, 0),)
    ids = base_words(main.words, newer.words) if known is None else known.copy()
    extra = np.flatnonzero(ids == _NEW)
    ids[extra] = len(main.words) + np.arange(len(extra))
    words = WordList.of(newer.words.texts(extra))
    return words, (_part(main, 0, len(extra)), _renumbered(newer, ids, len(main.words) + len(extra), main))


def _part(segment: Segment, first_passage: int, more_words: int) -> Part:
    """A segment whose words keep their ids, with room for words that it does not have."""
    room = np.full(more_words, segment.posting_starts[-1]), np.full(more_words, segment.pair_starts[-1])
    return Part(
        segment.tokens,
        segment.passage_tokens,
        np.append(segment.posting_starts, room[0]) if more_words else segment.posting_starts,
        segment.posting_passages,
        segment.posting_counts,
        np.append(segment.pair_starts, room[1]) if more_words else segment.pair_starts,
        segment.pair_seconds,
        first_passage,
    )


def _renumbered(segment: Segment, ids: NDArray[np.int64], words: int, after: Segment) -> Part:
    """A segment whose words get other ids, of so many."""
    order = np.argsort(ids)
    counts = np.diff(segment.posting_starts)
    places = ranges(segment.posting_starts[order], segment.posting_starts[order + 1])
    starts = np.zeros(words + 1, np.uint32)
    starts[ids + 1] = counts
    firsts = np.repeat(ids, np.diff(segment.pair_starts)).astype(np.uint64)
    pairs = np.sort(firsts << np.uint64(32) | ids[segment.pair_seconds].astype(np.uint64))
    pair_starts = np.searchsorted(pairs, np.arange(words + 1, dtype=np.uint64) << np.uint64(32)).astype(np.uint32)
    return Part(
        ids.astype(np.uint32)[segment.tokens],
        segment.passage_tokens,
        np.cumsum(starts, dtype=np.uint32),
        segment.posting_passages[places],
        segment.posting_counts[places],
        pair_starts,
        pairs.astype(np.uint32),
        len(after.passage_spans),
    )
