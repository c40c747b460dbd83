"""The texts of articles whose hits are shown: the next key mostly finds the same ones."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.library.location import LibraryError

if TYPE_CHECKING:
    from reader.articles.scanning import Stamp
    from reader.library.library import Library

CHARACTERS_KEPT = 16_000_000
"""In all texts that are kept in memory together."""


class ArticleTexts:
    """Reads texts, and keeps those asked for last; safe on any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[tuple[str, Stamp], str] = {}
        self._characters = 0
        self._lock = threading.Lock()

    def of(self, path: str) -> str:
        """The text of an article.

        Raises:
            LookupError: the article is gone, or cannot be read.
        """
        key = path, self._library.scanned.stamps[path]
        with self._lock:
            text = self._kept.pop(key, None)
            if text is not None:
                self._kept[key] = text
                return text
        text = self._read(path)
        with self._lock:
            self._characters += len(text) - len(self._kept.pop(key, ""))
            self._kept[key] = text
            while self._characters > CHARACTERS_KEPT:
                self._characters -= len(self._kept.pop(next(iter(self._kept))))
        return text

    def _read(self, path: str) -> str:
        from reader.articles.decoding import UnreadableError, decode_named, read_bytes

        try:
            return decode_named(read_bytes(self._library.file(path).file), path).text
        except (UnreadableError, LibraryError) as error:
            raise LookupError(path) from error
