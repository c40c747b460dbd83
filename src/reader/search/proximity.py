"""The best articles read again, token by token: how near together do the words of the query stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import first_places, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex
    from reader.search.readings import Slot

WINDOWS = {4: 0.2, 8: 0.2, 16: 0.2, 32: 0.2, 64: 0.2}
"""Width of a window in tokens -> the weight of the best sum of values in such a window."""
WIDEST = max(WINDOWS)
SIDE_BY_SIDE = 1.5
"""For two words typed one after the other that stand so in the passage."""
SHOWN_WITHIN = 2.0
"""Of the readings of a word in one passage those are marked whose value is within this of the best."""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage of the index, its score, and what it holds of the query."""

    article: int
    passage: int
    score: float
    tokens: NDArray[np.uint32]
    """The word ids of its tokens that may be read as a word of the query."""
    held: NDArray[np.float32]
    """For each typed word (row) and token (column) the value of the token as a reading of the word."""
    shown: NDArray[np.bool_]
    """Which of the tokens are the best readings of a typed word in the passage, or about as good."""
    parts: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Of the score: for the whole article, for nearness, for order."""

    def matches(self) -> set[int]:
        """The words that are to be marked."""
        return set(self.tokens[self.shown].tolist())


def reread(index: SearchIndex, slots: list[Slot], candidates: NDArray[np.intp]) -> Iterator[RankedPassage]:
    """The passages, best first.

    Args:
        index: where they are.
        slots: the readings of each typed word, with their values.
        candidates: all passages of some articles that hold a word of the query, ascending.
    """
    starts, ends = index.passage_tokens[candidates], index.passage_tokens[candidates + 1]
    places = ranges(starts, ends)
    tokens = index.tokens[places]
    held = _values_held(index, slots, tokens)
    events = np.flatnonzero(held.any(axis=0))
    held, tokens, places = held[:, events], tokens[events], places[events]
    passages = np.repeat(candidates, ends - starts)[events]
    owners = index.passage_articles[passages]
    article_firsts = first_places(owners)
    passage_firsts = first_places(passages)
    passage_ends = np.append(passage_firsts[1:], len(passages))
    best = np.maximum.reduceat(held, passage_firsts, axis=1)
    near_best = held >= np.repeat(best - SHOWN_WITHIN, passage_ends - passage_firsts, axis=1)
    shown = np.any(near_best & (held > 0), axis=0)
    whole = np.maximum.reduceat(held, article_firsts, axis=1).sum(axis=0)
    window = _window_scores(held, places, owners)
    article_of = np.searchsorted(owners[article_firsts], owners[passage_firsts])
    parts = np.zeros((3, len(passage_firsts)), np.float32)
    parts[0], parts[1] = whole[article_of], np.maximum.reduceat(window, passage_firsts)
    if len(slots) > 1:
        side_by_side = _side_by_side(held, places, passages)
        parts[2] = SIDE_BY_SIDE * np.maximum.reduceat(side_by_side, passage_firsts, axis=1).sum(axis=0)
    scores = parts[0] + parts[1] + parts[2]
    by_path = np.argsort([index.path(article) for article in owners[article_firsts].tolist()], kind="stable")
    for at in np.lexsort((np.argsort(by_path)[article_of], -scores)).tolist():
        stretch = slice(int(passage_firsts[at]), int(passage_ends[at]))
        article, near, order = parts[:, at].tolist()
        yield RankedPassage(
            int(owners[stretch.start]),
            int(passages[stretch.start]),
            float(scores[at]),
            tokens[stretch],
            held[:, stretch],
            shown[stretch],
            (article, near, order),
        )


def _values_held(index: SearchIndex, slots: list[Slot], tokens: NDArray[np.uint32]) -> NDArray[np.float32]:
    """For each typed word (row) and token (column) the value of the token as a reading of the word."""
    held = np.zeros((len(slots), len(tokens)), np.float32)
    table = np.zeros(len(index.vocabulary), np.float32)
    for row, slot in zip(held, slots, strict=True):
        table[slot.words] = slot.values
        row[:] = table[tokens]
        table[slot.words] = 0
        for item in slot.pairs:
            firsts = np.flatnonzero((tokens[:-1] == item.pair.first) & (tokens[1:] == item.pair.second))
            if item.pair.covers != "second":
                row[firsts] = np.maximum(row[firsts], item.value)
            if item.pair.covers != "first":
                row[firsts + 1] = np.maximum(row[firsts + 1], item.value)
    return held


def _side_by_side(
    held: NDArray[np.float32], places: NDArray[np.intp], passages: NDArray[np.intp]
) -> NDArray[np.float32]:
    """For each typed word but the last (row) and event: does the next typed word stand right after it?

    1 where both are the best readings there are, less for others, 0 where the next word is another.
    """
    quality = held / np.maximum(held.max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    touching = (np.diff(places) == 1) & (np.diff(passages) == 0)
    found = np.zeros((len(held) - 1, held.shape[1]), np.float32)
    found[:, :-1] = quality[:-1, :-1] * quality[1:, 1:] * touching
    return found


def _window_scores(
    held: NDArray[np.float32], places: NDArray[np.intp], owners: NDArray[np.uint32]
) -> NDArray[np.float32]:
    """For each event the weighted sum of what the windows hold that begin there, over all widths.

    The stretches without events are cut short and articles are kept a window apart; then the sliding maxima of all
    widths come from doubling: the maximum over 2w tokens is that over w tokens here and w tokens further.
    """
    gaps = np.where(np.diff(owners) != 0, WIDEST, np.minimum(np.diff(places), WIDEST))
    positions = np.concatenate(([0], np.cumsum(gaps)))
    dense = np.zeros((len(held), positions[-1] + 1 + WIDEST), np.float32)
    dense[:, positions] = held
    scores = np.zeros(len(places), np.float32)
    width = 1
    while width < WIDEST:
        dense[:, :-width] = np.maximum(dense[:, :-width], dense[:, width:])
        width *= 2
        if width in WINDOWS:
            scores += WINDOWS[width] * dense[:, positions].sum(axis=0)
    return scores
