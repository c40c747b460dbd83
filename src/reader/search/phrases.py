"""Words side by side: which passages hold a phrase, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex

_SCANNED_SHARE = 0.1
"""From this share of all tokens on, reading them all in one go is cheaper than picking passages."""


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
    postings = [_holding(index, ids) for ids in accepted]
    rarest = min(range(len(postings)), key=lambda place: len(postings[place]))
    passages = postings[rarest]
    for others in postings:
        passages = passages[_contained(passages, others)]
    if len(accepted) == 1:
        return passages
    starts, ends = index.passage_tokens[passages], index.passage_tokens[passages + 1]
    if int(np.sum(ends - starts)) > _SCANNED_SHARE * len(index.tokens):
        firsts = _side_by_side(index.tokens, accepted, rarest)
    else:
        places = ranges(starts, ends)
        firsts = places[_side_by_side(index.tokens[places], accepted, rarest)]
    owners = np.searchsorted(index.passage_tokens, firsts, side="right") - 1
    inside = firsts + len(accepted) <= index.passage_tokens[owners + 1]
    return np.unique(owners[inside]).astype(np.uint32)


def _side_by_side(tokens: NDArray[np.uint32], accepted: Sequence[range], rarest: int) -> NDArray[np.intp]:
    """Where in the tokens a phrase starts, looked for by its rarest word."""
    firsts = np.flatnonzero(_among(tokens, accepted[rarest])) - rarest
    firsts = firsts[(firsts >= 0) & (firsts <= len(tokens) - len(accepted))]
    for place, ids in enumerate(accepted):
        if place != rarest:
            firsts = firsts[_among(tokens[firsts + place], ids)]
    return firsts


def _among(tokens: NDArray[np.uint32], ids: range) -> NDArray[np.bool_]:
    """Which tokens are words of a range."""
    return tokens == ids.start if len(ids) == 1 else (tokens >= ids.start) & (tokens < ids.stop)


def _holding(index: SearchIndex, ids: range) -> NDArray[np.uint32]:
    """The passages that hold a word of a range, ascending."""
    held = index.posting_passages[index.posting_starts[ids.start] : index.posting_starts[ids.stop]]
    return held if len(ids) == 1 else np.unique(held)


def _contained(few: NDArray[np.uint32], many: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of the few numbers are among the many; both ascending."""
    if not len(many):
        return np.zeros(len(few), np.bool_)
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return np.equal(many[places], few)
