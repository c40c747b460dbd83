"""Search over a library: keeps the index up to date and answers what a person typed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.indexing import Indexing
    from reader.library.library import Library
    from reader.search.backend import SearchBackend
    from reader.search.folder import Snapshot
    from reader.search.models import Hit


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits, best first, and the engine's own time."""

    query: str
    hits: tuple[Hit, ...]
    milliseconds: float
    complete: bool = True
    """Whether all articles were searched; otherwise the index is being made, as `Progress` events tell."""


class Searching:
    """The library's search; safe on any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._engine: SearchBackend | None = None

    @cached_property
    def indexing(self) -> Indexing:
        """The index and the work on it."""
        from reader.library.indexing import Indexing

        return Indexing(self._library, self._adopt)

    def update(self) -> SearchBackend:
        """Bring the index up to date with the files, however long it takes.

        Raises:
            OSError: the index can be kept nowhere.
            LibraryError: the indexing processes died.
        """
        self.indexing.bring_up_to_date(wait=True)
        if self._engine is None:
            raise LookupError("the index was closed")
        return self._engine

    def search(
        self,
        typed: str,
        limit: int = 20,
        cancelled: Callable[[], bool] | None = None,
        *,
        wait: bool = False,
        explained: bool = False,
    ) -> Answer:
        """Answer what a person typed; filters are resolved here. An empty query has no hits.

        Args:
            typed: the query.
            limit: hits at most.
            cancelled: asked now and then; once it says yes, there are no hits.
            wait: whether to wait until all articles are indexed. Otherwise what is indexed so far answers, and the rest
                is indexed in the background.
            explained: whether each hit says why it was found.

        Raises:
            OSError: the index can be kept nowhere.
            LibraryError: the indexing processes died.
        """
        from reader.library.filters import allowed_articles
        from reader.search.query import parse_query

        complete = self.indexing.bring_up_to_date(wait=wait)
        started = time.perf_counter()
        query = parse_query(typed)
        allowed = allowed_articles(self._library, query.filters)
        engine = self._engine
        hits = engine.search(query, limit, allowed=allowed, cancelled=cancelled, explained=explained) if engine else ()
        return Answer(typed, tuple(hits), (time.perf_counter() - started) * 1000, complete)

    def close(self) -> None:
        """End the work on the index; what is done is kept."""
        if "indexing" in self.__dict__:
            self.indexing.close()

    def _adopt(self, snapshot: Snapshot) -> None:
        """Search in this index from now on."""
        from reader.search.backend import LocalSearch

        self._engine = LocalSearch(snapshot.index(), self._text)

    def _text(self, path: str) -> str:
        from reader.articles.decoding import UnreadableError, decode, read_bytes

        try:
            file = self._library.file(path)
            article = self._library.read_already(file)
            return article.text if article else decode(read_bytes(file.file)).text
        except (UnreadableError, LibraryError) as error:
            raise LookupError(path) from error
