"""Changes to annotations that reach the file together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.annotations.documents import (
    annotation_from_document,
    annotation_to_document,
    record_from_document,
    record_to_document,
)
from reader.annotations.encoding import Document, require_exact
from reader.annotations.errors import AnnotationError, InvalidDocumentError, shown
from reader.annotations.identity import timestamp
from reader.annotations.lookups import Lookups
from reader.annotations.models import Annotation, ArticleRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.annotations.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Commit:
    """What one transaction changed: documents by id (records: by path); None where there was none."""

    before: Mapping[str, Document | None] = field(default_factory=dict)
    after: Mapping[str, Document | None] = field(default_factory=dict)
    records_before: Mapping[str, Document | None] = field(default_factory=dict)
    records_after: Mapping[str, Document | None] = field(default_factory=dict)


class Transaction(Lookups):
    """Collects changes; its look-ups see them. Made by ``AnnotationStore.transaction``."""

    def __init__(self, base: Snapshot) -> None:
        self.base = base
        self.changed_annotations: dict[str, Annotation] = {}
        self.changed_records: dict[str, ArticleRecord | None] = {}
        self.commit: Commit | None = None
        """What was written, once it is; None when nothing was."""
        self._view: Snapshot | None = base

    def snapshot(self) -> Snapshot:
        """The file's content with the changes so far."""
        if self._view is None:
            self._view = self.base.changed(self.changed_annotations, self.changed_records)
        return self._view

    def get(self, id: str) -> Annotation | None:  # noqa: A002 - the name of the field
        """The annotation with this id; None when there is none or it was removed."""
        annotation = self.changed_annotations.get(id) or self.base.by_id.get(id)
        return annotation if annotation is not None and annotation.deleted is None else None

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
        self._view = None

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
        self._view = None
