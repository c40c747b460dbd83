"""Words side by side: which passages hold a phrase, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex


def phrase_passages(index: SearchIndex, words: Sequence[str], *, unfinished: bool = False) -> NDArray[np.uint32]:
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
    return passages_with(index, accepted)


def passages_with(index: SearchIndex, accepted: Sequence[range]) -> NDArray[np.uint32]:
    """The passages in which a word of each range stands side by side with one of the next, ascending."""
    if not all(accepted):
        return np.zeros(0, np.uint32)
    passages = _holding_all(index, accepted)
    if len(accepted) == 1 or not len(passages):
        return passages
    starts, ends = index.passage_tokens[passages], index.passage_tokens[passages + 1]
    tokens = index.tokens[ranges(starts, ends)]
    owners = np.repeat(passages, ends - starts)
    last = max(len(tokens) - len(accepted) + 1, 0)
    matches = owners[:last] == owners[len(tokens) - last :]
    for place, ids in enumerate(accepted):
        held = tokens[place : place + last]
        matches &= (held == ids.start) if len(ids) == 1 else (held >= ids.start) & (held < ids.stop)
    return np.unique(owners[:last][matches])


def _holding_all(index: SearchIndex, accepted: Sequence[range]) -> NDArray[np.uint32]:
    """The passages that hold a word of each range, the ranges with the fewest postings first."""
    postings = [
        index.posting_passages[index.posting_starts[ids.start] : index.posting_starts[ids.stop]] for ids in accepted
    ]
    postings = [held if len(ids) == 1 else np.unique(held) for held, ids in zip(postings, accepted, strict=True)]
    postings.sort(key=len)
    held = postings[0]
    for others in postings[1:]:
        held = held[_contained(held, others)]
    return held


def _contained(few: NDArray[np.uint32], many: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of the few numbers are among the many; both ascending."""
    if not len(many):
        return np.zeros(len(few), np.bool_)
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return np.equal(many[places], few)
