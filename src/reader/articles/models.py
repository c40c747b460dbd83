"""What an article is: plain, immutable data.

Offsets are code points into the decoded text everywhere. ``sha256`` and ``size`` are of the file's bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.articles.markdown import Markdown

WORDS_PER_MINUTE = 220
"""Reading speed behind every ``minutes``."""


class Span(NamedTuple):
    """A stretch of text, from ``start`` up to but not including ``end``, in code points."""

    start: int
    end: int


class ArticleFile(NamedTuple):
    """A regular file that is taken for an article, as scanning found it; nothing of it has been read."""

    path: str
    """Relative to the article folder, POSIX, undecodable bytes written visibly: the article's name everywhere."""
    place: str
    """Where the bytes are. Text, since paths take long to make, and of most files nothing is read."""
    size: int
    """In bytes."""
    modified_ns: int
    """Modification time in nanoseconds since the epoch."""

    @property
    def file(self) -> Path:
        """Where the bytes are."""
        return Path(self.place)


class Skipped(NamedTuple):
    """Something in the folder that is not an article, and why; ``doctor`` lists it."""

    path: str
    reason: str


class Section(NamedTuple):
    """A heading and the text under it, up to the next heading of the same or a higher level."""

    title: str
    level: int
    """1 for the topmost."""
    start: int
    """Offset of the heading's first character."""
    end: int


@dataclass(frozen=True)
class Article:
    """One article, whole: decoded text and everything found out about it from the text alone.

    ``sections`` and ``damage`` look at the whole text, which a first screen does not need: they are worked out
    when first asked for, and kept.
    """

    path: str
    title: str
    text: str = field(repr=False)
    """Left out of ``repr``, which Textual asks for with every worker: of 5 MB that takes longer than a key should."""
    words: int
    """What ``wc -w`` counts."""
    size: int
    sha256: str
    modified_ns: int
    encoding: str
    """Python's name of the encoding that the bytes were decoded with; ``binary`` when they were not."""
    notices: tuple[str, ...]
    """Sentences a person should know: a doubtful encoding, a binary file that is not shown."""

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Headings and what is under them, in order."""
        from reader.articles.structure import sections_of

        return sections_of(self.text, self.markdown)

    @cached_property
    def damage(self) -> tuple[Span, ...]:
        """Characters that an earlier program destroyed (mojibake): shown dimmed, never recognized or searched."""
        from reader.articles.damage import damage_of

        return damage_of(self.text)

    @cached_property
    def markdown(self) -> Markdown | None:
        """What the marks of Markdown say, which the text of web pages is given, too; None for any other article."""
        from reader.articles.structure import markdown_of

        return markdown_of(self.text, self.path)

    @property
    def minutes(self) -> int:
        """Reading time, rounded up."""
        return -(-self.words // WORDS_PER_MINUTE)

    @property
    def is_binary(self) -> bool:
        """Whether the file holds no text; then ``text`` is empty."""
        return self.encoding == "binary"
