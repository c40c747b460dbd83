"""What goes out of a library and comes into one: plain data, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.annotations.models import Annotation, ArticleRecord

Document = dict[str, Any]


class ExchangeError(Exception):
    """A file cannot be taken for what it should be; the message is one sentence without the file's name."""


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What the program found out about an article that an export names."""

    path: str
    title: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that an export may tell."""

    library: str
    """The library's name."""
    exported: str
    """When, UTC, RFC 3339."""
    annotations: tuple[Annotation, ...] = ()
    """In the order in which they will stand; tombstones, too, if they are to be told."""
    records: tuple[ArticleRecord, ...] = ()
    """What a person said of articles."""
    rulings: tuple[Mapping[str, Any], ...] = ()
    """Rulings on entities, as the store holds them."""
    articles: tuple[ArticleInfo, ...] = ()
    """Articles to be named even if the person said nothing of them."""

    def titles(self) -> dict[str, str]:
        """Titles by path: the person's, else the article's own."""
        found = {article.path: article.title for article in self.articles if article.title}
        return found | {record.path: record.title for record in self.records if record.title}


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item of a file that cannot be taken."""

    item: str
    """Where it stands in the file."""
    why: str


@dataclass(slots=True)
class Incoming:
    """What a file brings."""

    annotations: list[Annotation] = field(default_factory=list)
    records: list[ArticleRecord] = field(default_factory=list)
    rulings: list[Document] = field(default_factory=list)
    undated: set[str] = field(default_factory=set)
    """Ids of annotations that came without a time; they have the present one."""
    unsupported: int = 0
    """Valid items that are on no article's text."""
    rejected: list[Rejected] = field(default_factory=list)


class Format(Protocol):
    """A way to write annotations; each is a module of this package."""

    def write(self, bundle: Bundle) -> bytes:
        """The export, whole."""


class ReadableFormat(Format, Protocol):
    """A format that comes in, too."""

    def read(self, raw: bytes) -> Incoming:
        """What a file of this format brings; items that are not valid are listed in it.

        Raises:
            ExchangeError: the file is not of this format at all.
        """
