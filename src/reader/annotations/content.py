"""What ``annotations.json`` held when it was last read, and whether it is sound."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from reader.annotations import file as disk
from reader.annotations.encoding import Tables, decode, encode
from reader.annotations.errors import InvalidDocument, StoreDamaged, StoreError, StoreNewer
from reader.annotations.snapshot import Snapshot, snapshot_of

FORMAT: Final = "reader-annotations"
SCHEMA: Final = 1
TABLES: Final = ("articles", "annotations", "rulings")


def empty_tables() -> Tables:
    """What a new file holds."""
    return {"_meta": {"1": {"format": FORMAT, "schema": SCHEMA}}} | {name: {} for name in TABLES}


class AnnotationsFile:
    """The file's tables in memory, with the signature of the version they are from. Creates nothing.

    Args:
        path: the file, or a symlink to it; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tables: Tables = {}
        self.snapshot = Snapshot()
        self.problem: StoreError | None = None
        self._signature: disk.Signature | None = None
        self._known = False

    @property
    def target(self) -> Path:
        """The file itself, where ``path`` is a symlink."""
        return Path(os.path.realpath(self.path))

    def refresh(self) -> bool:
        """Read the file anew if its signature moved; True if so."""
        if self._known and disk.signature(self.path) == self._signature:
            return False
        self._load()
        return True

    def forget(self) -> None:
        """Have the next ``refresh`` read, after changes in memory that never reached the disk."""
        self._known = False

    def require_sound(self) -> None:
        """Raise what makes the file read-only, if something does."""
        if self.problem is not None:
            raise self.problem

    def commit(self, target: Path) -> None:
        """Write the tables to the file. Only inside its lock.

        Raises:
            StoreError: writing failed; the file is as it was.
        """
        self._signature = disk.replace(target, encode(self.tables))
        self._known = True

    def _load(self) -> None:
        self.tables, self.problem = {}, None
        try:
            found = disk.read(self.path)
            self._known, self._signature = True, found and found[1]
            if found is not None:
                self.tables = decode(found[0])
                self.problem = self._check_format()
            self.snapshot = snapshot_of(self.tables)
        except OSError as error:
            self._known = False
            self.problem = self._damaged(f"it cannot be read ({error.strerror or error})")
        except InvalidDocument as error:
            self.problem = self._damaged(str(error))

    def _check_format(self) -> StoreError | None:
        """What the table ``_meta`` says against writing."""
        meta = list(self.tables.get("_meta", {}).values())
        schema = meta[0].get("schema") if len(meta) == 1 and meta[0].get("format") == FORMAT else None
        if type(schema) is not int or schema < 1:
            return self._damaged(f"its table _meta does not say {FORMAT}")
        if schema > SCHEMA:
            return StoreNewer(
                f"{self.path} was written by a newer version of reader (schema {schema}, known is {SCHEMA}), "
                "so it is opened read-only; update reader to change it."
            )
        return None

    def _damaged(self, why: str) -> StoreDamaged:
        return StoreDamaged(
            f"{self.path} is damaged and nothing is written to it: {why}; mend it, or bring back the last "
            "good version with `reader doctor --restore`."
        )
