"""Undo and redo: the last commits to one annotations file, kept across runs. Losing them loses undo, never a note.

A step is undone only where every record still is what the step made of it; who changed it since keeps the last word.
Where an annotation's passage was found again meanwhile is no change in this sense.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from reader.annotations.committing import PLACE_KEYS
from reader.annotations.documents import annotation_from_document, annotation_to_document, record_from_document
from reader.annotations.errors import AnnotationError
from reader.annotations.identity import new_id, timestamp
from reader.annotations.labels import label_of
from reader.annotations.transaction import ANNOTATIONS, RECORDS, Commit
from reader.caching import CacheFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.annotations.encoding import Document
    from reader.annotations.store import AnnotationStore
    from reader.annotations.transaction import Transaction

    Versions = Mapping[str, Document | None]

MOST_STEPS: Final = 200
MOST_BYTES: Final = 2**25
"""Of all steps together, compressed; the last one is kept whatever its size."""
_SCHEMA: Final = 1
_COLUMNS: Final = (
    "number INTEGER PRIMARY KEY, session TEXT, made TEXT, label TEXT, undone INTEGER, size INTEGER, changes BLOB"
)
_NEVER: Final = 0
_SKIPPED: Final = -1
_MINE: Final = "(session = ? OR made < ?)"
"""A step of this run, or of one before it; what other windows did since is theirs to undo."""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that was undone or done again."""

    label: str
    """What it does, for people."""
    commit: Commit
    """What undoing or redoing it changed."""


class ChangedSinceError(AnnotationError):
    """A step cannot be undone, since what it changed was changed again by somebody else."""


class _AlreadyThereError(Exception):
    """All is as undoing or redoing the step would make it."""


class History:
    """The steps that can be undone. Several processes may share the file; one that is damaged forgets them.

    Args:
        file: where they are kept; it need not exist.
        store: the annotations.
    """

    def __init__(self, file: Path, store: AnnotationStore) -> None:
        self._store = store
        self._file = CacheFile(file, "steps", _COLUMNS, _SCHEMA)
        self._session = new_id()
        self._began = store.opened

    def record(self, commit: Commit) -> bool:
        """Remember a commit as the last step; what was undone cannot be redone any more.

        Returns:
            Whether it is remembered: False where the file cannot be written to.
        """
        changes, made = _packed(commit), timestamp()
        mine = self._session, self._began
        self._file.execute(f"DELETE FROM steps WHERE undone != {_NEVER} AND {_MINE}", mine)  # noqa: S608
        self._file.execute(
            "INSERT INTO steps SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM steps",
            (self._session, made, commit.label or label_of(commit), _NEVER, len(changes), changes),
        )
        self._forget_old()
        return bool(self._file.execute("SELECT 1 FROM steps WHERE session = ? AND made = ?", (self._session, made)))

    def undo(self) -> Step | None:
        """Take the last step back; None when there is none.

        Raises:
            ChangedSinceError: somebody else changed the same since; the step is passed over next time.
            StoreError: the file cannot be written.
        """
        return self._turn(f"undone = {_NEVER} AND {_MINE} ORDER BY number DESC", undone=True)

    def redo(self) -> Step | None:
        """Do the step that was undone last once more; None when there is none.

        Raises:
            ChangedSinceError: somebody else changed the same since; the step is passed over next time.
            StoreError: the file cannot be written.
        """
        return self._turn(f"undone > {_NEVER} AND {_MINE} ORDER BY undone DESC", undone=False)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _turn(self, which: str, *, undone: bool) -> Step | None:
        """Undo or redo the first step of these."""
        while True:
            rows = self._file.execute(
                f"SELECT number, label, changes FROM steps WHERE {which} LIMIT 1",  # noqa: S608 - our own words
                (self._session, self._began),
            )
            if not rows:
                return None
            number, label, changes = rows[0]
            try:
                commit = self._apply(_unpacked(changes), backwards=undone)
            except _AlreadyThereError:
                # As when it was undone by a process that was killed before it could say so.
                self._mark(number, undone=undone)
            except (ValueError, zlib.error) as error:
                self._skip(number)
                if isinstance(error, ChangedSinceError):
                    raise ChangedSinceError(f"{label}: {error}") from error
            else:
                self._mark(number, undone=undone)
                return Step(label, commit)

    def _apply(self, changes: dict[str, tuple[Versions, Versions]], *, backwards: bool) -> Commit:
        """Put each record back (or forth); all or nothing."""
        with self._store.transaction() as transaction:
            transaction.is_step = False
            for table, (before, after) in changes.items():
                made, wanted = (after, before) if backwards else (before, after)
                for key in made:
                    document = _turned(table, made[key], wanted[key], _current(transaction, table, key))
                    transaction.restore(table, key, document)
        if transaction.commit is None:
            raise _AlreadyThereError
        return transaction.commit

    def _mark(self, number: int, *, undone: bool) -> None:
        order = "max(0, (SELECT max(undone) FROM steps)) + 1" if undone else str(_NEVER)
        self._file.execute(f"UPDATE steps SET undone = {order} WHERE number = ?", (number,))  # noqa: S608

    def _skip(self, number: int) -> None:
        self._file.execute("UPDATE steps SET undone = ? WHERE number = ?", (_SKIPPED, number))

    def _forget_old(self) -> None:
        rows = self._file.execute("SELECT number, size FROM steps ORDER BY number DESC")
        total = 0
        for index, (number, size) in enumerate(rows):
            total += size
            if index and (index >= MOST_STEPS or total > MOST_BYTES):
                self._file.execute("DELETE FROM steps WHERE number <= ?", (number,))
                break


