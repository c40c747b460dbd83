"""A TinyDB storage that survives a crash, a full disk and a second process."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from reader.annotations import disk
from reader.annotations.content import KEYS, AnnotationsFile, DocIds, empty_tables
from reader.annotations.encoding import decode, encode, read_document, write_tables
from reader.annotations.errors import InvalidDocumentError, StoreDamagedError, StoreWriteError
from reader.annotations.locking import locked
from reader.annotations.snapshot import snapshot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotations.encoding import Document


class SafeStorage(Storage):
    """Reads and replaces the file whole; several writes within one ``transaction`` reach the disk as one.

    It stands alone, too, as ``TinyDB(path, storage=SafeStorage)``.

    Args:
        file: the annotations file, or its content as it was last read.
        lock_timeout: seconds to wait for another process.
    """

    def __init__(self, file: Path | str | AnnotationsFile, *, lock_timeout: float = 10.0) -> None:
        self._content = file if isinstance(file, AnnotationsFile) else AnnotationsFile(Path(file))
        self._lock_timeout = lock_timeout
        self._held = False
        self._changed = False

    @property
    def doc_ids(self) -> DocIds:
        """TinyDB's numbers of the documents, by table and key."""
        return self._content.doc_ids

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables; None when there is no file yet. Within a transaction, documents are in their written form.

        Raises:
            StoreError: the file is damaged, unreadable or from a newer version.
        """
        if self._held:
            return self._content.tables or None
        self._content.refresh()
        self._content.require_sound()
        return decode(b"".join(encode(self._content.tables))) if self._content.tables else None

    def document(self, table: str, doc_id: str, key: str) -> Document:
        """A document as the file holds it, within a transaction.

        Raises:
            StoreDamagedError: somebody laid the file out so that this document cannot be told from the next.
        """
        try:
            document = read_document(self._content.tables[table][doc_id])
            if document.get(KEYS[table]) == key:
                return document
        except InvalidDocumentError:
            pass
        raise StoreDamagedError(
            f"{self._content.path} was laid out by hand so that {table}[{doc_id}] cannot be followed, and nothing is "
            "written to it; put each document on lines of its own."
        )

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace all tables: at once, or at the end of the transaction that runs (then in their written form).

        Raises:
            StoreError: the file is locked or read-only, changed since it was read, or writing failed.
        """
        if self._held:
            self._content.tables = data
            self._changed = True
        else:
            self._write_alone({**empty_tables(), **data})

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the file: read it anew if it moved, write at the end what changed; nothing on an exception.

        Raises:
            StoreError: the file is damaged, locked or read-only, or writing failed; it is as it was.
        """
        target = self._content.target
        with locked(target, self._lock_timeout):
            disk.sweep(target)
            self._content.refresh()
            self._content.require_sound()
            self._held, self._changed = True, False
            try:
                yield
                if self._changed:
                    self._content.commit(target)
            except BaseException:
                self._content.forget()
                raise
            finally:
                self._held = False

    def _write_alone(self, tables: dict[str, dict[str, Any]]) -> None:
        target = self._content.target
        try:
            content = b"".join(encode(write_tables(tables)))
            snapshot_of(decode(content))
        except InvalidDocumentError as error:
            raise StoreWriteError(f"{target} is as it was, for what it would hold is not valid: {error}.") from error
        with locked(target, self._lock_timeout):
            disk.sweep(target)
            self._content.news = False
            self._content.refresh()
            if self._content.news:
                raise StoreWriteError(f"{target} was changed by another process meanwhile; read it and try again.")
            self._content.require_sound()
            disk.replace(target, [content])
            self._content.forget()
