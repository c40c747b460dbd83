"""What a search gives back: plain, immutable data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.articles.models import Span


@dataclass(frozen=True, slots=True)
class MatchedWord:
    """What a typed word was taken for in a passage."""

    typed: str
    matched: str
    """Words of the passage, with spaces between; empty when it holds no reading of the typed word."""
    how: str
    """``as typed``, ``completed``, ``misspelled``, ``abbreviated``, ``run together``, ``apart``, or ``missing``."""
    value: float
    """What it adds where it stands: the logarithm of how telling it is (nats)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a passage stands where it does; the three parts add up to the hit's score."""

    words: tuple[MatchedWord, ...]
    """One for each typed word."""
    article: float
    """For the words that the article holds anywhere."""
    nearness: float
    """For how near together they stand from some word of the passage on."""
    order: float
    """For words that stand side by side as they were typed."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the person wrote about a passage: the words that answer the query in its place."""

    annotation: str
    """The annotation's id."""
    text: str
    """The note and its tags; empty for a highlight alone."""
    matches: tuple[Span, ...]
    """The matched words, as offsets in ``text``."""
    about: Span | None
    """The passage that it is about; None when that is the whole article, or not to be found."""
    writer: str = ""
    """Who wrote it, where that needs to be told."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers the query; ``passage == text[start:end]`` of the article."""

    article: str
    """The article's path."""
    title: str
    start: int
    end: int
    score: float
    """Higher is better; comparable within one answer only."""
    passage: str
    matches: tuple[Span, ...]
    """The matched words, as offsets in the article, in order, not overlapping."""
    explanation: Explanation | None = None
    """Only when it was asked for."""
    written: Written | None = None
    """What was found instead of the passage's own words."""

    @property
    def places(self) -> tuple[Span, ...]:
        """What to mark and to go to in the article: the matched words, or else the whole passage of a note."""
        if self.matches or self.written is None or self.written.about is None:
            return self.matches
        return (self.written.about,)
