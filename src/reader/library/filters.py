"""Filters of a query: which articles may answer."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from reader.annotations.models import Motivation
from reader.annotations.people import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotations.models import Annotation
    from reader.library.library import Library
    from reader.library.mentioning import Mentioning
    from reader.search.folder import Snapshot
    from reader.search.query import Filter


class Filters:
    """Resolves filters from what the index and the caches know: no article is read for them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._facts: _Facts | None = None

    @cached_property
    def _mentioning(self) -> Mentioning:
        from reader.library.mentioning import Mentioning

        return Mentioning(self._library)

    def allowed(self, filters: Sequence[Filter]) -> frozenset[str] | None:
        """The paths that pass every filter; None when there is no filter."""
        if not filters:
            return None
        everything = frozenset(self._library.scanned.stamps)
        allowed = everything
        for item in filters:
            passing = self._passing(item, everything)
            allowed = allowed - passing if item.negated else allowed & passing
        return allowed

    def annotations(self, filters: Sequence[Filter]) -> frozenset[str] | None:
        """The ids of the annotations that pass every filter by person; None when there is no such filter."""
        by_person = [item for item in filters if item.name == "by"]
        if not by_person:
            return None
        kept = frozenset(self._library.store.snapshot().by_id)
        for item in by_person:
            passing = frozenset(annotation.id for annotation in self._written_by(item.value))
            kept = kept - passing if item.negated else kept & passing
        return kept

    def _written_by(self, name: str) -> tuple[Annotation, ...]:
        """What those wrote whom a name means."""
        store = self._library.store
        return store.written_by(meant(name, store.people()))

    def _passing(self, item: Filter, everything: frozenset[str]) -> frozenset[str]:
        value = item.value.casefold()
        match item.name:
            case "tag":
                return self._paths(self._library.store.tagged(item.value))
            case "by":
                return self._paths(self._written_by(item.value))
            case "path":
                return frozenset(path for path in everything if value in path.casefold())
            case "title":
                return self._titled(value)
            case "in":
                annotations = self._library.store.annotations()
                return self._paths(item for item in annotations if item.motivation is not Motivation.TAGGING)
            case _:
                return self._mentioning.articles(item.name, item.value, self._known().by_hash)

    def _paths(self, annotations: Iterable[Annotation]) -> frozenset[str]:
        """The paths of today of what is annotated."""
        moved = self._library.anchoring.moves.moved()
        return frozenset(moved.get(item.article.path, item.article.path) for item in annotations)

    def _titled(self, value: str) -> frozenset[str]:
        """The articles with these letters in their titles, as the person or else the article itself says."""
        own = {
            record.path: record.title.casefold() for record in self._library.anchoring.moves.records() if record.title
        }
        titles = self._known().titles
        found = {path for path, title in titles.items() if value in title and path not in own}
        return frozenset(found | {path for path, title in own.items() if value in title and path in titles})

    def _known(self) -> _Facts:
        """What the index in force knows of its articles."""
        snapshot = self._library.searching.indexing.snapshot
        if self._facts is None or self._facts.snapshot is not snapshot:
            self._facts = _Facts(snapshot)
        return self._facts


class _Facts:
    """Titles and hashes of the articles of an index."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self.snapshot = snapshot
        self.titles: dict[str, str] = {}
        """The titles of all articles by path, folded."""
        self.by_hash: defaultdict[str, list[str]] = defaultdict(list)
        """The paths of all articles by the hash of their bytes."""
        for path, title, sha256 in _articles(snapshot) if snapshot else ():
            self.titles[path] = title.casefold()
            self.by_hash[sha256].append(path)


def _articles(snapshot: Snapshot) -> Iterable[tuple[str, str, str]]:
    """Path, title and hash of each article that is still there."""
    alive = iter(snapshot.alive.tolist())
    for item in snapshot.stored:
        segment = item.segment
        hashes = segment.sha256.tobytes().hex()
        for number, (path, title) in enumerate(zip(segment.paths, segment.titles, strict=True)):
            if next(alive):
                yield path, title, hashes[64 * number : 64 * (number + 1)]
