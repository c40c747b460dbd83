"""An article's file becomes what is indexed of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.articles.damage import damage_of, mask
from reader.articles.decoding import UnreadableError, decode_named, is_supported, read_bytes
from reader.articles.structure import title_of
from reader.search.segment import IndexedText

if TYPE_CHECKING:
    from reader.articles.models import ArticleFile


def indexed_text(file: ArticleFile) -> IndexedText:
    """What is indexed of an article; of one that cannot be read, only that it is there (without a hash)."""
    data = _bytes(file)
    if data is None:
        return IndexedText(file.path, "", "", file.size, file.modified_ns)
    text = decode_named(data, file.path).text
    return IndexedText(
        file.path,
        title_of(text, file.path),
        mask(text, damage_of(text)),
        file.size,
        file.modified_ns,
        hashlib.sha256(data).digest(),
    )


def file_hash(file: ArticleFile) -> bytes | None:
    """The hash of a file; None when it cannot be read."""
    data = _bytes(file)
    return None if data is None else hashlib.sha256(data).digest()


def _bytes(file: ArticleFile) -> bytes | None:
    """What is in a file; None when it cannot be read, or not be made sense of with what is installed."""
    if not is_supported(file.path):
        return None
    try:
        return read_bytes(file.file)
    except UnreadableError:
        return None
