"""Weighs the places where a passage may be: how alike the words are, and what is around them.

The limits were set on edited articles of several kinds of prose, where a rewritten passage is alike by 0.4 and more
with its context whole, and an unrelated one by 0.35 at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reader.annotations.models import AnchorState

SHORT: Final = 20
"""Quotes of fewer characters may stand anywhere by chance: they need their context."""
NEAR: Final = 200
"""Characters that a passage may have moved and still be near."""

SAME_CONTEXT: Final = 0.9
"""Likeness of what is around from which on no other place needs to be looked for."""
_RIVAL: Final = 0.1
"""Two places whose scores differ by less are not told apart surely."""
_SOME_CONTEXT: Final = 0.3
"""More than chance on the better side."""
_HALF_CONTEXT: Final = 0.5
"""One side, or some of both."""
_GOOD_CONTEXT: Final = 0.6
_FIRM_CONTEXT: Final = 0.75
"""More than one side."""
_FIRM_SIDE: Final = 0.8
_WHOLE_SIDE: Final = 0.9

_ALIKE: Final = 0.5
_SURELY_ALIKE: Final = 0.75
_ALIKE_ALONE: Final = 0.8
"""Without any context; its context whole, words may be less alike by ``_CONTEXT_FOR_WORDS``."""
_CONTEXT_FOR_WORDS: Final = 0.5
_SURELY_ALIKE_ALONE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Pattern:
    """The folded quote with its context, and where it was."""

    prefix: str
    exact: str
    suffix: str
    offset: int | None
    """Where it was, by today's folded text; None when nobody knows."""

    @property
    def has_context(self) -> bool:
        """Whether anything was kept of what was around it."""
        return bool(self.prefix.strip() or self.suffix.strip())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the folded text, and how far it resembles the pattern."""

    start: int
    end: int
    likeness: float
    """Of the words, 0 to 1."""
    before: float | None
    """Likeness of what is before; None when nothing was kept of it."""
    after: float | None
    distance: int
    """Characters from the old place."""

    def overlaps(self, other: Candidate) -> bool:
        """Whether both have text in common."""
        return self.start < other.end and other.start < self.end

    @property
    def context(self) -> float:
        """Likeness of what is around, as a whole."""
        known = [side for side in (self.before, self.after) if side is not None]
        return sum(known) / len(known) if known else 0.0

    @property
    def closer_side(self) -> float:
        """Likeness of what is on the side that is better known."""
        return max((side for side in (self.before, self.after) if side is not None), default=0.0)

    @property
    def score(self) -> float:
        """Words and what is around them, 0 to 1."""
        return self.likeness if self.before is self.after is None else 0.6 * self.likeness + 0.4 * self.context


def state_of(pattern: Pattern, best: Candidate, candidates: list[Candidate]) -> AnchorState:
    """What the best candidate is worth, beside the others."""
    if not _found(pattern, best):
        return AnchorState.ORPHAN
    if any(_is_rival(pattern, item, best) for item in candidates[1:]):
        return AnchorState.UNSURE
    if pattern.has_context:
        whole_side = best.likeness == 1 and best.closer_side >= _WHOLE_SIDE
        sure = best.likeness >= _SURELY_ALIKE and (best.context >= _GOOD_CONTEXT or whole_side)
    else:
        sure = len(pattern.exact) >= SHORT and best.likeness >= _SURELY_ALIKE_ALONE
    return AnchorState.SURE if sure else AnchorState.UNSURE


def _is_rival(pattern: Pattern, other: Candidate, best: Candidate) -> bool:
    """Whether another place may be meant: one that is nearly as like, or one where the passage was."""
    if other.overlaps(best):
        return False
    stayed = pattern.offset is not None and other.distance <= NEAR < best.distance
    return best.score - other.score < _RIVAL or (stayed and _found(pattern, other))


def _found(pattern: Pattern, best: Candidate) -> bool:
    """Whether it is the passage at all: words that differ more need more of their context."""
    same, short = best.likeness == 1, len(pattern.exact) < SHORT
    if not pattern.has_context:
        return best.likeness >= _ALIKE_ALONE and (not short or (same and best.distance <= NEAR))
    if short:
        return (same and (best.closer_side >= _FIRM_SIDE or best.context >= _HALF_CONTEXT)) or (
            best.likeness >= _ALIKE and best.context >= _FIRM_CONTEXT
        )
    somewhere_like_it = best.closer_side >= _SOME_CONTEXT or best.distance <= NEAR
    return somewhere_like_it and (same or best.likeness >= _ALIKE_ALONE - _CONTEXT_FOR_WORDS * best.context)


def weighed(pattern: Pattern, text: str, start: int, end: int, likeness: float) -> Candidate:
    """A place in a folded text, with what is around it."""
    distance = 0 if pattern.offset is None else abs(start - pattern.offset)
    before = _side(pattern.prefix[::-1], text[max(0, start - len(pattern.prefix)) : start][::-1])
    after = _side(pattern.suffix, text[end : end + len(pattern.suffix)])
    # Nothing was kept of where the article begins or ends; that is a place, too.
    if before is None and after is not None and text[: min(2, start)].strip() == "":
        before = 1.0
    if after is None and before is not None and text[end : end + 2].strip() == "":
        after = 1.0
    return Candidate(start, end, likeness, before, after, distance)


def _side(kept: str, found: str) -> float | None:
    """How alike the text beside a passage is, read away from it."""
    from rapidfuzz.distance import Indel, Prefix

    if not kept.strip():
        return None
    run = Prefix.similarity(kept, found) / len(kept)
    return max(0.0, run, 2 * Indel.normalized_similarity(kept, found) - 1)


def rank(candidate: Candidate) -> tuple[float, int]:
    """Sorts the best first; of equals, the one nearest to the old place."""
    return -round(candidate.score, 2), candidate.distance


def likeness_of(one: str, other: str) -> float:
    """How alike two passages are, by characters or by words; unrelated prose has about 0.1."""
    from rapidfuzz.distance import Indel

    by_characters = 2 * Indel.normalized_similarity(one, other) - 1
    by_words = Indel.normalized_similarity(one.split(), other.split())
    return max(0.0, by_characters, by_words)
