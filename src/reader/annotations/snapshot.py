"""All annotations at one moment, with the indexes that look-ups need; never changed, only replaced."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from reader.annotations.documents import (
    annotation_from_document,
    check_ruling,
    record_from_document,
)
from reader.annotations.errors import InvalidDocumentError, shown
from reader.annotations.models import Annotation, ArticleRecord, TagCount
from reader.annotations.people import people_among
from reader.annotations.tags import fold, is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reader.annotations.encoding import Document, Tables

TOMBSTONES_STAY: Final = timedelta(days=30)
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Snapshot:
    """Annotations by id, article and tag; records by article. Any thread may read it without a lock."""

    by_id: Mapping[str, Annotation] = field(default_factory=dict)
    """No tombstones, here and in the indexes."""
    tombstones: Mapping[str, Annotation] = field(default_factory=dict)
    """What is left of removed ones, by id."""
    records: Mapping[str, ArticleRecord] = field(default_factory=dict)
    rulings: Mapping[str, Document] = field(default_factory=dict)
    """By id, what is left of removed ones, too."""

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Annotation, ...]]:
        """Those of an article in the order of its text."""
        groups: defaultdict[str, list[Annotation]] = defaultdict(list)
        for item in self.by_id.values():
            groups[item.article.path].append(item)
        return {path: tuple(sorted(items, key=_place)) for path, items in groups.items()}

    @cached_property
    def by_tag(self) -> Mapping[str, Mapping[str, Annotation]]:
        """Those that carry a tag (folded), by id."""
        groups: defaultdict[str, dict[str, Annotation]] = defaultdict(dict)
        for item in self.by_id.values():
            for tag in item.tags:
                groups[fold(tag)][item.id] = item
        return dict(groups)

    @cached_property
    def by_creator(self) -> Mapping[str | None, tuple[Annotation, ...]]:
        """Those of a person, under each spelling of the name apart; None for those that say nothing of it."""
        groups: defaultdict[str | None, list[Annotation]] = defaultdict(list)
        for item in self.by_id.values():
            groups[item.creator].append(item)
        return {creator: tuple(items) for creator, items in groups.items()}

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who wrote annotations or made rulings, by name."""
        rulings = (item.get("creator") for item in self.rulings.values() if item.get("deleted") is None)
        return people_among((*self.by_creator, *rulings))

    @cached_property
    def tag_counts(self) -> tuple[TagCount, ...]:
        """How often each tag is used, by name."""
        return tuple(self._count(tag) for tag in sorted(self.by_tag))

    def tagged(self, tag: str) -> list[Annotation]:
        """Annotations that carry a tag or one nested in it, however it is spelled; the oldest first."""
        parent = fold(tag)
        names = [name for name in self.by_tag if is_within(name, parent)]
        return _by_age({key: item for name in names for key, item in self.by_tag[name].items()})

    def carrying(self, tag: str) -> list[Annotation]:
        """Annotations that carry just this tag, however it is spelled; the oldest first."""
        return _by_age(self.by_tag.get(fold(tag), {}))

    def outdated(self) -> set[str]:
        """Ids of tombstones that have stood long enough."""
        return {key for key, item in self.tombstones.items() if _is_outdated(item.deleted)}

    def outdated_rulings(self) -> set[str]:
        """Ids of removed rulings of which enough time was told."""
        return {key for key, item in self.rulings.items() if _is_outdated(item.get("deleted"))}

    def changed(
        self,
        annotations: Mapping[str, Annotation | None],
        records: Mapping[str, ArticleRecord | None],
        rulings: Mapping[str, Document | None] | None = None,
    ) -> Snapshot:
        """A snapshot in which these are put in place of those with the same id or path; None removes."""
        live = {key: None if item is None or item.deleted else item for key, item in annotations.items()}
        dead = {key: item if item is not None and item.deleted else None for key, item in annotations.items()}
        snapshot = Snapshot(
            _replaced(self.by_id, live),
            _replaced(self.tombstones, dead),
            _replaced(self.records, records),
            _replaced(self.rulings, rulings) if rulings else self.rulings,
        )
        before = [self.by_id[key] for key in annotations if key in self.by_id]
        after = [item for item in live.values() if item is not None]
        # An index that was made follows the changes; one that was not is made when it is asked for.
        if "by_path" in self.__dict__:
            snapshot.__dict__["by_path"] = self._paths_after(before, after)
        if "by_tag" in self.__dict__:
            snapshot.__dict__["by_tag"] = self._tags_after(before, after)
        return snapshot

    def _paths_after(self, before: list[Annotation], after: list[Annotation]) -> Mapping[str, tuple[Annotation, ...]]:
        by_path = dict(self.by_path)
        for path, changes in _grouped(before, after, lambda item: (item.article.path,)).items():
            placed = _replaced({item.id: item for item in by_path.get(path, ())}, changes)
            by_path[path] = tuple(sorted(placed.values(), key=_place))
        return {path: items for path, items in by_path.items() if items}

    def _tags_after(self, before: list[Annotation], after: list[Annotation]) -> Mapping[str, Mapping[str, Annotation]]:
        by_tag = dict(self.by_tag)
        for tag, changes in _grouped(before, after, lambda item: map(fold, item.tags)).items():
            by_tag[tag] = _replaced(by_tag.get(tag, {}), changes)
        return {tag: items for tag, items in by_tag.items() if items}

    def _count(self, folded: str) -> TagCount:
        found = self.carrying(folded)
        spelling = next(tag for tag in found[0].tags if fold(tag) == folded)
        return TagCount(spelling, len({annotation.article.path for annotation in found}), len(found))


