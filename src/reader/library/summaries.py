"""Summaries of a large library's articles on disk, so that its list stands without reading every file again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.articles.reading import ArticleSummary
from reader.caching import CacheFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.articles.models import ArticleFile

SCHEMA = 1
"""To be raised when titles or word counts are worked out in another way."""
_COLUMNS = (
    "folder TEXT, path TEXT, title TEXT, words INTEGER, size INTEGER, modified_ns INTEGER, sha256 TEXT, "
    "encoding TEXT, notices TEXT, PRIMARY KEY (folder, path)"
)
_SELECT = "SELECT path, title, words, size, modified_ns, sha256, encoding, notices FROM summaries"


class SummaryCache:
    """Remembers the summaries of one folder's articles, as long as size and time of the files stay."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = CacheFile(file, "summaries", _COLUMNS, SCHEMA)
        self._folder = str(folder)
        self._known: dict[str, ArticleSummary] | None = None

    def get(self, file: ArticleFile) -> ArticleSummary | None:
        """The file's summary, if it has not changed since."""
        if self._known is None:
            found = next(iter(self._read(" AND path = ?", file.path)), None)
        else:
            found = self._known.get(file.path)
        same = found is not None and (found.size, found.modified_ns) == (file.size, file.modified_ns)
        return found if same else None

    def read_all(self) -> None:
        """Read the summaries of all articles at once, if that was not done: many are going to be asked for."""
        if self._known is None:
            self._known = {summary.path: summary for summary in self._read()}

    def put(self, summaries: Iterable[ArticleSummary]) -> None:
        """Remember summaries, in one transaction."""
        self._file.execute_many(
            "INSERT OR REPLACE INTO summaries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    self._folder,
                    item.path,
                    item.title,
                    item.words,
                    item.size,
                    item.modified_ns,
                    item.sha256,
                    item.encoding,
                    json.dumps(item.notices),
                )
                for item in summaries
            ],
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read(self, which: str = "", *values: str) -> Iterable[ArticleSummary]:
        rows = self._file.execute(f"{_SELECT} WHERE folder = ?{which}", (self._folder, *values))
        for row in rows:
            path, title, words, size, modified_ns, sha256, encoding, notices = row
            yield ArticleSummary(path, title, words, size, modified_ns, sha256, encoding, tuple(json.loads(notices)))
