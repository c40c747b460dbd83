"""What the rules work on: marks in a text, and what the text says of its own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    Rule: TypeAlias = Callable[["Reading", Sequence["Mark"]], list["Mark"]]

NAMES = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"))
"""The types that the rules touch; numbers and the labels of other models stay as they are."""

_WORD = re.compile(r"[^\W_](?:[\w&'’.-]*\w)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]|\n|[-•*–]|\d[.)])[\s\"'“‘(\[]*$")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the text that is taken for a name (or number), and its type."""

    start: int
    end: int
    type: str


class Reading:
    """A text while it is refined, with what is asked about it again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        """Damage and URLs are blank in it, one for one."""

    def of(self, mark: Mark) -> str:
        """The words of a mark."""
        return self.text[mark.start : mark.end]

    @cached_property
    def words(self) -> list[re.Match[str]]:
        """All words, in order."""
        return list(_WORD.finditer(self.text))

    @cached_property
    def lowercase(self) -> frozenset[str]:
        """The words that the text writes in small letters somewhere."""
        return frozenset(word for match in self.words if (word := match.group()).islower())

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether a stretch is whole words."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return not (before.isalnum() or before in {"_", "&", "@"}) and not (after.isalnum() or after == "_")

    def begins_sentence(self, start: int) -> bool:
        """Whether a place is the first of a sentence, line or list item, where any word has a capital."""
        return _SENTENCE_START.search(self.text, max(0, start - 12), start) is not None or start == 0

    def line(self, start: int) -> tuple[int, int]:
        """Start and end of the line around a place."""
        end = self.text.find("\n", start)
        return self.text.rfind("\n", 0, start) + 1, len(self.text) if end < 0 else end


def without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order; of those that overlap, the one named first in ``marks`` stays."""
    taken: list[Mark] = []
    starts: list[int] = []
    for mark in marks:
        at = bisect_left(starts, mark.end)
        if mark.start < mark.end and (at == 0 or taken[at - 1].end <= mark.start):
            taken.insert(at, mark)
            starts.insert(at, mark.start)
    return taken


def names_of(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks that are names."""
    return (mark for mark in marks if mark.type in NAMES)


def changed(marks: Sequence[Mark], change: Callable[[Mark], Iterable[Mark]]) -> list[Mark]:
    """Each name replaced by what ``change`` makes of it; everything else as it is."""
    return [new for mark in marks for new in (change(mark) if mark.type in NAMES else (mark,))]