def _turned(table: str, made: Document | None, wanted: Document | None, current: Document | None) -> Document | None:
    """The document to be written in place of the current one.

    Raises:
        ChangedSinceError: the current one is not what the step made.
    """
    if _same(table, current, wanted, made):
        return current
    purged = current is None and made is not None and made.get("deleted") is not None
    if not purged and not _same(table, current, made, wanted):
        raise ChangedSinceError(_in_the_way(current))
    if wanted is None or current is None or made is None or table != ANNOTATIONS:
        return wanted
    if wanted.get("deleted") is None and made.get("deleted") is None and not _moves(made, wanted):
        return {**wanted, **{key: current.get(key) for key in PLACE_KEYS}}
    return wanted


def _same(table: str, current: Document | None, version: Document | None, other: Document | None) -> bool:
    """Whether a record still is a version of itself; its place counts only if the step moved it."""
    if current is None or version is None:
        return current is version
    if table == ANNOTATIONS:
        one, two = _normal(current), _normal(version)
        if not _moves(version, other):
            one, two = _without_place(one), _without_place(two)
        return one == two
    if table == RECORDS:
        return record_from_document(current) == record_from_document(version)
    return current == version


def _moves(version: Document, other: Document | None) -> bool:
    """Whether a step put the annotation to another place."""
    if other is None or other.get("deleted") is not None or version.get("deleted") is not None:
        return False
    return any(version.get(key) != other.get(key) for key in PLACE_KEYS)


def _normal(document: Document) -> Document:
    return annotation_to_document(annotation_from_document(document))


def _without_place(document: Document) -> Document:
    return {key: value for key, value in document.items() if key not in PLACE_KEYS}


def _current(transaction: Transaction, table: str, key: str) -> Document | None:
    """A record's document as the file holds it now."""
    return transaction.document_before(table, key)


def _in_the_way(current: Document | None) -> str:
    """What was done to it; by whom no file tells, which only names who began a note."""
    verb = "removed" if current is None or current.get("deleted") is not None else "changed"
    return f"this was {verb} by another window or program since, and stays so; once more goes on with the step before."


def _packed(commit: Commit) -> bytes:
    import orjson

    changes = {name: [before, after] for name, (before, after) in commit.tables.items() if after}
    return zlib.compress(orjson.dumps(changes), level=1)


def _unpacked(changes: bytes) -> dict[str, tuple[Versions, Versions]]:
    import orjson

    value: Any = orjson.loads(zlib.decompress(changes))
    return {name: (before, after) for name, (before, after) in value.items()}
