"""Changes to annotations that reach the file together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from reader.annotations.documents import (
    annotation_from_document,
    annotation_to_document,
    check_ruling,
    record_from_document,
    record_to_document,
)
from reader.annotations.encoding import Document, require_exact
from reader.annotations.errors import AnnotationError, InvalidDocumentError, shown
from reader.annotations.identity import timestamp
from reader.annotations.lookups import Lookups, combined
from reader.annotations.models import Annotation, ArticleRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reader.annotations.snapshot import Snapshot

Changes = dict[str, "Document | None"]
"""Documents by id (records: by path); None where there is none."""
_Item = TypeVar("_Item", Annotation, ArticleRecord)
ANNOTATIONS: Final = "annotations"
RECORDS: Final = "articles"
RULINGS: Final = "rulings"


@dataclass(frozen=True, slots=True)
class Commit:
    """What one transaction changed: documents by id (records: by path); None where there was none."""

    before: Mapping[str, Document | None] = field(default_factory=dict)
    after: Mapping[str, Document | None] = field(default_factory=dict)
    records_before: Mapping[str, Document | None] = field(default_factory=dict)
    records_after: Mapping[str, Document | None] = field(default_factory=dict)
    rulings_before: Mapping[str, Document | None] = field(default_factory=dict)
    rulings_after: Mapping[str, Document | None] = field(default_factory=dict)
    label: str = ""
    """A sentence for people; empty when the transaction was given none."""

    def __bool__(self) -> bool:
        return bool(self.after or self.records_after or self.rulings_after)

    @property
    def tables(self) -> dict[str, tuple[Mapping[str, Document | None], Mapping[str, Document | None]]]:
        """Before and after, by the name of the table."""
        return {
            ANNOTATIONS: (self.before, self.after),
            RECORDS: (self.records_before, self.records_after),
            RULINGS: (self.rulings_before, self.rulings_after),
        }


class Transaction(Lookups):
    """Collects changes; its look-ups see them. Made by ``AnnotationStore.transaction``."""

    def __init__(self, base: Snapshot, read: Callable[[str, str], Document | None] = lambda _table, _key: None) -> None:
        self.base = base
        self.document_before = read
        """The document with a key in a table, as the file holds it before this transaction."""
        self.changed_annotations: dict[str, Annotation | None] = {}
        self.changed_records: dict[str, ArticleRecord | None] = {}
        self.changed_rulings: Changes = {}
        self.restored: dict[str, Changes] = {ANNOTATIONS: {}, RECORDS: {}, RULINGS: {}}
        """Documents to be written just so, by table."""
        self.placed: dict[str, Annotation] = {}
        """What is only told where it is today."""
        self.label = ""
        """What is done, for people."""
        self.former_paths: Callable[[str], Iterable[str]] = lambda _path: ()
        """Paths under which an article was annotated before it was moved."""
        self.is_step = True
        """Whether it can be undone by itself."""
        self.commit: Commit | None = None
        """What was written, once it is; None when nothing was."""
        self._view: Snapshot | None = base

    def snapshot(self) -> Snapshot:
        """The file's content with the changes so far."""
        if self._view is None:
            self._view = self.base.changed(self.changed_annotations, self.changed_records, self.changed_rulings)
        return self._view

    def get(self, id: str) -> Annotation | None:  # noqa: A002 - the name of the field
        """The annotation with this id; None when there is none or it was removed."""
        changed = self.changed_annotations
        annotation = changed[id] if id in changed else self.base.by_id.get(id)
        return annotation if annotation is not None and annotation.deleted is None else None

    def record(self, path: str) -> ArticleRecord | None:
        """What a person said of an article, under its path and former ones; None when nothing."""
        if path in self.changed_records:
            return self.changed_records[path]
        return combined(path, map(self.base.records.get, (path, *self.former_paths(path))))

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, or put it in place of the one with its id. Times stay as they are.

        Raises:
            AnnotationError: a field holds what the file cannot keep.
        """
        try:
            document = annotation_to_document(annotation)
            require_exact(document)
            kept = annotation_from_document(document)
        except InvalidDocumentError as error:
            raise AnnotationError(f"The annotation {annotation.id} cannot be saved: {error}.") from error
        self.changed_annotations[annotation.id] = kept
        self._changed(ANNOTATIONS, annotation.id)

    def remove(self, id: str) -> None:  # noqa: A002 - the name of the field
        """Remove an annotation; a tombstone stays so that merging does not bring it back.

        Raises:
            AnnotationError: there is none with this id.
        """
        annotation = self.get(id)
        if annotation is None:
            raise AnnotationError(f"There is no annotation {id}; `reader note list` shows them with their ids.")
        now = timestamp()
        self.put(Annotation(id, annotation.created, now, annotation.motivation, annotation.article, deleted=now))

    def place(self, annotation: Annotation) -> None:
        """Keep where an annotation is today, if anything else is changed: that alone is no change, and never undone."""
        self.placed[annotation.id] = annotation

    def put_record(self, record: ArticleRecord) -> None:
        """Keep what a person says of an article instead of what was kept; what says nothing is removed.

        Raises:
            AnnotationError: a field holds what the file cannot keep.
        """
        try:
            document = record_to_document(record)
            require_exact(document)
            kept = record_from_document(document)
        except InvalidDocumentError as error:
            raise AnnotationError(f"What is said of {shown(record.path)} cannot be saved: {error}.") from error
        says_something = kept.title is not None or kept.status is not None or kept.starred or kept.extra
        self.changed_records[record.path] = kept if says_something else None
        self._changed(RECORDS, record.path)

    def put_ruling(self, document: Document) -> None:
        """Add a ruling, or put it in place of the one with its id.

        Raises:
            AnnotationError: a field holds what the file cannot keep.
        """
        try:
            require_exact(document)
            kept = check_ruling(document)
        except InvalidDocumentError as error:
            raise AnnotationError(f"The ruling cannot be saved: {error}.") from error
        self.changed_rulings[kept["id"]] = dict(kept)
        self._changed(RULINGS, kept["id"])

    def remove_ruling(self, id: str) -> None:  # noqa: A002 - the name of the field
        """Remove a ruling; a tombstone stays so that merging does not bring it back.

        Raises:
            AnnotationError: there is none with this id.
        """
        ruling = self.ruling(id)
        if ruling is None:
            raise AnnotationError(f"There is no ruling {id}; `reader rule list` shows them with their ids.")
        now = timestamp()
        self.put_ruling({"id": id, "created": ruling.get("created", now), "modified": now, "deleted": now})

    def restore(self, table: str, key: str, document: Document | None) -> None:
        """Write a document just as it once was in a table, or remove it without a trace.

        Raises:
            InvalidDocumentError: it is none of this table's.
        """
        if table == ANNOTATIONS:
            self.changed_annotations[key] = None if document is None else annotation_from_document(document)
        elif table == RECORDS:
            self.changed_records[key] = None if document is None else record_from_document(document)
        else:
            self.changed_rulings[key] = None if document is None else check_ruling(document)
        self.restored[table][key] = document
        self._view = None

    def documents(self) -> dict[str, Changes]:
        """The changes as the file would hold them, by table."""
        return {
            ANNOTATIONS: _written(self.changed_annotations, annotation_to_document),
            RECORDS: _written(self.changed_records, record_to_document),
            RULINGS: dict(self.changed_rulings),
        }

    def _changed(self, table: str, key: str) -> None:
        self.restored[table].pop(key, None)
        self._view = None


def _written(items: Mapping[str, _Item | None], write: Callable[[_Item], Document]) -> Changes:
    return {key: None if item is None else write(item) for key, item in items.items()}