def snapshot_of(tables: Tables) -> Snapshot:
    """The snapshot of a file's tables.

    Raises:
        InvalidDocumentError: a document is not of its table's shape, or stands twice; the message names it.
    """
    annotations = _keyed(tables, "annotations", annotation_from_document, lambda item: item.id)
    records = _keyed(tables, "articles", record_from_document, lambda item: item.path)
    rulings = _keyed(tables, "rulings", check_ruling, lambda item: item["id"])
    live = {key: item for key, item in annotations.items() if item.deleted is None}
    dead = {key: item for key, item in annotations.items() if item.deleted is not None}
    return Snapshot(live, dead, records, rulings)


def _keyed(tables: Tables, name: str, read: Callable[[object], _Item], key: Callable[[_Item], str]) -> dict[str, _Item]:
    """The items of a table by their key."""
    items: dict[str, _Item] = {}
    for doc_id, document in tables.get(name, {}).items():
        try:
            item = read(document)
        except InvalidDocumentError as error:
            raise InvalidDocumentError(f"{name}[{doc_id}]: {error}") from error
        if items.setdefault(key(item), item) is not item:
            raise InvalidDocumentError(f"{name}[{doc_id}]: {shown(key(item))} stands twice")
    return items


def _by_age(items: Mapping[str, Annotation]) -> list[Annotation]:
    return sorted(items.values(), key=lambda item: (item.created, item.id))


def _is_outdated(deleted: str | None) -> bool:
    return deleted is not None and datetime.fromisoformat(deleted) < datetime.now(UTC) - TOMBSTONES_STAY


def _place(annotation: Annotation) -> tuple[int, int, str, str]:
    """Where an annotation stands in its article: those on the whole of it first; equals by age, then by id."""
    position = annotation.position
    start, end = (position.start, position.end) if position else (-1, -1)
    return start, end, annotation.created, annotation.id


def _grouped(
    before: Iterable[Annotation], after: Iterable[Annotation], keys: Callable[[Annotation], Iterable[str]]
) -> dict[str, dict[str, Annotation | None]]:
    """Changes by the entries of an index that they touch; None where an annotation leaves one."""
    groups: dict[str, dict[str, Annotation | None]] = {}
    for item in before:
        for key in keys(item):
            groups.setdefault(key, {})[item.id] = None
    for item in after:
        for key in keys(item):
            groups.setdefault(key, {})[item.id] = item
    return groups


def _replaced(former: Mapping[str, _Item], changes: Mapping[str, _Item | None]) -> dict[str, _Item]:
    """The former items with the changes in their place; None removes."""
    items = dict(former)
    for key, item in changes.items():
        if item is None:
            items.pop(key, None)
        else:
            items[key] = item
    return items
