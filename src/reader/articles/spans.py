"""Overlapping spans with values: found by place, and painted as flat runs."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = TypeVar("Value")


class Run(NamedTuple, Generic[Value]):
    """A stretch of text over which the same spans lie, with their values in the order they were given."""

    start: int
    end: int
    values: tuple[Value, ...]


class SpanSet(Generic[Value]):
    """Spans ``(start, end, value)``, built once and asked for by place; empty spans lie over nothing.

    An interval tree without nodes of its own: spans sorted by start are the leaves of a complete binary tree,
    and each inner place keeps the greatest end below it. A question costs the logarithm of all spans for
    each one found, however long some are.
    """

    def __init__(self, items: Iterable[tuple[int, int, Value]]) -> None:
        given = [item for item in items if item[0] < item[1]]
        self._given = given
        self._order = sorted(range(len(given)), key=lambda index: given[index][0])
        self._starts = [given[index][0] for index in self._order]
        self._leaves = 1 << max(len(given) - 1, 0).bit_length()
        self._reach = [0] * (2 * self._leaves)
        for place, index in enumerate(self._order, self._leaves):
            self._reach[place] = given[index][1]
        for place in range(self._leaves - 1, 0, -1):
            self._reach[place] = max(self._reach[2 * place], self._reach[2 * place + 1])

    def __len__(self) -> int:
        return len(self._given)

    def overlapping(self, start: int, end: int) -> list[tuple[int, int, Value]]:
        """The spans that share a character with ``[start, end)``, in the order they were given."""
        if start >= end or not self._given:
            return []
        last = bisect_left(self._starts, end)
        found = []
        pending = [(1, 0, self._leaves)]
        while pending:
            place, first, width = pending.pop()
            if first >= last or self._reach[place] <= start:
                continue
            if width == 1:
                found.append(self._order[first])
            else:
                half = width // 2
                pending.append((2 * place, first, half))
                pending.append((2 * place + 1, first + half, half))
        return [self._given[index] for index in sorted(found)]


def flat_runs(items: Iterable[tuple[int, int, Value]], start: int, end: int) -> list[Run[Value]]:
    """Cut ``[start, end)`` into runs, ordered and without gaps, each with the values of all spans over it."""
    if start >= end:
        return []
    begins: dict[int, list[int]] = {start: []}
    ends: dict[int, list[int]] = {end: []}
    values: list[Value] = []
    for first, last, value in items:
        left, right = max(first, start), min(last, end)
        if left < right:
            begins.setdefault(left, []).append(len(values))
            ends.setdefault(right, []).append(len(values))
            values.append(value)
    runs = []
    active: set[int] = set()
    for left, right in pairwise(sorted(begins.keys() | ends.keys())):
        active.difference_update(ends.get(left, ()))
        active.update(begins.get(left, ()))
        runs.append(Run(left, right, tuple(values[index] for index in sorted(active))))
    return runs
