"""Mentions on disk, by article hash and the version of model and rules; what is lost is recognized anew."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import astuple
from typing import TYPE_CHECKING

from reader.caching import CacheFile
from reader.entities.models import Mention
from reader.entities.refining import rules_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = 1
_PLAIN = re.compile(r"[A-Za-z0-9 .,'&-]+")
_COLUMNS = "sha256 TEXT, version TEXT, mentions TEXT, PRIMARY KEY (sha256, version)"


class MentionCache:
    """Remembers what was recognized, for all running programs."""

    def __init__(self, file: Path) -> None:
        self._file = CacheFile(file, "mentions", _COLUMNS, SCHEMA)

    def get(self, sha256: str, version: str) -> tuple[Mention, ...] | None:
        """An article's mentions by the hash of its bytes and the recognizer's version; None if unknown."""
        rows = self._file.execute(
            "SELECT mentions FROM mentions WHERE sha256 = ? AND version = ?", (sha256, _version(version))
        )
        try:
            return tuple(Mention(*fields) for fields in json.loads(rows[0][0])) if rows else None
        except (ValueError, TypeError):
            return None

    def put(self, sha256: str, version: str, mentions: tuple[Mention, ...]) -> None:
        """Remember the mentions of an article."""
        self._file.execute(
            "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)",
            (sha256, _version(version), json.dumps([astuple(mention) for mention in mentions])),
        )

    def holding(self, text: str, version: str) -> Iterator[tuple[str, tuple[Mention, ...]]]:
        """The articles, by the hash of their bytes, whose mentions as they are stored hold a text, and maybe others."""
        # SQLite folds the case of ASCII letters only, and JSON or LIKE may write some characters in another way.
        likely = max(_PLAIN.findall(text), key=len, default="") if text.isascii() else ""
        rows = self._file.execute(
            "SELECT sha256, mentions FROM mentions WHERE version = ? AND mentions LIKE ?",
            (_version(version), f"%{likely}%"),
        )
        for sha256, mentions in rows:
            with contextlib.suppress(ValueError, TypeError):
                yield sha256, tuple(Mention(*fields) for fields in json.loads(mentions))

    def forget(self, sha256: str) -> None:
        """Forget the mentions of an article, whichever recognizer they came from."""
        self._file.execute("DELETE FROM mentions WHERE sha256 = ?", (sha256,))

    def close(self) -> None:
        """Close the file; from now on nothing is known and nothing remembered."""
        self._file.close()


def _version(version: str) -> str:
    """The version of model and rules together."""
    return f"{version} rules {rules_version()}"
