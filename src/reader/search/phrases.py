"""Words side by side: which passages hold a phrase, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import contained, distinct, ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.search.index import Part, SearchIndex

_SCANNED_SHARE = 0.1
"""From this share of all tokens on, reading them all in one go is cheaper than picking passages."""
_MARKED_SHARE = 0.03
"""From this share of the many on, marking them all is cheaper than bisecting for each of the few."""


def phrase_passages(index: SearchIndex, words: Sequence[str], *, unfinished: bool = False) -> NDArray[np.uint32]:
    """The passages that hold the words side by side, ascending.

    Args:
        index: where to look.
        words: folded words, at least one.
        unfinished: whether the last word may be the beginning of one.
    """
    accepted: list[list[range]] = []
    for place, word in enumerate(words):
        if unfinished and place == len(words) - 1:
            accepted.append([ids for ids in index.vocabulary.prefix_ranges(word) if ids])
        else:
            found = index.vocabulary.find(word)
            accepted.append([] if found is None else [range(found, found + 1)])
    return passages_with(index, accepted)


def passages_with(index: SearchIndex, accepted: Sequence[Sequence[range]]) -> NDArray[np.uint32]:
    """The passages in which words stand side by side, the first of the first ranges and so on; ascending."""
    if not all(accepted):
        return np.zeros(0, np.uint32)
    parts = [_passages_of(part, accepted) + np.uint32(part.first_passage) for part in index.parts]
    found = np.concatenate(parts) if len(parts) > 1 else parts[0]
    return found if index.alive_passages is None else found[index.alive_passages[found]]


def _passages_of(part: Part, accepted: Sequence[Sequence[range]]) -> NDArray[np.uint32]:
    """The same of one part, by the numbers that it gives its passages."""
    postings = [_holding(part, ids) for ids in accepted]
    rarest = min(range(len(postings)), key=lambda place: len(postings[place]))
    passages = postings[rarest]
    for others in postings:
        passages = passages[_contained(passages, others)]
    if len(accepted) == 1:
        return passages
    starts, ends = part.passage_tokens[passages], part.passage_tokens[passages + 1]
    if int(np.sum(ends - starts)) > _SCANNED_SHARE * len(part.tokens):
        firsts = _side_by_side(part.tokens, accepted, rarest)
    else:
        places = ranges(starts, ends)
        firsts = places[_side_by_side(part.tokens[places], accepted, rarest)]
    owners = np.searchsorted(part.passage_tokens, firsts, side="right") - 1
    inside = firsts + len(accepted) <= part.passage_tokens[owners + 1]
    return distinct(owners[inside]).astype(np.uint32)


def _side_by_side(tokens: NDArray[np.uint32], accepted: Sequence[Sequence[range]], rarest: int) -> NDArray[np.intp]:
    """Where in the tokens a phrase starts, looked for by its rarest word."""
    firsts = np.flatnonzero(_among(tokens, accepted[rarest])) - rarest
    firsts = firsts[(firsts >= 0) & (firsts <= len(tokens) - len(accepted))]
    for place, ids in enumerate(accepted):
        if place != rarest:
            firsts = firsts[_among(tokens[firsts + place], ids)]
    return firsts


def _among(tokens: NDArray[np.uint32], accepted: Sequence[range]) -> NDArray[np.bool_]:
    """Which tokens are words of the ranges."""
    found = np.zeros(len(tokens), np.bool_)
    for ids in accepted:
        found |= tokens == ids.start if len(ids) == 1 else (tokens >= ids.start) & (tokens < ids.stop)
    return found


def _holding(part: Part, accepted: Sequence[range]) -> NDArray[np.uint32]:
    """The passages that hold a word of the ranges, ascending."""
    held = [part.posting_passages[part.posting_starts[ids.start] : part.posting_starts[ids.stop]] for ids in accepted]
    return held[0] if sum(map(len, accepted)) == 1 else distinct(np.concatenate(held))


def _contained(few: NDArray[np.uint32], many: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of the few numbers are among the many; both ascending."""
    if not len(many) or len(few) <= _MARKED_SHARE * len(many):
        return contained(few, many)
    marks = np.zeros(int(max(few[-1], many[-1])) + 1, np.bool_)
    marks[many] = True
    return marks[few]
