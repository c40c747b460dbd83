"""Articles that are known not to be one that is gone, kept between runs: each is compared with its quotes once."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from typing import TYPE_CHECKING

from reader.caching import CacheFile

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = 1
"""To be counted up when articles are compared in another way."""


class Strangers:
    """Tells which texts do not hold what was quoted of an article that is gone.

    Args:
        file: where that is kept; it need not exist.
    """

    def __init__(self, file: Path) -> None:
        self._path = file
        self._known: dict[tuple[str, ...], set[str]] = {}
        self._new: list[tuple[str, str]] = []

    def holds(self, sha256: str, quotes: tuple[str, ...]) -> bool:
        """Whether a text, known by its hash, was compared with these quotes in vain."""
        if quotes not in self._known:
            with closing(self._file()) as file:
                rows = file.execute("SELECT sha256 FROM strangers WHERE quotes = ?", (_key(quotes),))
            self._known[quotes] = {found for (found,) in rows}
        return sha256 in self._known[quotes]

    def add(self, sha256: str, quotes: tuple[str, ...]) -> None:
        """Remember that a text was compared with these quotes in vain."""
        self._known.setdefault(quotes, set()).add(sha256)
        self._new.append((_key(quotes), sha256))

    def keep(self) -> None:
        """Write down what is new."""
        new, self._new = self._new, []
        if new:
            with closing(self._file()) as file:
                file.execute_many("INSERT OR IGNORE INTO strangers VALUES (?, ?)", new)

    def _file(self) -> CacheFile:
        columns = "quotes TEXT, sha256 TEXT, PRIMARY KEY (quotes, sha256)"
        return CacheFile(self._path, "strangers", columns, SCHEMA)


def _key(quotes: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps(quotes).encode()).hexdigest()
