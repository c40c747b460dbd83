"""Overlapping spans with values: found by place, and painted as flat runs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Run(Generic[Value]):
    """A stretch of text over which the same spans lie, with their values in the order they were given."""

    start: int
    end: int
    values: tuple[Value, ...]


class SpanSet(Generic[Value]):
    """Spans built once and asked for by place; empty spans lie over nothing and are left out.

    An augmented sorted array: beside the starts, in order, stands the greatest end of every block of spans,
    so that one long span does not make every question look at all of them.
    """

    _BLOCK = 32

    def __init__(self, items: Iterable[tuple[int, int, Value]]) -> None:
        order = enumerate(item for item in items if item[0] < item[1])
        ordered = sorted(order, key=lambda pair: pair[1][0])
        self._items = [item for _, item in ordered]
        self._ranks = [rank for rank, _ in ordered]
        self._starts = [item[0] for item in self._items]
        self._reach = [
            max(end for _, end, _ in self._items[block : block + self._BLOCK])
            for block in range(0, len(self._items), self._BLOCK)
        ]

    def __len__(self) -> int:
        return len(self._items)

    def overlapping(self, start: int, end: int) -> list[tuple[int, int, Value]]:
        """The spans that share a character with ``[start, end)``, in the order they were given."""
        last = bisect_left(self._starts, end)
        hits = []
        for block in range(0, last, self._BLOCK):
            if self._reach[block // self._BLOCK] > start:
                hits.extend(
                    index
                    for index in range(block, min(block + self._BLOCK, last))
                    if self._items[index][1] > start
                )
        hits.sort(key=self._ranks.__getitem__)
        return [self._items[index] for index in hits] if start < end else []


def flat_runs(items: Iterable[tuple[int, int, Value]], start: int, end: int) -> list[Run[Value]]:
    """Cut ``[start, end)`` into runs, in order and without gaps, each with the values of all spans over it."""
    if start >= end:
        return []
    clipped = [(max(first, start), min(last, end), value) for first, last, value in items]
    clipped = [item for item in clipped if item[0] < item[1]]
    edges = sorted({start, end, *(item[0] for item in clipped), *(item[1] for item in clipped)})
    return [
        Run(left, right, tuple(value for first, last, value in clipped if first < right and last > left))
        for left, right in pairwise(edges)
    ]
