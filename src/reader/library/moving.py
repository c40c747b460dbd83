"""Articles that were moved or renamed: found again by their bytes, else by what was quoted of them.

An article whose path is still there was not moved, whatever else holds the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.lookups import combined
from reader.annotations.models import ArticleRecord, ArticleReference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.annotations.encoding import Document
    from reader.annotations.models import Annotation
    from reader.annotations.snapshot import Snapshot
    from reader.annotations.transaction import Transaction
    from reader.articles.scanning import Scan
    from reader.library.library import Library


class Moves:
    """Tells former paths of a library's articles. Costs little as long as no annotated article is gone."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: tuple[Snapshot, Scan, list[str], dict[str, str]] | None = None
        self._by_words: dict[str, str] = {}

    def gone(self) -> list[str]:
        """Paths that annotations or records name and that are no article's."""
        return self._look()[0]

    def moved(self) -> dict[str, str]:
        """Where articles that are gone are now: old path to new. Those that changed, too, once they were recognized."""
        return self._look()[1]

    def recognize(self, old: str, new: str) -> None:
        """Remember that an article that is gone is the one that now is at another path, though it changed."""
        self._by_words[old] = new
        self._known = None

    def former(self, path: str) -> list[str]:
        """Paths that an article had before."""
        return [old for old, new in self.moved().items() if new == path]

    def annotations(self, path: str) -> tuple[Annotation, ...]:
        """An article's annotations as they were last written, under its path or a former one."""
        store = self._library.store
        former = [item for old in self.former(path) for item in store.annotations(old)]
        return (*store.annotations(path), *(replace(item, article=item.article._replace(path=path)) for item in former))

    def record(self, path: str) -> ArticleRecord | None:
        """What a person said of an article, under its path and former ones."""
        return combined(path, map(self._library.store.record, (path, *self.former(path))))

    def records(self) -> tuple[ArticleRecord, ...]:
        """All that a person said of articles, under their paths of today."""
        moved, records = self.moved(), self._library.store.records()
        paths = dict.fromkeys(moved.get(record.path, record.path) for record in records)
        return tuple(filter(None, map(self.record, paths))) if moved else records

    def rulings(self) -> tuple[Document, ...]:
        """The rulings that stand, those on an article under its path of today."""
        rulings = self._library.store.rulings()
        versions: dict[str, dict[str, int]] = defaultdict(dict)
        for article in map(_article, rulings):
            if article and article.path not in self._library.scanned.stamps:
                versions[article.path][article.sha256] = article.size
        moved = self._find(versions)
        return tuple(_moved(ruling, moved) for ruling in rulings) if moved else rulings

    def settle(self, transaction: Transaction) -> None:
        """What is said anew of an article that was moved is no longer said under its former paths."""
        for path in [*transaction.changed_records]:
            for old in self.former(path):
                # Undoing puts back what was said there.
                if old not in transaction.changed_records and transaction.record(old) is not None:
                    transaction.put_record(ArticleRecord(old))

    def _look(self) -> tuple[list[str], dict[str, str]]:
        snapshot, scan = self._library.store.snapshot(), self._library.scanned
        known = self._known
        if known is None or known[0] is not snapshot or known[1] is not scan:
            gone = sorted((snapshot.by_path.keys() | snapshot.records.keys()) - scan.stamps.keys())
            by_words = {old: self._by_words[old] for old in gone if self._by_words.get(old) in scan.stamps}
            by_bytes = self._find({path: _versions(snapshot, path) for path in gone})
            known = self._known = snapshot, scan, gone, by_words | by_bytes
        return known[2:]

    def _find(self, versions: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
        """Where articles that are gone are now: old path to new, from old path to its hashes and their sizes."""
        sizes = {size for found in versions.values() for size in found.values()}
        if not sizes:
            return {}
        # Only files of the right size can be the same; few need to be read.
        paths = [file.path for file in self._library.files if file.size in sizes]
        self._library.catalog.load(paths)
        by_bytes: dict[str, list[str]] = defaultdict(list)
        annotated = self._library.store.snapshot().by_path
        for path in sorted(paths, key=lambda path: (path in annotated, path)):
            by_bytes[self._library.catalog.sha256(path)].append(path)
        places = {old: [new for sha256 in found for new in by_bytes.get(sha256, ())] for old, found in versions.items()}
        return {old: found[0] for old, found in places.items() if found}


def _versions(snapshot: Snapshot, path: str) -> dict[str, int]:
    """The hashes and sizes under which an article was annotated."""
    references: list[ArticleReference | ArticleRecord] = [item.article for item in snapshot.by_path.get(path, ())]
    if path in snapshot.records:
        references.append(snapshot.records[path])
    return _hashed(references)


def _article(ruling: Document) -> ArticleReference | None:
    """The article that a ruling is about; None where it holds everywhere, or names none that makes sense."""
    match ruling.get("article"):
        case {"path": str(path), "sha256": str(sha256), "size": int(size)}:
            return ArticleReference(path, sha256, size)
        case _:
            return None


def _moved(ruling: Document, moved: Mapping[str, str]) -> Document:
    """A ruling under the path of today of its article."""
    article = _article(ruling)
    if article is None or article.path not in moved:
        return ruling
    return {**ruling, "article": {**ruling["article"], "path": moved[article.path]}}


def _hashed(references: Iterable[ArticleReference | ArticleRecord]) -> dict[str, int]:
    return {item.sha256: item.size for item in references if item.sha256}
