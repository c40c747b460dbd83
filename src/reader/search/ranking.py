"""How well articles and their passages answer a query, in two stages over flat arrays.

First every passage gets, for each typed word, the value of the best reading that it holds; an article gets the best of
its passages and a share for what stands elsewhere in it. Then the best articles are read again, token by token, for how
near together the words stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import ranges
from reader.search.proximity import RankedPassage, reread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex
    from reader.search.readings import Slot

ARTICLE_SHARE = 0.5
"""How much of an article's score comes from the words that it holds anywhere; the rest from its best passage."""
REPEAT_GAIN = 0.15
"""A word that stands e times as often in a passage is worth this much more, as a share."""
FAR_SHARE = 0.5
"""Passages with less than this share of the best one's score do not speak for their articles."""
_REPEAT_GAINS = (1 + REPEAT_GAIN * np.log(np.maximum(np.arange(256), 1))).astype(np.float32)


def rank(
    index: SearchIndex, slots: list[Slot], allowed: NDArray[np.bool_] | None, most: int
) -> Iterator[RankedPassage]:
    """The passages of the best articles, best first.

    Args:
        index: where to look.
        slots: the readings of each typed word, with their values.
        allowed: which passages may answer; None for all.
        most: articles at most.
    """
    passages = np.zeros(len(index.passage_spans), np.float32)
    articles = np.zeros(index.article_count, np.float32)
    for slot in slots:
        passage_values, article_values = _best_readings(index, slot)
        passages += passage_values
        articles += article_values
    if allowed is not None:
        passages[~allowed] = 0
        permitted = np.zeros(len(articles), np.bool_)
        permitted[index.passage_articles[allowed]] = True
        articles[~permitted] = 0
    scores = ARTICLE_SHARE * articles + (1 - ARTICLE_SHARE) * _best_passages(index, passages)
    chosen = _highest(scores, most)
    if not len(chosen):
        return
    for item in reread(index, slots, np.sort(chosen)):
        if allowed is None or allowed[item.passage]:
            yield item


def _best_readings(index: SearchIndex, slot: Slot) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each passage, and for each article, the value of the best reading of one typed word that it holds."""
    in_passage = np.zeros(len(index.passage_spans), np.float32)
    in_article = np.zeros(index.article_count, np.float32)
    # Of values assigned to one place the last one stays, so the best readings come last.
    order = np.argsort(slot.values, kind="stable")
    for part in index.parts:
        starts, ends = part.posting_ranges(slot.words[order])
        places = ranges(starts, ends)
        passages = part.posting_passages[places] + np.uint32(part.first_passage)
        values = np.repeat(slot.values[order], ends - starts)
        values *= _REPEAT_GAINS[part.posting_counts[places]]
        in_passage[passages] = values
        in_article[index.passage_articles[passages]] = values
    for value, passages in zip(slot.pair_values, slot.pair_passages, strict=True):
        in_passage[passages] = np.maximum(in_passage[passages], value)
        articles = index.passage_articles[passages]
        in_article[articles] = np.maximum(in_article[articles], value)
    return in_passage, in_article


def _highest(scores: NDArray[np.float32], most: int) -> NDArray[np.intp]:
    """The places of the highest scores over 0, in no order."""
    places = np.argpartition(scores, -most)[-most:] if most < len(scores) else np.arange(len(scores))
    return places[scores[places] > 0]


def _best_passages(index: SearchIndex, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each article the score of its best passage; 0 where that is far from the best of all."""
    best = np.zeros(index.article_count, np.float32)
    near = np.flatnonzero(scores > FAR_SHARE * scores.max(initial=0))
    owners = index.passage_articles[near]
    firsts = np.flatnonzero(np.diff(owners, prepend=np.uint32(len(best))))
    if len(firsts):
        best[owners[firsts]] = np.maximum.reduceat(scores[near], firsts)
    return best
