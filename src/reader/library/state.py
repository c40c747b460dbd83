"""What the program remembers for a library between runs: reading positions, drafts and queries.

Kept in the state folder, one folder for each annotation file. Losing it loses comfort, never a note that was saved.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.library.drafts import Draft

QUERIES_KEPT = 100


class ReadingState:
    """Positions, drafts, queries and the article last read; changes are written atomically, at once but for positions.

    Every change starts from the file as it stands, so that two terminals on one library keep each other's.
    """

    def __init__(self, state_folder: Path, annotations: Path) -> None:
        import hashlib

        key = hashlib.sha256(os.fsencode(annotations)).hexdigest()[:16]
        self.folder = state_folder / key
        """What is remembered for this annotation file; it need not exist."""
        self._file = self.folder / "reading.json"
        self._written = True
        self._places: dict[str, tuple[int, float]] = {}
        """Where reading stopped since the file was written last, by article, the latest at the end."""
        self._opened: str | None = None
        """The article opened since then that was not read."""
        self._document = self._read()

    @property
    def is_new(self) -> bool:
        """Whether nothing is remembered yet: the library is open for the first time."""
        return not any(self._document.values())

    def position(self, path: str) -> int:
        """Offset of the first character shown when the article was last left."""
        value = self._table("positions").get(path)
        return value if isinstance(value, int) else 0

    def progress(self, path: str) -> float:
        """Share of the article that has been on the screen, 0 to 1."""
        value = self._table("progress").get(path)
        return float(min(1, max(0, value))) if isinstance(value, int | float) else 0.0

    def set_position(self, path: str, offset: int, progress: float) -> None:
        """Remember where reading stopped; progress only grows. Written by `save`, or along with the next change."""
        self._places.pop(path, None)
        self._places[path] = offset, max(progress, self.progress(path))
        self._opened = None
        self._place()

    def set_last(self, path: str) -> None:
        """Remember an article that is open, though nobody began to read it. Written by `save`, as positions are."""
        if path != self.last_article:
            self._opened = path
            self._place()

    def save(self) -> None:
        """Write where reading stopped, unless that has been done."""
        if self._places or self._opened is not None:
            self._refresh()
            self._write()

    def _place(self) -> None:
        for path, (offset, progress) in self._places.items():
            self._table("progress")[path] = max(round(progress, 4), self.progress(path))
            self._table("positions")[path] = offset
            self._document["last"] = path
        if self._opened is not None:
            self._document["last"] = self._opened

    @property
    def last_article(self) -> str | None:
        """The article that was open last."""
        last = self._document.get("last")
        return last if isinstance(last, str) else None

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All notes in the making, the latest first."""
        from reader.library.drafts import Draft

        self._refresh()
        found = map(Draft.read, reversed(self._table("drafts").values()))
        return tuple(draft for draft in found if draft is not None)

    def draft(self, key: str) -> Draft | None:
        """A note in the making; None when there is none."""
        from reader.library.drafts import Draft

        return Draft.read(self._table("drafts").get(key))

    def keep_draft(self, draft: Draft) -> None:
        """Keep a note in the making."""
        self._refresh()
        drafts = self._table("drafts")
        drafts.pop(draft.key, None)
        drafts[draft.key] = draft.document()
        self._write()

    def forget_draft(self, key: str) -> None:
        """The note in the making was saved or given up; nothing is written if there is none."""
        self._refresh()
        if self._table("drafts").pop(key, None) is not None:
            self._write()

    @property
    def layout(self) -> dict[str, Any]:
        """How the screen was left: what is shown and in which order, by name."""
        return dict(self._table("layout"))

    def set_layout(self, name: str, value: str | bool) -> None:  # noqa: FBT001 (a value like any other)
        """Remember something about the screen."""
        self._refresh()
        self._table("layout")[name] = value
        self._write()

    @property
    def queries(self) -> tuple[str, ...]:
        """What was searched for and found, the latest first."""
        queries = self._document.get("queries")
        return tuple(query for query in queries if isinstance(query, str)) if isinstance(queries, list) else ()

    def keep_query(self, query: str) -> None:
        """Remember what was searched for."""
        self._refresh()
        others = [other for other in self.queries if other != query]
        self._document["queries"] = [query, *others][:QUERIES_KEPT]
        self._write()

    def _refresh(self) -> None:
        """Take up what other terminals wrote, unless ours could not be written: then memory is all there is of it."""
        if self._written:
            self._document = self._read()
            self._place()

    def _read(self) -> dict[str, Any]:
        if not self._file.exists():
            return {}
        import json

        try:
            document = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return document if isinstance(document, dict) else {}

    def _write(self) -> None:
        """A state folder that cannot be written is no reason to stop reading."""
        import json
        import tempfile

        self._written = False
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self._file.parent, encoding="utf-8", delete=False) as out:
                temporary = Path(out.name)
                try:
                    json.dump(self._document, out)
                    out.flush()
                    temporary.replace(self._file)
                finally:
                    temporary.unlink(missing_ok=True)
            self._written = True
            self._places.clear()
            self._opened = None

    def _table(self, name: str) -> dict[str, Any]:
        table = self._document.get(name)
        if not isinstance(table, dict):
            table = self._document[name] = {}
        return table
