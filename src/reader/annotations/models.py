"""What a reader adds to an article: plain, immutable data in the words of the W3C Web Annotation model."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

CONTEXT_LENGTH = 32
"""Code points of text kept before and after a quote, to tell equal quotes apart."""


class Motivation(StrEnum):
    """Why an annotation was made."""

    TAGGING = "tagging"
    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"


class Color(StrEnum):
    """The six highlighters."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"
    ORANGE = "orange"


class Status(StrEnum):
    """How far a person says to be with an article."""

    UNREAD = "unread"
    READING = "reading"
    DONE = "done"


class AnchorState(StrEnum):
    """How surely an annotation's passage is known in today's text."""

    SURE = "sure"
    UNSURE = "unsure"
    ORPHAN = "orphan"


class ArticleReference(NamedTuple):
    """The article as it was when it was annotated."""

    path: str
    sha256: str = ""
    size: int = 0


class Quote(NamedTuple):
    """A passage by its words, with ``CONTEXT_LENGTH`` characters around it (W3C TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Position(NamedTuple):
    """A passage by its offsets (W3C TextPositionSelector)."""

    start: int
    end: int


class Anchor(NamedTuple):
    """Where the passage stands today."""

    state: AnchorState = AnchorState.SURE
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Annotation:
    """A tag, highlight or note; a tombstone when ``deleted`` is set. Times are UTC, RFC 3339."""

    id: str
    created: str
    modified: str
    motivation: Motivation
    article: ArticleReference
    quote: Quote | None = None
    """None: the whole article."""
    position: Position | None = None
    anchor: Anchor | None = None
    tags: tuple[str, ...] = ()
    color: Color | None = None
    body: str = ""
    creator: str | None = None
    deleted: str | None = None
    source: str | None = None
    original_id: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    """Keys of other programs, kept as they came."""

    @property
    def is_article_tag(self) -> bool:
        """Whether it tags the article as a whole."""
        return self.motivation is Motivation.TAGGING and self.quote is None and self.position is None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What a person said of an article; never what the program found out."""

    path: str
    sha256: str = ""
    size: int = 0
    title: str | None = None
    status: Status | None = None
    starred: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


class TagCount(NamedTuple):
    """How often a tag is used."""

    tag: str
    """As it was first spelled."""
    articles: int
    """Articles that carry it, as a whole or on a passage."""
    annotations: int
    """Annotations that carry it; a tag on an article is one."""
