"""Stretches of a text that may hold the edited form of a passage, found by the short strings that both share."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

GRAM: Final = 5
"""Length of the strings."""
MOST_GRAMS: Final = 160
MOST_PLACES: Final = 40
"""A string that stands in more places tells none of them apart."""
MOST_WINDOWS: Final = 4
LEAST_SHARED: Final = 0.2
"""The share of the pattern's telling strings that a window needs. Where two in five words are rewritten, as many are
still there; unrelated prose has half of this."""
_LONGEST_END: Final = 1000
"""Characters of a pattern's end that tell where it stands."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a pattern, and the part of a text that it may have become."""

    source_start: int
    source_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text that resembles the whole of a pattern."""

    start: int
    end: int
    chain: list[tuple[int, int]]
    """Offsets in the pattern and in the text of what both have, in order."""

    def ends(self, length: int) -> list[Stretch]:
        """What tells the window's edges: both ends of a long pattern, all of a short one.

        Args:
            length: of the pattern.
        """
        head = next((hit for hit in self.chain if hit[0] >= _LONGEST_END), None)
        tail = next((hit for hit in reversed(self.chain) if hit[0] <= length - _LONGEST_END), None)
        if head is None or tail is None or head >= tail:
            return [Stretch(0, length, self.start, self.end)]
        return [Stretch(0, head[0], self.start, head[1]), Stretch(tail[0], length, tail[1], self.end)]


def windows(pattern: str, text: str) -> list[Window]:
    """Where a text may hold an edited form of a pattern; the likeliest first.

    Each string of ``GRAM`` characters of the pattern votes for the place where the pattern would begin. Votes that
    lie together make a window; its edges are where the outermost of its strings put them.
    """
    step = max(1, ceil((len(pattern) - GRAM) / MOST_GRAMS))
    hits, telling = _hits(pattern, text, step)
    width = max(24, len(pattern) // 3)
    least = LEAST_SHARED * telling
    votes: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in hits:
        votes[(j - i) // width].append((i, j))
    together = [
        [hit for near in (place - 1, place, place + 1) for hit in votes.get(near, ())] for place in sorted(votes)
    ]
    found: list[Window] = []
    for likely in sorted((part for part in together if len(part) >= least), key=len, reverse=True):
        chain = _rising(likely)
        if len(chain) < least:
            continue
        chain = _without_strays(chain, max(GRAM, step))
        first, last = chain[0], chain[-1]
        window = Window(max(0, first[1] - first[0]), min(len(text), last[1] + len(pattern) - last[0]), chain)
        if all(window.start >= other.end or window.end <= other.start for other in found):
            found.append(window)
        if len(found) == MOST_WINDOWS:
            break
    return found


def _hits(pattern: str, text: str, step: int) -> tuple[list[tuple[int, int]], int]:
    """Offsets in the pattern and in the text of what they share, and how many strings can tell a place."""
    hits: list[tuple[int, int]] = []
    telling = 0
    for i in range(0, len(pattern) - GRAM + 1, step):
        gram = pattern[i : i + GRAM]
        places: list[int] = []
        place = text.find(gram)
        while place >= 0 and len(places) <= MOST_PLACES:
            places.append(place)
            place = text.find(gram, place + 1)
        if len(places) <= MOST_PLACES:
            telling += 1
            hits += [(i, place) for place in places]
    return hits, telling


def best_run(worths: Iterable[float]) -> slice:
    """Which items in a row are worth most in all."""
    sums = list(accumulate(worths, initial=0.0))
    lowest, best = 0, slice(0, 0)
    for end, total in enumerate(sums):
        if total < sums[lowest]:
            lowest = end
        if total - sums[lowest] > sums[best.stop] - sums[best.start]:
            best = slice(lowest, end)
    return best


def _without_strays(chain: list[tuple[int, int]], worth: int) -> list[tuple[int, int]]:
    """Without outermost strings that are far from where the others put them: any two texts share some.

    Args:
        chain: offsets in the pattern and in the text.
        worth: characters of the pattern that each string stands for.
    """
    shifts = [j - i for i, j in chain]
    run = best_run(worth - abs(before - after) / 2 for before, after in pairwise(shifts))
    return chain[run.start : run.stop + 1]


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
