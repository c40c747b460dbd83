"""Articles with their entities, as training data for models: plain data, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.models import Mention


@dataclass(frozen=True, slots=True)
class MarkedText:
    """An article and what is marked in it."""

    path: str
    text: str
    mentions: tuple[Mention, ...]
    """In order, not overlapping; each with its words as they stand in the text."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Marked articles."""

    language: str
    """Of the model that marked them, as spaCy names it."""
    texts: Iterable[MarkedText]


@dataclass(frozen=True, slots=True)
class CutSpan:
    """An entity that begins or ends within a token, so that no tagger of tokens can learn it."""

    article: str
    start: int
    end: int
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What was written."""

    content: bytes
    articles: int
    entities: int
    cut: tuple[CutSpan, ...] = ()
    """These were left open: neither an entity nor none."""


class TrainingFormat(Protocol):
    """A way to write training data; each is a module of this package."""

    def write(self, corpus: Corpus) -> TrainingData:
        """The data, whole."""
