"""How well articles and their passages answer a query, in two stages over flat arrays.

First every passage gets, for each typed word, the value of the best reading that it holds: the rarity of the word's whole
group of readings less the reading's penalty, both in nats; an article gets the best of its passages and a share for what
stands elsewhere in it. Then the best articles are read again, token by token, for how near together the words stand.
"""

from __future__ import annotations

import numpy as np

from reader.search.arrays import ranges
from reader.search.proximity import RankedPassage, reread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.search.index import SearchIndex
    from reader.search.readings import Slot
    from numpy.typing import NDArray

ARTICLE_SHARE = 0.5
REPEAT_GAIN = 0.15


def passage_values(index: SearchIndex, slot: Slot) -> NDArray[np.float32]:
    """For each passage the value of the best reading of one typed word that it holds."""
    best = np.zeros(len(index.passage_spans), np.float32)
    order = np.argsort(slot.values, kind="stable")
    words, values = slot.words[order], slot.values[order]
    starts, ends = index.posting_starts[words], index.posting_starts[words + 1]
    places = ranges(starts, ends)
    repeats = 1 + REPEAT_GAIN * np.log(index.posting_counts[places], dtype=np.float32)
    best[index.posting_passages[places]] = np.repeat(values, ends - starts) * repeats
    for value, passages in zip(slot.pair_values, slot.pair_passages, strict=True):
        best[passages] = np.maximum(best[passages], value)
    return best


def rank(
    index: SearchIndex, slots: list[Slot], allowed: NDArray[np.bool_] | None, most: int
) -> list[RankedPassage]:
    """The passages of the best articles, best first.

    Args:
        index: where to look.
        slots: the readings of each typed word, with their values.
        allowed: which passages may answer; None for all.
        most: articles at most.
    """
    if not len(index.passage_spans) or not slots:
        return []
    firsts = index.article_passages[:-1]
    filled = np.flatnonzero(np.diff(index.article_passages))
    total = np.zeros(len(index.passage_spans), np.float32)
    bag = np.zeros(len(filled), np.float32)
    for slot in slots:
        held = passage_values(index, slot)
        total += held
        bag += np.maximum.reduceat(held, firsts[filled])
    if allowed is not None:
        total[~allowed] = 0
    score = (1 - ARTICLE_SHARE) * np.maximum.reduceat(total, firsts[filled]) + ARTICLE_SHARE * bag
    if allowed is not None:
        score[~np.logical_or.reduceat(allowed, firsts[filled])] = 0
    best = np.argpartition(-score, min(most, len(score)) - 1)[:most]
    best = best[score[best] > 0]
    if not len(best):
        return []
    passages = reread(index, slots, np.sort(filled[best]))
    return passages if allowed is None else [item for item in passages if allowed[item.passage]]
