"""A file becomes an article: bytes, text, title, sections, damage."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.decoding import decode_named, read_bytes
from reader.articles.models import Article
from reader.articles.structure import title_of

if TYPE_CHECKING:
    from reader.articles.models import ArticleFile

_ASCII = bytes(range(0x80))
_SPACE_OR_NOT = bytes(ord(" ") if byte in b" \t\n\v\f\r\x1c\x1d\x1e\x1f" else ord("x") for byte in range(256))
_WIDE_SPACES = tuple(
    space.encode()
    for space in "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


class ArticleSummary(NamedTuple):
    """What a list shows of an article; the text itself is not kept."""

    path: str
    title: str
    words: int
    size: int
    modified_ns: int
    sha256: str
    encoding: str
    notices: tuple[str, ...]


def read_article(file: ArticleFile) -> Article:
    """Read one article whole.

    Raises:
        UnreadableError: the file is gone, not a regular one, or not ours to read.
    """
    data = read_bytes(file.file)
    decoded = decode_named(data, file.path)
    return Article(
        path=file.path,
        title=title_of(decoded.text, file.path),
        text=decoded.text,
        words=words_of(decoded.text),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        modified_ns=file.modified_ns,
        encoding=decoded.encoding,
        notices=decoded.notices,
    )


def read_summary(file: ArticleFile) -> ArticleSummary:
    """Read what a list shows of one article.

    Raises:
        UnreadableError: the file is gone, not a regular one, or not ours to read.
    """
    return summary_of(read_article(file))


def summary_of(article: Article) -> ArticleSummary:
    """What a list shows of an article that was read already."""
    return ArticleSummary(**{name: getattr(article, name) for name in ArticleSummary._fields})


def words_of(text: str) -> int:
    """What ``wc -w`` counts: runs of characters that are not white space."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        beyond_ascii = data.translate(None, _ASCII)
        for space in _WIDE_SPACES:
            if space in beyond_ascii:
                data = data.replace(space, b" ")
    marked = data.translate(_SPACE_OR_NOT)
    return marked.count(b" x") + marked.startswith(b"x")
