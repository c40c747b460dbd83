"""All annotations at one moment, with the indexes that look-ups need; never changed, only replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from reader.annotations.documents import (
    Document,
    annotation_from_document,
    check_ruling,
    record_from_document,
)
from reader.annotations.errors import InvalidDocument
from reader.annotations.tags import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.annotations.encoding import Tables
    from reader.annotations.models import Annotation, ArticleRecord

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Annotations by id, article and tag; records by article. Any thread may read it without a lock."""

    by_id: Mapping[str, Annotation] = field(default_factory=dict)
    """Tombstones too."""
    by_path: Mapping[str, tuple[Annotation, ...]] = field(default_factory=dict)
    """Those of an article in the order of its text; no tombstones."""
    by_tag: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded tag -> ids; no tombstones."""
    records: Mapping[str, ArticleRecord] = field(default_factory=dict)
    rulings: tuple[Document, ...] = ()

    def changed(
        self, annotations: Mapping[str, Annotation | None], records: Mapping[str, ArticleRecord | None]
    ) -> Snapshot:
        """A snapshot in which these are put in place of those with the same id or path; None removes."""
        by_id = _replaced(self.by_id, annotations)
        paths, tags = dict(self.by_path), dict(self.by_tag)
        before = {key: self.by_id[key] for key in annotations if key in self.by_id}
        after = {key: item for key, item in annotations.items() if item is not None and item.deleted is None}
        for path in {item.article.path for item in [*before.values(), *after.values()]}:
            kept = _merged(paths.get(path, ()), path, annotations, after)
            _set(paths, path, tuple(sorted(kept, key=_place)))
        stale, fresh = _ids_by_tag(before.values()), _ids_by_tag(after.values())
        for tag in stale.keys() | fresh.keys():
            ids = dict.fromkeys(key for key in tags.get(tag, ()) if key not in annotations) | fresh.get(
                tag, {}
            )
            _set(tags, tag, tuple(ids))
        return Snapshot(by_id, paths, tags, _replaced(self.records, records), self.rulings)


def snapshot_of(tables: Tables) -> Snapshot:
    """The snapshot of a file's tables.

    Raises:
        InvalidDocument: a document is not of its table's shape, or stands twice; the message names it.
    """
    annotations: dict[str, Annotation] = {}
    records: dict[str, ArticleRecord] = {}
    rulings: list[Document] = []
    place = ""
    try:
        for doc_id, document in tables.get("annotations", {}).items():
            place = f"annotations[{doc_id}]"
            annotation = annotation_from_document(document)
            _add(annotations, annotation.id, annotation)
        for doc_id, document in tables.get("articles", {}).items():
            place = f"articles[{doc_id}]"
            record = record_from_document(document)
            _add(records, record.path, record)
        for doc_id, document in tables.get("rulings", {}).items():
            place = f"rulings[{doc_id}]"
            rulings.append(check_ruling(document))
    except InvalidDocument as error:
        raise InvalidDocument(f"{place}: {error}") from error
    return Snapshot(records=records, rulings=tuple(rulings)).changed(annotations, {})


def _add(items: dict[str, _Item], key: str, item: _Item) -> None:
    if items.setdefault(key, item) is not item:
        raise InvalidDocument(f"{key!r} stands twice")


def _place(annotation: Annotation) -> tuple[int, int, str]:
    """Where an annotation stands in its article: those on the whole of it first; equals by age."""
    position = annotation.position
    return (position.start, position.end, annotation.created) if position else (-1, -1, annotation.created)


def _merged(
    items: tuple[Annotation, ...],
    path: str,
    changes: Mapping[str, Annotation | None],
    after: Mapping[str, Annotation],
) -> list[Annotation]:
    """An article's annotations with the changes in their old place, new ones at the end."""
    kept = {item.id: item for item in items if item.id not in changes or item.id in after}
    kept |= {key: item for key, item in after.items() if item.article.path == path}
    return [item for item in kept.values() if after.get(item.id, item).article.path == path]


def _ids_by_tag(annotations: Iterable[Annotation]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for annotation in annotations:
        for tag in annotation.tags:
            found.setdefault(fold(tag), {})[annotation.id] = None
    return found


def _replaced(former: Mapping[str, _Item], changes: Mapping[str, _Item | None]) -> Mapping[str, _Item]:
    """The former items with the changes in their place; None removes."""
    if not changes:
        return former
    merged = {**former, **changes}
    return {key: item for key, item in merged.items() if item is not None}


def _set(index: dict[str, tuple[_Item, ...]], key: str, items: tuple[_Item, ...]) -> None:
    """Keep items under a key, which is not kept for none."""
    if items:
        index[key] = items
    else:
        index.pop(key, None)
