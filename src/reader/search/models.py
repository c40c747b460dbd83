"""What a search gives back: plain, immutable data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.articles.models import Span


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
