"""A cache file in SQLite that heals itself: whatever is wrong with it, it only forgets."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

BUSY_SECONDS = 2.0
"""How long to wait for another process that is writing."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH)


class CacheFile:
    """An SQLite file with one table, shared by all running programs and all threads.

    Args:
        file: where it is; it is made when it is first needed.
        table: the name of the table.
        columns: its columns, as ``CREATE TABLE`` takes them.
        schema: the version of the columns; a file of another version is made anew.
        upgrade: what makes a file of the version before one of this version; without it that is made anew, too.
    """

    def __init__(self, file: Path, table: str, columns: str, schema: int, upgrade: str = "") -> None:
        self._file = file
        self._table = table
        self._columns = columns
        self._schema = schema
        self._upgrade = upgrade
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    def execute(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement; none when the file cannot be used. A damaged file is made anew."""
        return self._tried(lambda connection: connection.execute(statement, values).fetchall())

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """A statement for each row, in one transaction."""
        kept = list(rows)
        self._tried(lambda connection: _in_transaction(connection, statement, kept))

    def close(self) -> None:
        """Close the file; from now on nothing is known and nothing remembered."""
        with self._lock:
            self._closed = True
            self._disconnect()

    def _tried(self, work: Callable[[sqlite3.Connection], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        with self._lock:
            for _ in range(2):
                try:
                    return work(self._connected())
                except sqlite3.Error as error:
                    self._disconnect()
                    if getattr(error, "sqlite_errorcode", None) not in _DAMAGE:
                        return []
                    self._remove()
                except OSError:
                    return []
        return []

    def _connected(self) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self._file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            weakref.finalize(self, self._connection.close)  # Python does not close what is dropped, it complains
            # Writes survive the program but not the power: then the file is damaged at worst, and made anew.
            self._connection.execute("PRAGMA synchronous = OFF")
            self._prepare(self._connection)
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if _schema_of(connection) == self._schema:
            return
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have done it by now.
        found = _schema_of(connection)
        if found == self._schema - 1 and self._upgrade:
            connection.execute(self._upgrade)
        elif found != self._schema:
            connection.execute(f"DROP TABLE IF EXISTS {self._table}")
            connection.execute(f"CREATE TABLE {self._table} ({self._columns}) WITHOUT ROWID")
        connection.execute(f"PRAGMA user_version = {self._schema}")
        connection.execute("COMMIT")

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _remove(self) -> None:
        for suffix in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)


def _schema_of(connection: sqlite3.Connection) -> int:
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return int(schema)


def _in_transaction(
    connection: sqlite3.Connection, statement: str, rows: list[Sequence[object]]
) -> list[tuple[Any, ...]]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(statement, rows)
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return []
