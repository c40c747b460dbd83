"""Search over a library: keeps the index up to date and answers what a person typed."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.library import Library
    from reader.search.backend import SearchBackend
    from reader.search.index import IndexedText
    from reader.search.models import Hit


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits, best first, and the engine's own time."""

    query: str
    hits: tuple[Hit, ...]
    milliseconds: float


class Searching:
    """The library's search; safe on any thread, the first search builds the index."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._engine: SearchBackend | None = None
        self._indexed: frozenset[tuple[str, int, int]] = frozenset()

    def update(self) -> SearchBackend:
        """Bring the index up to date with the files; nothing is read when nothing changed."""
        files = self._library.files
        state = frozenset((file.path, file.size, file.modified_ns) for file in files)
        with self._lock:
            if self._engine is None or state != self._indexed:
                from reader.search.backend import LocalSearch
                from reader.search.index import build_index

                self._engine = LocalSearch(build_index(self._texts()), self._text)
                self._indexed = state
            return self._engine

    def search(self, typed: str, limit: int = 20, cancelled: Callable[[], bool] | None = None) -> Answer:
        """Answer what a person typed; filters are resolved here. An empty query has no hits."""
        from reader.library.filters import allowed_articles
        from reader.search.query import parse_query

        engine = self.update()
        started = time.perf_counter()
        query = parse_query(typed)
        allowed = allowed_articles(self._library, query.filters)
        hits = engine.search(query, limit, allowed=allowed, cancelled=cancelled)
        return Answer(typed, tuple(hits), (time.perf_counter() - started) * 1000)

    def _text(self, path: str) -> str:
        from reader.articles.decoding import UnreadableError

        try:
            return self._library.article(path).text
        except (UnreadableError, LibraryError) as error:
            raise LookupError(path) from error

    def _texts(self) -> Iterator[IndexedText]:
        from reader.articles.damage import mask
        from reader.articles.decoding import UnreadableError
        from reader.search.index import IndexedText

        for file in self._library.files:
            try:
                article = self._library.article(file.path)
            except (UnreadableError, LibraryError):
                continue
            yield IndexedText(article.path, article.title, mask(article.text, article.damage))
