"""Stretches of a text that may hold the edited form of a passage, found by the short strings that both share."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

GRAM: Final = 5
"""Length of the strings."""
MOST_GRAMS: Final = 160
MOST_PLACES: Final = 40
"""A string that stands in more places tells none of them apart."""
MOST_WINDOWS: Final = 4


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text that resembles the whole of a pattern."""

    start: int
    end: int


def windows(pattern: str, text: str) -> list[Window]:
    """Where a text may hold an edited form of a pattern; the likeliest first.

    Each string of ``GRAM`` characters of the pattern votes for the place where the pattern would begin. Votes that
    lie together make a window; its edges are where the outermost of its strings put them.
    """
    hits = _hits(pattern, text)
    width = max(24, len(pattern) // 3)
    votes: Counter[int] = Counter()
    for i, j in hits:
        votes[(j - i) // width] += 1
    together = {place: votes[place - 1] + votes[place] + votes[place + 1] for place in list(votes)}
    found: list[Window] = []
    for place in sorted(together, key=lambda item: (-together[item], item)):
        center = (2 * place + 1) * width // 2
        chain = _rising((i, j) for i, j in hits if abs(j - i - center) <= 1.5 * width)
        first, last = chain[0], chain[-1]
        window = Window(max(0, first[1] - first[0]), min(len(text), last[1] + len(pattern) - last[0]))
        if all(window.start >= other.end or window.end <= other.start for other in found):
            found.append(window)
        if len(found) == MOST_WINDOWS:
            break
    return found


def _hits(pattern: str, text: str) -> list[tuple[int, int]]:
    """Offsets in the pattern and in the text of what they share."""
    step = max(1, (len(pattern) - GRAM) // MOST_GRAMS)
    hits: list[tuple[int, int]] = []
    for i in range(0, len(pattern) - GRAM + 1, step):
        gram = pattern[i : i + GRAM]
        places: list[int] = []
        place = text.find(gram)
        while place >= 0 and len(places) <= MOST_PLACES:
            places.append(place)
            place = text.find(gram, place + 1)
        if len(places) <= MOST_PLACES:
            hits += [(i, place) for place in places]
    return hits


def _rising(hits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain in which both offsets rise (patience sorting)."""
    ordered = sorted(hits, key=lambda hit: (hit[0], -hit[1]))
    ends: list[int] = []
    tails: list[int] = []
    former: list[int] = []
    for index, (_, j) in enumerate(ordered):
        length = bisect_left(ends, j)
        former.append(tails[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            tails.append(index)
        else:
            ends[length], tails[length] = j, index
    chain = []
    index = tails[-1]
    while index >= 0:
        chain.append(ordered[index])
        index = former[index]
    return chain[::-1]
