"""How well articles and their passages answer a query, in two stages over flat arrays.

First every passage gets, for each typed word, the value of the best reading that it holds; an article gets the best of
its passages and a share for what stands elsewhere in it. Then the best articles are read again, token by token, for how
near together the words stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import first_places, ranges
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


@dataclass(frozen=True, slots=True)
class Permitted:
    """What may answer."""

    articles: NDArray[np.bool_]
    passages: NDArray[np.bool_]
    """None but those of these articles, and some of each."""


def rank(index: SearchIndex, slots: list[Slot], permitted: Permitted | None, most: int) -> Iterator[RankedPassage]:
    """The passages of the best articles, best first; equal ones by their paths, in whatever order they were indexed.

    Args:
        index: where to look.
        slots: the readings of each typed word, with their values.
        permitted: what may answer; None for all.
        most: articles at most.
    """
    (passages, articles), *others = (_best_readings(index, slot) for slot in slots)
    for more_passages, more_articles in others:
        passages += more_passages
        articles += more_articles
    answering = passages
    if permitted is not None:
        answering = np.where(permitted.passages, passages, np.float32(0))
        articles[~permitted.articles] = 0
    scores = ARTICLE_SHARE * articles + (1 - ARTICLE_SHARE) * _best_passages(index, answering)
    chosen = _highest(index, scores, most)
    candidates = ranges(index.article_passages[chosen], index.article_passages[chosen + 1])
    candidates = candidates[passages[candidates] > 0]
    if not len(candidates):
        return
    for item in reread(index, slots, candidates):
        if permitted is None or permitted.passages[item.passage]:
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
    for item in slot.pairs:
        in_passage[item.passages] = np.maximum(in_passage[item.passages], item.value)
        articles = index.passage_articles[item.passages]
        in_article[articles] = np.maximum(in_article[articles], item.value)
    return in_passage, in_article


def _highest(index: SearchIndex, scores: NDArray[np.float32], most: int) -> NDArray[np.intp]:
    """The articles of the highest scores over 0, ascending; of equal ones those whose paths come first."""
    places = np.flatnonzero(scores > FAR_SHARE * scores.max(initial=0))
    if len(places) < most:
        places = np.flatnonzero(scores)
    if len(places) <= most:
        return places
    least = np.partition(scores[places], -most)[-most]
    above = places[scores[places] > least]
    equal = sorted(places[scores[places] == least].tolist(), key=index.path)
    return np.sort(np.append(above, equal[: most - len(above)]))


def _best_passages(index: SearchIndex, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each article the score of its best passage; 0 where that is far from the best of all."""
    best = np.zeros(index.article_count, np.float32)
    near = np.flatnonzero(scores > FAR_SHARE * scores.max(initial=0))
    owners = index.passage_articles[near]
    firsts = first_places(owners)
    if len(firsts):
        best[owners[firsts]] = np.maximum.reduceat(scores[near], firsts)
    return best
