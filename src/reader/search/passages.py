"""A text in passages: its paragraphs, long ones cut at the ends of lines or sentences, as offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 600
"""Characters of a passage at most, so that one fits on a screen beside its neighbors."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*+\n\s*+")
_LINE_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*+\s+|[。！？]['\"’”」』）]*+\s*")
_SPACE = re.compile(r"\s+")


def passages(text: str) -> Iterator[tuple[int, int]]:
    """The passages of a text as (start, end) pairs, in order, without white space at their edges, none empty.

    Every character that is not white space lies in exactly one passage.
    """
    start = 0
    for blank in _BLANK_LINES.finditer(text):
        yield from _cut(text, start, blank.start())
        start = blank.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One paragraph, in pieces of at most ``LONGEST`` characters."""
    while end - start > LONGEST:
        cut = _best_cut(text, start, start + LONGEST)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _best_cut(text: str, start: int, limit: int) -> int:
    """Where to cut within a third of ``LONGEST`` before ``limit``: a line's end, a sentence's, a word's, anywhere."""
    for pattern, earliest in (
        (_LINE_END, start + LONGEST // 3),
        (_SENTENCE_END, start + LONGEST // 4),
        (_SPACE, start + 1),
    ):
        cut = 0
        for found in pattern.finditer(text, earliest, limit):
            cut = found.end()
        if cut:
            return cut
    return limit


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The piece without the white space around it; nothing when it holds nothing else."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)
