"""Segments become one, from their arrays alone: what was indexed once is never read again.

The arrays come one at a time, so that they can go to a file without being in memory all at once.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import distinct, ranges
from reader.search.segment import Segment, owners, pair_keys
from reader.search.texts import Texts
from reader.search.words import WordList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_STRETCH = 1 << 20
"""Postings worked on at a time."""
_WORDS = 1 << 14
"""Words whose pairs are worked on at a time."""
_STAMPS = ("sizes", "modified_ns", "sha256")


class _Source:
    """A segment and which of its articles go on."""

    def __init__(self, segment: Segment, kept: NDArray[np.bool_] | None) -> None:
        self.segment = segment
        self.articles = np.arange(len(segment)) if kept is None else np.flatnonzero(kept)
        self.is_whole = len(self.articles) == len(segment)

    @cached_property
    def passages(self) -> NDArray[np.intp]:
        """The passages of these articles."""
        starts = self.segment.article_passages
        return ranges(starts[self.articles], starts[self.articles + 1])

    @cached_property
    def passage_lengths(self) -> NDArray[np.uint32]:
        """How many tokens each of these passages has."""
        return np.diff(self.segment.passage_tokens)[self.passages]

    @cached_property
    def tokens(self) -> NDArray[np.uint32]:
        """The tokens of these passages."""
        if self.is_whole:
            return self.segment.tokens
        starts = self.segment.passage_tokens[self.passages]
        return self.segment.tokens[ranges(starts, starts + self.passage_lengths)]

    @cached_property
    def word_ids(self) -> NDArray[np.intp]:
        """The words that stand in them."""
        if self.is_whole:
            return np.arange(len(self.segment.words))
        held = np.zeros(len(self.segment.words), np.bool_)
        held[self.tokens] = True
        return np.flatnonzero(held)

    def postings(self, words: slice) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint8]]:
        """For a stretch of the segment's words the postings in these passages: word, passage (anew), count."""
        segment = self.segment
        starts = segment.posting_starts[words.start : words.stop + 1]
        held = slice(int(starts[0]), int(starts[-1]))
        ids, passages = owners(starts) + np.uint32(words.start), segment.posting_passages[held]
        counts = segment.posting_counts[held]
        if self.is_whole:
            return ids, passages, counts
        anew = np.full(len(segment.passage_spans), len(self.passages), np.uint32)
        anew[self.passages] = np.arange(len(self.passages), dtype=np.uint32)
        passages = anew[passages]
        kept = passages < len(self.passages)
        return ids[kept], passages[kept], counts[kept]

    def pairs(self, anew: NDArray[np.uint32]) -> NDArray[np.uint64]:
        """The pairs in these passages, ascending; ``anew`` gives the words their new ids, in the same order."""
        segment = self.segment
        if self.is_whole:
            keys = anew[owners(segment.pair_starts)].astype(np.uint64)
            keys <<= np.uint64(32)
            keys |= anew[segment.pair_seconds]
            return keys
        starts = np.concatenate(([0], np.cumsum(self.passage_lengths))).astype(np.uint32)
        return pair_keys(anew[self.tokens], starts)


