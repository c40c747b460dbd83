"""Writes a transaction's changes through TinyDB's tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tinydb import TinyDB

from reader.annotations.content import empty_tables
from reader.annotations.documents import (
    ANNOTATION_KEYS,
    RECORD_KEYS,
    Document,
    annotation_to_document,
    merged_document,
    record_to_document,
)
from reader.annotations.transaction import Commit, Transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from tinydb.table import Table

    from reader.annotations.snapshot import Snapshot
    from reader.annotations.storage import SafeStorage

TOMBSTONES_STAY: Final = timedelta(days=30)


def apply(transaction: Transaction, storage: SafeStorage) -> tuple[Commit | None, Snapshot]:
    """Put a transaction's changes into the storage, whose own transaction must be under way.

    Returns:
        What changed, None if nothing; and all annotations afterwards.
    """
    new = {key: annotation_to_document(item) for key, item in transaction.changed_annotations.items()}
    new_records = {
        key: None if item is None else record_to_document(item)
        for key, item in transaction.changed_records.items()
    }
    if not new and not new_records:
        return None, transaction.base
    if storage.read() is None:
        storage.write(empty_tables())
    database = TinyDB(storage=lambda: storage)
    before, after = _put(database.table("annotations"), "id", ANNOTATION_KEYS, new)
    records_before, records_after = _put(database.table("articles"), "path", RECORD_KEYS, new_records)
    if not after and not records_after:
        storage.discard()
        return None, transaction.base
    outdated = _outdated(transaction.base)
    if outdated:
        database.table("annotations").remove(lambda document: document["id"] in outdated)
    snapshot = transaction.base.changed({**annotations, **dict.fromkeys(outdated)}, records)
    return Commit(before, after, records_before, records_after), snapshot


def _put(
    table: Table, key: str, known: frozenset[str], new: Mapping[str, Document | None]
) -> tuple[dict[str, Document | None], dict[str, Document | None]]:
    """Insert, change and remove documents by their key; returns what changed, before and after."""
    if not new:
        return {}, {}
    found = {document[key]: document for document in table.search(lambda document: document[key] in new)}
    before: dict[str, Document | None] = {}
    after: dict[str, Document | None] = {}
    for name, document in new.items():
        old = found.get(name)
        merged = document if document is None or old is None else merged_document(old, document, known)
        if merged != old:
            before[name], after[name] = old and dict(old), merged
    changed = [found[name].doc_id for name, item in after.items() if name in found and item is not None]
    removed = [found[name].doc_id for name, item in after.items() if name in found and item is None]
    added = [item for name, item in after.items() if name not in found and item is not None]

    def replace(document: MutableMapping[str, Any]) -> None:
        item = after[document[key]]
        document.clear()
        document.update(item or {})

    if changed:
        table.update(replace, doc_ids=changed)
    if removed:
        table.remove(doc_ids=removed)
    if added:
        table.insert_multiple(added)
    return before, after


def _outdated(snapshot: Snapshot) -> frozenset[str]:
    """Ids of tombstones that have stood long enough."""
    limit = datetime.now(UTC) - TOMBSTONES_STAY
    return frozenset(
        key
        for key, annotation in snapshot.by_id.items()
        if annotation.deleted is not None and datetime.fromisoformat(annotation.deleted) < limit
    )
