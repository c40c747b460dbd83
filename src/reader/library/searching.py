"""Search over a library: keeps the index up to date and answers what a person typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import chain, takewhile
from time import perf_counter as seconds
from typing import TYPE_CHECKING

from reader.library.people import unknown_person
from reader.library.texts import ArticleTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.library.clustering import Clustering
    from reader.library.filters import Filters
    from reader.library.indexing import Indexing
    from reader.library.library import Library
    from reader.library.notes import NoteSearch
    from reader.search.backend import SearchBackend
    from reader.search.folder import Snapshot
    from reader.search.models import Hit
    from reader.search.query import Filter, Query


FAR_SHARE = 0.5
"""An annotation whose score is less than this share of the best one's does not show among passages."""
PER_ARTICLE = 3
"""Hits of one article at most."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits, best first, and the engine's own time."""

    query: str
    hits: tuple[Hit, ...]
    milliseconds: float
    complete: bool = True
    """Whether all articles were searched; otherwise the index is being made, as `Progress` events tell."""
    notice: str = ""
    """Why nothing can be found, if that is known: a sentence without its capital."""


class Searching:
    """The library's search; safe on any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._engine: SearchBackend | None = None
        self._texts = ArticleTexts(library)

    @cached_property
    def _filters(self) -> Filters:
        from reader.library.filters import Filters

        return Filters(self._library)

    @cached_property
    def _notes(self) -> NoteSearch:
        from reader.library.notes import NoteSearch

        return NoteSearch(self._library, self._texts.of)

    @cached_property
    def clustering(self) -> Clustering:
        """The search cluster, if the settings name one."""
        from reader.library.clustering import Clustering

        return Clustering(self._library, self._texts.of, lambda: self._engine)

    @cached_property
    def indexing(self) -> Indexing:
        """The index and the work on it."""
        from reader.library.indexing import Indexing

        return Indexing(self._library, self._adopt)

    def update(self) -> SearchBackend:
        """Bring the index up to date with the files, however long it takes.

        Raises:
            LibraryError: the index can be kept nowhere, or the indexing processes died.
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
            LibraryError: the index can be kept nowhere, or the indexing processes died.
        """
        from reader.search.query import parse_query

        complete = self.indexing.bring_up_to_date(wait=wait)
        started = seconds()
        query = parse_query(typed)
        in_notes = [item for item in query.filters if item.name == "in" and not item.negated]
        filters = [item for item in query.filters if item not in in_notes and not (in_notes and item.name == "by")]
        allowed = self._filters.allowed(filters) if filters else None
        among = self._filters.annotations(query.filters) if query.filters else None
        if in_notes:
            notes = self._notes.search(
                query, limit, allowed=allowed, among=among, with_quotes=True, explained=explained
            )
            found = list(notes)
        else:
            found = self._everywhere(query, limit, allowed, among, cancelled, explained=explained)
        unknown = "" if found else unknown_person(self._library, query.filters)
        return Answer(typed, tuple(found), (seconds() - started) * 1000, complete, unknown)

    def allowed(self, filters: Sequence[Filter]) -> frozenset[str] | None:
        """The paths of the indexed articles that pass every filter; None when there is no filter."""
        if filters:
            self.indexing.bring_up_to_date(wait=False)
        return self._filters.allowed(filters)

    @property
    def problem(self) -> str:
        """Why not all articles can be searched; empty when they can, or will be soon."""
        return self.indexing.problem

    def text(self, path: str) -> str:
        """The text of an article; that of a hit was just read, however long it is.

        Raises:
            LookupError: the article is gone, or cannot be read.
        """
        return self._texts.of(path)

    def close(self) -> None:
        """End the work on the index; what is done is kept."""
        if "clustering" in self.__dict__:
            self.clustering.close()
        if "indexing" in self.__dict__:
            self.indexing.close()

    def _everywhere(
        self,
        query: Query,
        limit: int,
        allowed: frozenset[str] | None,
        among: frozenset[str] | None,
        cancelled: Callable[[], bool] | None,
        *,
        explained: bool,
    ) -> list[Hit]:
        """Passages, and those whose annotations answer the query."""
        engine = self.clustering.engine
        if engine is None:
            return []
        hits = engine.search(query, limit, allowed=allowed, cancelled=cancelled, explained=explained)
        if not query.words or (cancelled and cancelled()):
            return hits
        noted = self._notes.search(query, limit, allowed=allowed, among=among, with_quotes=False, explained=explained)
        return _together(hits, noted, limit)

    def _adopt(self, snapshot: Snapshot) -> None:
        """Search in this index from now on."""
        from reader.search.backend import LocalSearch

        self._engine = LocalSearch(snapshot.index(), self._texts.of)


def _together(hits: Sequence[Hit], noted: Iterator[Hit], limit: int) -> list[Hit]:
    """Passages and annotated ones, best first: those far from the best are left out, and so is what is shown anyway."""
    first = next(noted, None)
    if first is None:
        return list(hits)
    best = max(hit.score for hit in (first, *hits[:1]))
    near = takewhile(lambda hit: hit.score >= FAR_SHARE * best, chain([first], noted))
    shown: list[Hit] = []
    counts: Counter[str] = Counter()
    for hit in merge(hits, near, key=lambda hit: -hit.score):
        within = any(
            hit.article == other.article and other.start <= hit.start and hit.end <= other.end for other in shown
        )
        if not within and counts[hit.article] < PER_ARTICLE:
            counts[hit.article] += 1
            shown.append(hit)
        if len(shown) == limit:
            break
    return shown
