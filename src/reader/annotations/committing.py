"""Puts a transaction's changes into TinyDB's tables."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from reader.annotations.content import empty_tables
from reader.annotations.documents import (
    ANNOTATION_KEYS,
    RECORD_KEYS,
    annotation_from_document,
    annotation_to_document,
    merged_document,
)
from reader.annotations.encoding import Document, write_document, write_tables
from reader.annotations.transaction import ANNOTATIONS, RECORDS, RULINGS, Changes, Commit, Transaction

if TYPE_CHECKING:
    from reader.annotations.snapshot import Snapshot
    from reader.annotations.storage import SafeStorage

PLACE_KEYS: Final = ("article", "position", "anchor")
"""What tells where an annotation is today."""
_KNOWN: Final = {ANNOTATIONS: ANNOTATION_KEYS, RECORDS: RECORD_KEYS, RULINGS: None}


class RecordTable:
    """A TinyDB table of documents with a key of their own, such as ``id``, in a storage's transaction.

    TinyDB's own ``Table`` turns all doc_ids into numbers and back and looks into every document, for each operation
    anew; with thousands of documents that takes longer than writing them. This looks only into what changes.
    """

    def __init__(self, storage: SafeStorage, name: str) -> None:
        self._storage = storage
        self._name = name
        self._known = _KNOWN[name]
        self._doc_ids = storage.doc_ids[name]

    def document(self, key: str) -> Document | None:
        """The document with this key.

        Raises:
            StoreDamagedError: somebody laid the file out so that one document cannot be told from the next.
        """
        if key not in self._doc_ids:
            return None
        return self._storage.document(self._name, self._doc_ids[key], key)

    def differences(self, documents: Changes, exact: Changes) -> tuple[Changes, Changes]:
        """Which of these would change the table: the documents before and after, None where there is none.

        Args:
            documents: the changes.
            exact: those that are to be written just so, with other programs' keys where they stand.
        """
        before: Changes = {}
        after: Changes = {}
        for key, document in documents.items():
            old = self.document(key)
            if key in exact:
                new = exact[key]
            elif old is None or document is None:
                new = document
            else:
                new = merged_document(old, document, self._known)
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
    base, documents, restored = transaction.base, transaction.documents(), transaction.restored
    tables = {name: RecordTable(storage, name) for name in documents}
    changes = {name: table.differences(documents[name], restored[name]) for name, table in tables.items()}
    commit = Commit(*changes[ANNOTATIONS], *changes[RECORDS], *changes[RULINGS], label=transaction.label)
    if not commit:
        return None, base
    outdated: Changes = dict.fromkeys(base.outdated() - commit.after.keys())
    outdated_rulings: Changes = dict.fromkeys(base.outdated_rulings() - commit.rulings_after.keys())
    placed = _placed(transaction, tables[ANNOTATIONS], commit)
    tables[ANNOTATIONS].put({**commit.after, **placed, **outdated})
    tables[RECORDS].put(dict(commit.records_after))
    tables[RULINGS].put({**commit.rulings_after, **outdated_rulings})
    annotations = {key: annotation_from_document(item) for key, item in placed.items()}
    return commit, base.changed(
        {**transaction.changed_annotations, **annotations, **dict.fromkeys(outdated)},
        transaction.changed_records,
        {**transaction.changed_rulings, **outdated_rulings},
    )


def _placed(transaction: Transaction, table: RecordTable, commit: Commit) -> dict[str, Document]:
    """Documents that are told where their annotations are today; what else they say is as committed."""
    found: dict[str, Document] = {}
    for key, item in transaction.placed.items():
        document = commit.after[key] if key in commit.after else table.document(key)
        if document is not None and document.get("deleted") is None:
            today = annotation_to_document(item)
            found[key] = {**document, **{name: today[name] for name in PLACE_KEYS}}
    return found
