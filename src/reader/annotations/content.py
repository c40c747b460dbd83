"""What ``annotations.json`` held when it was last read or written, and whether it is sound."""

from __future__ import annotations

import contextlib
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.annotations import disk
from reader.annotations.encoding import Tables, WrittenTables, cut_tables, decode, encode, refuse_losses
from reader.annotations.errors import (
    InvalidDocumentError,
    StoreDamagedError,
    StoreError,
    StoreNewerError,
    StoreUnreadableError,
)
from reader.annotations.snapshot import Snapshot, snapshot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = "reader-annotations"
SCHEMA: Final = 1
KEYS: Final = {"annotations": "id", "articles": "path", "rulings": "id"}
"""Tables, and the field that tells their documents apart."""

DocIds = dict[str, dict[str, str]]
"""Table name -> key of a document -> the number that TinyDB keeps it under."""


def empty_tables() -> Tables:
    """What a new file holds."""
    return {"_meta": {"1": {"format": FORMAT, "schema": SCHEMA}}, "articles": {}, "annotations": {}, "rulings": {}}


def sound_tables(raw: bytes) -> Tables:
    """The tables in the bytes of an annotations file that this version can write.

    Raises:
        InvalidDocumentError: it is damaged, or of a newer version; the message says which.
    """
    tables = decode(raw)
    if schema_of(tables) > SCHEMA:
        raise InvalidDocumentError("it was written by a newer version of reader; update reader")
    snapshot_of(tables)
    refuse_losses(raw, tables)
    return tables


class AnnotationsFile:
    """The file's content in memory, with the signature of the version that it is from. Creates nothing.

    Args:
        path: the file, or a symlink to it; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.doc_ids: DocIds = {name: {} for name in KEYS}
        """TinyDB's numbers of the documents."""
        self.snapshot = Snapshot()
        """The last sound content."""
        self.problem: StoreError | None = None
        """Why the file is not written to; None when it is sound or not there."""
        self.news = False
        """Whether another process's change was read; whoever tells it on takes it back."""
        self._raw = b""
        self._tables: WrittenTables | None = {}
        self._signature: disk.Signature | None = None
        self._stale = True

    @property
    def target(self) -> Path:
        """The file itself, where ``path`` is a symlink."""
        return Path(os.path.realpath(self.path))

    @property
    def exists(self) -> bool:
        """Whether there was a file when it was last read."""
        return self._signature is not None

    @property
    def tables(self) -> WrittenTables:
        """Empty while there is no file, or no sound one."""
        if self._tables is None:
            self._tables, self._raw = cut_tables(self._raw), b""
        return self._tables

    @tables.setter
    def tables(self, tables: WrittenTables) -> None:
        self._tables, self._raw = tables, b""

    def refresh(self) -> None:
        """Read the file anew if its signature moved; ``news`` tells if what it holds may be another."""
        if not self._stale and not self._moved():
            return
        former = self._signature, str(self.problem)
        self._load()
        self.news |= former != (self._signature, str(self.problem))

    def forget(self) -> None:
        """Have the next ``refresh`` read, after changes in memory that never reached the disk."""
        self._stale = True

    def require_sound(self) -> None:
        """Raise what keeps the file from being written to, if something does."""
        if self.problem is not None:
            raise type(self.problem)(str(self.problem))

    def commit(self, target: Path) -> None:
        """Write the tables; what they now hold is read with the next ``refresh`` or told by ``adopt``.

        Only inside the lock of the target.

        Raises:
            StoreError: writing failed; the file is as it was.
            InvalidDocumentError: JSON cannot hold the tables.
        """
        self._signature, self._stale = disk.replace(target, encode(self.tables)), True

    def adopt(self, snapshot: Snapshot) -> None:
        """Take what was just committed for known."""
        self.snapshot, self._stale = snapshot, False

    def _moved(self) -> bool:
        try:
            return disk.signature(self.path) != self._signature
        except OSError:
            return True

    def _load(self) -> None:
        self.tables, self.doc_ids, problem = {}, {name: {} for name in KEYS}, None
        try:
            found = disk.read(self.path)
            self._signature, self._stale = found and found[1], False
            if found is None:
                self.snapshot = Snapshot()
            else:
                with _collector_at_rest():
                    problem = self._take(found[0])
        except OSError as error:
            self._signature, self._stale = None, True
            problem = StoreUnreadableError(
                f"{self.path} cannot be read, so nothing is written to it: {error.strerror or error}; "
                "make it a readable file or name another with --annotations."
            )
        except InvalidDocumentError as error:
            problem = StoreDamagedError(
                f"{self.path} is damaged and nothing is written to it: {error}; mend it, or bring back the "
                "version before the last change with `reader doctor --restore`."
            )
        self.problem = problem

    def _take(self, raw: bytes) -> StoreError | None:
        """Make a version of the file the content; returns what keeps it from being written to.

        Raises:
            InvalidDocumentError: it is damaged; the content is as it was.
        """
        tables = decode(raw)
        schema = schema_of(tables)
        if schema > SCHEMA:
            # What is new there may be of any shape; that is no damage.
            with contextlib.suppress(InvalidDocumentError):
                self.snapshot = snapshot_of(tables)
            return StoreNewerError(
                f"{self.path} was written by a newer version of reader (schema {schema}, known is {SCHEMA}), "
                "so it is opened read-only; update reader to change it."
            )
        snapshot = snapshot_of(tables)
        refuse_losses(raw, tables)
        # Only who changes something needs the documents as they are written.
        self.snapshot, self._tables, self._raw = snapshot, None, raw
        self.doc_ids = {
            name: {document[key]: doc_id for doc_id, document in tables.get(name, {}).items()}
            for name, key in KEYS.items()
        }
        return None


@contextlib.contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the garbage collector, which would look again and again at thousands of new objects that all stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def schema_of(tables: Tables) -> int:
    """The version of the format that the table ``_meta`` names.

    Raises:
        InvalidDocumentError: it names none.
    """
    meta = list(tables.get("_meta", {}).values())
    schema = meta[0].get("schema") if len(meta) == 1 and meta[0].get("format") == FORMAT else None
    if type(schema) is int and schema >= SCHEMA:
        return schema
    raise InvalidDocumentError(f"its table _meta does not name the format {FORMAT!r} and a schema")
