"""Finds an annotation's passage again after its article changed, or says that it cannot.

In stages, each only where the one before does not tell: the old offsets, the exact words, words like them. A place that
is wrong is worse than none, so each stage asks what is around the passage, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reader.annotations.folding import FoldedText
from reader.annotations.models import CONTEXT_LENGTH, Anchor, AnchorState, Position
from reader.annotations.weighing import (
    SAME_CONTEXT,
    SHORT,
    Candidate,
    Pattern,
    likeness_of,
    rank,
    state_of,
    weighed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotations.models import Annotation, Quote

LONGEST_EDITED: Final = 20_000
"""Characters of a quote up to which edited forms of it are looked for."""
MOST_PLACES: Final = 400
"""Places of the exact words that are weighed, those nearest to the old one."""
_STRAY: Final = 3
"""Letters in a row that any two texts share."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage is today."""

    position: Position | None
    """None when it is the whole article, or lost."""
    anchor: Anchor
    guess: Position | None = None
    """For a lost one, a place that a person may want to look at."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A part of the quote that a window has, too, or has something else for; ``shift`` leads from one to the other."""

    start: int
    end: int
    shift: int
    same: bool


def reanchor(annotation: Annotation, text: FoldedText) -> Placement:
    """Where an annotation's passage is in today's text of its article.

    Args:
        annotation: as it was made, or last written.
        text: today's.
    """
    quote, position = annotation.quote, annotation.position
    if quote is None:
        return _without_quote(position, text)
    if position and _unchanged(quote, position, text.original):
        return Placement(position, Anchor())
    pattern = _pattern(quote, position, text)
    if not pattern.exact:
        return Placement(None, Anchor(AnchorState.ORPHAN, 0.0))
    candidates = sorted(_exact(pattern, text.folded), key=rank)
    if len(pattern.exact) <= LONGEST_EDITED and not (candidates and candidates[0].context >= SAME_CONTEXT):
        # Where the very words stand, nothing like them is meant.
        others = (item for item in _edited(pattern, text.folded) if not any(map(item.overlaps, candidates)))
        candidates = sorted([*candidates, *others], key=rank)
    if not candidates:
        return Placement(None, Anchor(AnchorState.ORPHAN, 0.0))
    best = candidates[0]
    position = _position(best, quote, text)
    state = state_of(pattern, best, candidates)
    anchor = Anchor(state, round(best.score, 2))
    return Placement(None, anchor, position) if state is AnchorState.ORPHAN else Placement(position, anchor)


def _position(candidate: Candidate, quote: Quote, text: FoldedText) -> Position:
    """A candidate's place in the original, with the spaces that the quote begins or ends with."""
    start, end = text.original_span(candidate.start, candidate.end)
    lead = len(quote.exact) - len(quote.exact.lstrip())
    if lead <= start and text.original.startswith(quote.exact, start - lead):
        return Position(start - lead, start - lead + len(quote.exact))
    return Position(start, end)


def _without_quote(position: Position | None, text: FoldedText) -> Placement:
    """Offsets alone cannot be checked against a text that changed."""
    if position is None:
        return Placement(None, Anchor())
    if position.end <= len(text.original):
        return Placement(position, Anchor(AnchorState.UNSURE, 0.0))
    return Placement(None, Anchor(AnchorState.ORPHAN, 0.0))


def _unchanged(quote: Quote, position: Position, text: str) -> bool:
    """Whether quote and context stand at the old offsets, letter for letter."""
    start = position.start - len(quote.prefix)
    telling = len(quote.exact) >= SHORT or quote.prefix or quote.suffix
    return bool(telling) and start >= 0 and text.startswith(quote.prefix + quote.exact + quote.suffix, start)


def _pattern(quote: Quote, position: Position | None, text: FoldedText) -> Pattern:
    prefix, suffix = quote.prefix[-CONTEXT_LENGTH:], quote.suffix[:CONTEXT_LENGTH]
    whole = FoldedText(prefix + quote.exact + suffix)
    start = whole.folded_offset(len(prefix))
    end = whole.folded_offset(len(prefix) + len(quote.exact))
    exact = whole.folded[start:end]
    start += len(exact) - len(exact.lstrip())
    end = start + len(exact.strip())
    offset = None
    if position is not None:
        offset = text.folded_offset(min(position.start, len(text.original)))
    return Pattern(whole.folded[:start], exact.strip(), whole.folded[end:], offset)


def _exact(pattern: Pattern, text: str) -> Iterator[Candidate]:
    """The places of the words as they were."""
    places: list[int] = []
    place = text.find(pattern.exact)
    while place >= 0:
        places.append(place)
        place = text.find(pattern.exact, place + 1)
    if pattern.offset is not None:
        places.sort(key=lambda item: abs(item - (pattern.offset or 0)))
    for place in places[:MOST_PLACES]:
        yield weighed(pattern, text, place, place + len(pattern.exact), 1.0)


def _edited(pattern: Pattern, text: str) -> Iterator[Candidate]:
    """Places of words like them."""
    from reader.annotations.windows import windows

    whole = pattern.prefix + pattern.exact + pattern.suffix
    for window in windows(whole, text):
        start, end = _edges(pattern, whole, text[window.start : window.end])
        start, end = _to_words(text, window.start + start, window.start + end, pattern.exact)
        if start < end:
            yield weighed(pattern, text, start, end, likeness_of(pattern.exact, text[start:end]))


def _edges(pattern: Pattern, whole: str, window: str) -> tuple[int, int]:
    """Where the quote's first and last characters that are still there stand in a window."""
    from rapidfuzz.distance import Levenshtein

    quote_start = len(pattern.prefix)
    quote_end = quote_start + len(pattern.exact)
    kept: list[_Kept] = []
    for operation in Levenshtein.opcodes(whole, window):
        first = max(operation.src_start, quote_start)
        last = min(operation.src_end, quote_end)
        if first < last and operation.dest_start < operation.dest_end:
            shift = operation.dest_start - operation.src_start
            kept.append(_Kept(first, last, shift, same=operation.tag == "equal"))
    kept = _without_strays(_without_strays(kept), backwards=True)
    return (kept[0].start + kept[0].shift, kept[-1].end + kept[-1].shift) if kept else (0, 0)


def _without_strays(kept: list[_Kept], *, backwards: bool = False) -> list[_Kept]:
    """Without outermost letters that stand alone in what is new: an alignment finds some in any text.

    Args:
        kept: what the window has of the quote.
        backwards: whether to look from the end.
    """
    ordered = kept[::-1] if backwards else kept
    passed = begin = 0
    for index, (part, following) in enumerate(pairwise(ordered)):
        if part.same and part.end - part.start > _STRAY:
            break
        passed += part.end - part.start
        if abs(following.shift - part.shift) > 2 * passed:
            begin = index + 1
    return kept[: len(kept) - begin] if backwards else kept[begin:]


def _to_words(text: str, start: int, end: int, exact: str) -> tuple[int, int]:
    """Edges that fall within words move to the words' ends, where the quote ended with words."""
    if exact[:1].isalnum():
        while 0 < start < len(text) and _in_word(text[start]) and _in_word(text[start - 1]):
            start -= 1
    if exact[-1:].isalnum():
        while 0 < end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
            end += 1
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def _in_word(char: str) -> bool:
    """Whether a character is within words as scripts with spaces and case write them."""
    return char.isdigit() or char.upper() != char
