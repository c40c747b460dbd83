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
    from reader.search.expansion import Expansion
    from numpy.typing import NDArray

ARTICLE_SHARE = 0.5
REPEAT_GAIN = 0.15


def slot_values(index: SearchIndex, slot: Expansion) -> NDArray[np.float32]:
    """The value of each reading: rarity of the whole group less its penalty, never under 0."""
    frequencies = np.diff(index.posting_starts)[slot.words] if len(slot.words) else np.zeros(0)
    expected = float(np.sum(np.exp(-slot.penalties) * frequencies))
    rarity = np.log((len(index.passage_spans) + 1) / (expected + 0.5))
    return np.maximum(0, rarity - slot.penalties).astype(np.float32)


def passage_values(index: SearchIndex, slot: Expansion, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each passage the value of the best reading of one typed word that it holds."""
    best = np.zeros(len(index.passage_spans), np.float32)
    order = np.argsort(values, kind="stable")
    words, values = slot.words[order], values[order]
    starts, ends = index.posting_starts[words], index.posting_starts[words + 1]
    places = ranges(starts, ends)
    repeats = 1 + REPEAT_GAIN * np.log(index.posting_counts[places], dtype=np.float32)
    best[index.posting_passages[places]] = np.repeat(values, ends - starts) * repeats
    return best


def rank(
    index: SearchIndex, slots: list[Expansion], allowed: NDArray[np.bool_] | None, most: int
) -> list[RankedPassage]:
    """The passages of the best articles, best first.

    Args:
        index: where to look.
        slots: the readings of each typed word.
        allowed: which passages may answer; None for all.
        most: articles at most.
    """
    values = [slot_values(index, slot) for slot in slots]
    if not len(index.passage_spans) or not slots:
        return []
    firsts = index.article_passages[:-1]
    filled = np.flatnonzero(np.diff(index.article_passages))
    total = np.zeros(len(index.passage_spans), np.float32)
    bag = np.zeros(len(filled), np.float32)
    for slot, value in zip(slots, values, strict=True):
        held = passage_values(index, slot, value)
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
    passages = reread(index, slots, values, np.sort(filled[best]))
    return passages if allowed is None else [item for item in passages if allowed[item.passage]]
