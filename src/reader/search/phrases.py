"""Words side by side: which passages hold a phrase, word for word."""

from __future__ import annotations


import numpy as np

from reader.search.arrays import ranges
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.search.index import SearchIndex
    from numpy.typing import NDArray
    from collections.abc import Sequence


def phrase_passages(
    index: SearchIndex, words: Sequence[str], *, unfinished: bool = False
) -> NDArray[np.uint32]:
    """The passages that hold the words side by side, ascending.

    Args:
        index: where to look.
        words: folded words, at least one.
        unfinished: whether the last word may be the beginning of one.
    """
    accepted: list[range] = []
    for place, word in enumerate(words):
        if unfinished and place == len(words) - 1:
            accepted.append(range(*index.vocabulary.prefix_range(word)))
        else:
            found = index.vocabulary.find(word)
            accepted.append(range(0) if found is None else range(found, found + 1))
    if not all(accepted):
        return np.zeros(0, np.uint32)
    passages = _holding_all(index, accepted)
    if len(accepted) == 1 or not len(passages):
        return passages
    places = ranges(index.passage_tokens[passages], index.passage_tokens[passages + 1])
    tokens = index.tokens[places]
    owners = np.searchsorted(index.passage_tokens, places, side="right") - 1
    last = len(tokens) - len(accepted) + 1
    matches = owners[:last] == owners[len(tokens) - last :] if last > 0 else np.zeros(0, np.bool_)
    for place, ids in enumerate(accepted):
        held = tokens[place : place + max(last, 0)]
        matches &= (held >= ids.start) & (held < ids.stop)
    return np.unique(owners[:last][matches]).astype(np.uint32)


def _holding_all(index: SearchIndex, accepted: list[range]) -> NDArray[np.uint32]:
    """The passages that hold a word of each range, the ranges with the fewest postings first."""
    postings = [
        index.posting_passages[index.posting_starts[ids.start] : index.posting_starts[ids.stop]]
        for ids in accepted
    ]
    postings.sort(key=len)
    held = np.unique(postings[0])
    for others in postings[1:]:
        held = held[np.isin(held, others)]
    return held