def merged_arrays(
    segments: Sequence[Segment], kept: Sequence[NDArray[np.bool_] | None]
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The arrays of one segment with the kept articles of all these, in their order, as `Segment.of_arrays` takes them.

    Args:
        segments: what to merge.
        kept: for each segment which of its articles go on; None for all.
    """
    sources = [_Source(*item) for item in zip(segments, kept, strict=True)]
    for name in ("paths", "titles"):
        merged = Texts.of(getattr(item.segment, name)[int(at)] for item in sources for at in item.articles)
        yield name, merged.data
        yield f"{name}_starts", merged.starts
    for name in _STAMPS:
        yield name, np.concatenate([getattr(item.segment, name)[item.articles] for item in sources])
    article_passages = _starts([np.diff(item.segment.article_passages)[item.articles] for item in sources])
    yield "article_passages", article_passages
    yield "passage_articles", owners(article_passages)
    yield "passage_spans", np.concatenate([item.segment.passage_spans[item.passages] for item in sources])
    yield "passage_tokens", _starts([item.passage_lengths for item in sources])
    words, anew = _merged_words(sources)
    yield from (("letters", np.frombuffer(words.letters.encode("utf-8", "surrogatepass"), np.uint8)),)
    yield from (("word_starts", words.starts), ("word_masks", words.masks), ("word_shared", words.shared))
    yield "tokens", _merged_tokens(sources, anew)
    yield from _merged_postings(sources, anew, len(words))
    yield from _merged_pairs(sources, anew, len(words))


def merge(segments: Sequence[Segment], kept: Sequence[NDArray[np.bool_] | None]) -> Segment:
    """The same as a segment in memory."""
    return Segment.of_arrays(dict(merged_arrays(segments, kept)))


def _starts(lengths: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """Where things of these lengths start, one after the other, and one more for the end."""
    return np.concatenate(([0], np.cumsum(np.concatenate(lengths)))).astype(np.uint32)


def _merged_words(sources: list[_Source]) -> tuple[WordList, list[NDArray[np.uint32]]]:
    """All words in order, and for each segment the new ids of its words."""
    texts = [item.segment.words.texts(item.word_ids) for item in sources]
    words = sorted(set().union(*texts))
    places = {word: place for place, word in enumerate(words)}
    anew = []
    for item, held in zip(sources, texts, strict=True):
        ids = np.zeros(len(item.segment.words), np.uint32)
        ids[item.word_ids] = np.fromiter(map(places.__getitem__, held), np.uint32, len(held))
        anew.append(ids)
    return WordList.of(words), anew


def _merged_tokens(sources: list[_Source], anew: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """The tokens of all passages, by the new ids of their words."""
    ends = [0, *accumulate(len(item.tokens) for item in sources)]
    tokens = np.empty(ends[-1], np.uint32)
    for item, ids, start in zip(sources, anew, ends, strict=False):
        np.take(ids, item.tokens, out=tokens[start : start + len(item.tokens)], mode="clip")
    return tokens


def _merged_postings(
    sources: list[_Source], anew: list[NDArray[np.uint32]], words: int
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The postings: those of a word stand in the order of the segments, since that is the order of the passages."""
    before = [0, *accumulate(len(item.passages) for item in sources)]
    starts = np.zeros(words + 1, np.int64)
    for source, ids in zip(sources, anew, strict=True):
        for stretch in _stretches(source.segment):
            held, _, _ = source.postings(stretch)
            starts[1:] += np.bincount(ids[held], minlength=words)
    np.cumsum(starts, out=starts)
    yield "posting_starts", starts.astype(np.uint32)
    passages, repeats = np.zeros(starts[-1], np.uint32), np.zeros(starts[-1], np.uint8)
    free = starts[:-1].copy()
    for source, ids, first in zip(sources, anew, before, strict=False):
        for stretch in _stretches(source.segment):
            held, where, often = source.postings(stretch)
            new_ids = ids[held]
            each = np.bincount(new_ids, minlength=words)
            used = np.flatnonzero(each)
            places = ranges(free[used], free[used] + each[used])
            free[used] += each[used]
            passages[places] = where + np.uint32(first)
            repeats[places] = often
    yield "posting_passages", passages
    yield "posting_counts", repeats


def _stretches(segment: Segment) -> Iterator[slice]:
    """The words of a segment, in stretches that have about so many postings."""
    start, words = 0, len(segment.words)
    while start < words:
        target = int(segment.posting_starts[start]) + _STRETCH
        end = max(start + 1, int(np.searchsorted(segment.posting_starts, target)))
        yield slice(start, min(end, words))
        start = min(end, words)


def _merged_pairs(
    sources: list[_Source], anew: list[NDArray[np.uint32]], words: int
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The pairs of all segments, each once; some words at a time."""
    keys = [item.pairs(ids) for item, ids in zip(sources, anew, strict=True)]
    counts, seconds = [np.zeros(1, np.int64)], []
    for start in range(0, words, _WORDS):
        bounds = np.array([start, min(start + _WORDS, words)], np.uint64)
        limits = (np.searchsorted(item, bounds << np.uint64(32)) for item in keys)
        pairs = distinct(np.concatenate([item[low:high] for item, (low, high) in zip(keys, limits, strict=True)]))
        firsts = (pairs >> np.uint64(32)).astype(np.intp) - start
        counts.append(np.bincount(firsts, minlength=int(bounds[1]) - start))
        seconds.append(pairs.astype(np.uint32))
    yield "pair_starts", np.cumsum(np.concatenate(counts)).astype(np.uint32)
    yield "pair_seconds", np.concatenate([np.zeros(0, np.uint32), *seconds])
