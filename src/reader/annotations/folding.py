"""Text in which only wording counts: quotes, dashes, spaces and case are made alike, and every offset is kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final

_ALIKE: Final = {
    "'": "‘’‚‛′`´ʼ＇",
    '"': "“”„‟″«»＂",
    "σ": "ς",
    "-": "‐‑‒–—―−﹘－",
    " ": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
}
_ALIKE_TO: Final = {other: char for char, others in _ALIKE.items() for other in others}
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SPACES: Final = re.compile("  +")
_SPACES_AND_UNSEEN: Final = re.compile(f"(?<= )[ {''.join(_UNSEEN)}]+|[{''.join(_UNSEEN)}]+")


class FoldedText:
    """A text with its folded form, which is never longer.

    Args:
        original: the text as it is.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        alike = _lowered(original)
        found = set(alike)
        for char in found & _ALIKE_TO.keys():
            alike = alike.replace(char, _ALIKE_TO[char])
        kept: list[str] = []
        self._removed_from: list[int] = []
        self._removed_to: list[int] = []
        end = 0
        unseen = not found.isdisjoint(_UNSEEN)
        for match in (_SPACES_AND_UNSEEN if unseen else _SPACES).finditer(alike):
            start = match.start() if unseen else match.start() + 1
            kept.append(alike[end:start])
            end = match.end()
            self._removed_from.append(start)
            self._removed_to.append(end)
        kept.append(alike[end:])
        self.folded = "".join(kept)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of a stretch of the folded form; it must not be empty."""
        return self._original(start), self._original(end - 1) + 1

    def folded_offset(self, offset: int) -> int:
        """The offset in the folded form of one in the original."""
        before = bisect_left(self._removed_from, offset)
        if not before:
            return offset
        last = before - 1
        removed = self._removed_before[last] + min(offset, self._removed_to[last]) - self._removed_from[last]
        return offset - removed

    def _original(self, offset: int) -> int:
        return offset + self._removed_before[bisect_right(self._cuts, offset)]

    @cached_property
    def _removed_before(self) -> list[int]:
        """Characters removed before each cut, and in all."""
        lengths = (end - start for start, end in zip(self._removed_from, self._removed_to, strict=True))
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _cuts(self) -> list[int]:
        """Where in the folded form something was removed."""
        return [start - before for start, before in zip(self._removed_from, self._removed_before, strict=False)]


def folded(text: str) -> str:
    """The folded form alone."""
    return FoldedText(text).folded


def _lowered(text: str) -> str:
    """Lower case, where that is one character for one."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
