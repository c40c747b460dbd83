"""Puts a transaction's changes into TinyDB's tables."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from reader.annotations.content import empty_tables
from reader.annotations.documents import (
    ANNOTATION_KEYS,
    RECORD_KEYS,
    annotation_to_document,
    merged_document,
    record_to_document,
)
from reader.annotations.encoding import Document, read_document, write_document, write_tables
from reader.annotations.transaction import Commit, Transaction

if TYPE_CHECKING:
    from reader.annotations.snapshot import Snapshot
    from reader.annotations.storage import SafeStorage

Changes = dict[str, Document | None]


class RecordTable:
    """A TinyDB table of documents with a key of their own, such as ``id``, in a storage's transaction.

    TinyDB's own ``Table`` turns all doc_ids into numbers and back and looks into every document, for each operation
    anew; with thousands of documents that takes longer than writing them. This looks only into what changes.
    """

    def __init__(self, storage: SafeStorage, name: str, known: frozenset[str]) -> None:
        self._storage = storage
        self._name = name
        self._known = known
        self._doc_ids = storage.doc_ids[name]

    def differences(self, documents: Changes) -> tuple[Changes, Changes]:
        """Which of these would change the table: the documents before and after, None where there is none."""
        table = (self._storage.read() or {}).get(self._name, {})
        before: Changes = {}
        after: Changes = {}
        for key, document in documents.items():
            old = read_document(table[self._doc_ids[key]]) if key in self._doc_ids else None
            new = document if old is None or document is None else merged_document(old, document, self._known)
            if new != old:
                before[key], after[key] = old, new
        return before, after

    def put(self, documents: Changes) -> None:
        """Insert documents, put them in place of those with the same key, and remove where there is None."""
        if not documents:
            return
        tables = self._storage.read() or write_tables(empty_tables())
        table = tables.setdefault(self._name, {})
        unused = count(max(map(int, table), default=0) + 1)
        for key, document in documents.items():
            if document is None:
                del table[self._doc_ids.pop(key)]
            else:
                if key not in self._doc_ids:
                    self._doc_ids[key] = str(next(unused))
                doc_id = self._doc_ids[key]
                table[doc_id] = write_document(doc_id, document)
        self._storage.write(tables)


def apply(transaction: Transaction, storage: SafeStorage) -> tuple[Commit | None, Snapshot]:
    """Put a transaction's changes into the storage, whose own transaction must be under way.

    Returns:
        What changed, None if nothing; and all annotations afterwards.
    """
    base, annotations, records = transaction.base, transaction.changed_annotations, transaction.changed_records
    notes = RecordTable(storage, "annotations", ANNOTATION_KEYS)
    articles = RecordTable(storage, "articles", RECORD_KEYS)
    commit = Commit(
        *notes.differences({key: annotation_to_document(item) for key, item in annotations.items()}),
        *articles.differences(
            {key: None if item is None else record_to_document(item) for key, item in records.items()}
        ),
    )
    if not commit.after and not commit.records_after:
        return None, base
    outdated = dict.fromkeys(base.outdated() - commit.after.keys())
    notes.put({**commit.after, **outdated})
    articles.put(dict(commit.records_after))
    return commit, base.changed({**annotations, **outdated}, records)
