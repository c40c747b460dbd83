"""Mentions on disk, by article hash and the version of model and rules; what is lost is recognized anew."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import suppress
from dataclasses import astuple
from typing import TYPE_CHECKING

from reader.entities.models import Mention
from reader.entities.refining import RULES_VERSION

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = 1
"""Written into the file; another one is made anew."""

BUSY_SECONDS = 2.0
"""How long to wait for another process that is writing."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH)


class MentionCache:
    """An SQLite file that all running programs share; whatever is wrong with it, it only forgets."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    def get(self, sha256: str, version: str) -> tuple[Mention, ...] | None:
        """An article's mentions by the hash of its bytes and the recognizer's version; None if unknown."""
        rows = self._execute(
            "SELECT mentions FROM mentions WHERE sha256 = ? AND version = ?", (sha256, _version(version))
        )
        try:
            return tuple(Mention(*fields) for fields in json.loads(rows[0][0])) if rows else None
        except (ValueError, TypeError):
            return None

    def put(self, sha256: str, version: str, mentions: tuple[Mention, ...]) -> None:
        """Remember the mentions of an article."""
        self._execute(
            "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)",
            (sha256, _version(version), json.dumps([astuple(mention) for mention in mentions])),
        )

    def forget(self, sha256: str) -> None:
        """Forget the mentions of an article, whichever recognizer they came from."""
        self._execute("DELETE FROM mentions WHERE sha256 = ?", (sha256,))

    def close(self) -> None:
        """Close the file; from now on nothing is known and nothing remembered."""
        with self._lock:
            self._closed = True
            self._disconnect()

    def _execute(self, statement: str, values: tuple[str, ...]) -> list[tuple[str]]:
        """The rows of a statement; none when the file cannot be used. A damaged file is made anew."""
        with self._lock:
            for _ in range(2):
                try:
                    return self._connected().execute(statement, values).fetchall()
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
            # Writes survive the program but not the power: then the file is damaged at worst, and made anew.
            self._connection.execute("PRAGMA synchronous = OFF")
            self._prepare(self._connection)
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        if schema != SCHEMA:
            connection.executescript(
                f"""
                BEGIN IMMEDIATE;
                DROP TABLE IF EXISTS mentions;
                CREATE TABLE mentions (
                    sha256 TEXT, version TEXT, mentions TEXT, PRIMARY KEY (sha256, version)
                ) WITHOUT ROWID;
                PRAGMA user_version = {SCHEMA};
                COMMIT;
                """
            )

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _remove(self) -> None:
        for suffix in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)


def _version(version: str) -> str:
    """The version of model and rules together."""
    return f"{version} rules {RULES_VERSION}"
