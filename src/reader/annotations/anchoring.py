"""Finds an annotation's passage again after its article changed, or says that it cannot.

In stages, each only where the one before does not tell: the old offsets, the exact words, words like them. A place that
is wrong is worse than none, so each stage asks what is around the passage, too.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    from reader.annotations.windows import Stretch, Window

LONGEST_EDITED: Final = 20_000
"""Characters of a quote up to which edited forms of it are looked for."""
MOST_PLACES: Final = 400
"""Places of the exact words that are weighed, those nearest to the old one."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage is today."""

    position: Position | None
    """None when it is the whole article, or lost."""
    anchor: Anchor
    guess: Position | None = None
    """For a lost one, a place that a person may want to look at."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the pattern, and what a text has for it: the same, something else, or nothing."""

    source_start: int
    source_end: int
    start: int
    end: int
    same: bool

    @property
    def worth(self) -> float:
        """Above 0 for what tells that both are one passage, below for what tells that they are not.

        Unrelated prose is worth less than nothing in all, since few of its letters happen to be the same.
        """
        kept, found = self.source_end - self.source_start, self.end - self.start
        if self.same:
            return kept
        return -kept if kept == found else -(kept + found) / 2

    def within(self, start: int, end: int) -> _Piece:
        """The part of it that comes of these offsets in the pattern; empty if there is none."""
        before, after = max(0, start - self.source_start), max(0, self.source_end - end)
        return _Piece(
            self.source_start + before, self.source_end - after, self.start + before, self.end - after, self.same
        )


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
        start, end = _to_words(text, *_edges(pattern, whole, text, window), pattern.exact)
        if start < end:
            yield weighed(pattern, text, start, end, likeness_of(pattern.exact, text[start:end]))


def _edges(pattern: Pattern, whole: str, text: str, window: Window) -> tuple[int, int]:
    """Where the quote's first and last characters that are still there stand in a window."""
    from reader.annotations.windows import best_run

    pieces = [piece for stretch in window.ends(len(whole)) for piece in _aligned(whole, text, stretch)]
    quote_start = len(pattern.prefix)
    quote_end = quote_start + len(pattern.exact)
    kept = [piece.within(quote_start, quote_end) for piece in pieces[best_run(piece.worth for piece in pieces)]]
    places = [piece for piece in kept if piece.source_start < piece.source_end and piece.start < piece.end]
    return (places[0].start, places[-1].end) if places else (0, 0)


def _aligned(whole: str, text: str, stretch: Stretch) -> Iterator[_Piece]:
    """A part of a pattern beside the stretch that it may have become, piece by piece."""
    from rapidfuzz.distance import Levenshtein

    source = whole[stretch.source_start : stretch.source_end]
    for operation in Levenshtein.opcodes(source, text[stretch.start : stretch.end]):
        yield _Piece(
            stretch.source_start + operation.src_start,
            stretch.source_start + operation.src_end,
            stretch.start + operation.dest_start,
            stretch.start + operation.dest_end,
            operation.tag == "equal",
        )


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
