"""The list of articles: what each is, and what the person said of it."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.models import Motivation, Status
from reader.annotations.tags import distinct
from reader.articles.decoding import UnreadableError, is_supported
from reader.articles.models import WORDS_PER_MINUTE
from reader.articles.reading import read_summary, summary_of
from reader.library.location import LibraryError
from reader.pacing import paced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.articles.models import ArticleFile
    from reader.articles.reading import ArticleSummary
    from reader.library.library import Library
    from reader.library.summaries import SummaryCache

READ_ANEW = 200
"""Articles up to which reading the files is as fast as a cache of their titles."""
SAVED_TOGETHER = 1000
SHOWN_TO_THE_END = 0.98
"""Progress from which an article counts as done in the view, if the person set no status."""


class Entry(NamedTuple):
    """One article in the list."""

    path: str
    title: str
    words: int
    minutes: int
    size: int
    modified: str
    """UTC, RFC 3339."""
    sha256: str
    encoding: str
    notices: tuple[str, ...]
    tags: tuple[str, ...]
    notes: int
    highlights: int
    status: Status
    starred: bool
    progress: float


class Catalog:
    """Looks articles up by path, or by any part of a path or title."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._summaries: dict[ArticleFile, ArticleSummary] = {}
        self._unsaved: list[ArticleSummary] = []

    def known(self, path: str) -> Entry | None:
        """The article's row, if there is such an article and that takes no reading of its file."""
        summary = self._known(path)
        return None if summary is None else self._entry(summary)

    def sha256(self, path: str) -> str:
        """The hash of the article's bytes; empty as long as nothing read them, or if there is no such article."""
        summary = self._known(path)
        return summary.sha256 if summary else ""

    def load(self, paths: Iterable[str]) -> None:
        """Read what ``known`` needs of these articles; those that cannot be read stay unknown."""
        paths = list(paths)
        if len(paths) > 1 and self._is_large:
            self._cache.read_all()
        for path in paced(paths, self._library.pacing.pause):
            with contextlib.suppress(UnreadableError, LibraryError):
                self._summary(self._library.file(path))

    def entry(self, path: str) -> Entry:
        """The article's row; reads the file the first time.

        Raises:
            LibraryError: there is no such article.
            UnreadableError: its file cannot be read.
        """
        return self._entry(self._summary(self._library.file(path)))

    def title(self, path: str) -> str:
        """The article's title, the person's own if there is one; reads the file the first time.

        Raises:
            LibraryError: there is no such article.
            UnreadableError: its file cannot be read.
        """
        return self._title(self._summary(self._library.file(path)))

    def titles(self, paths: Iterable[str]) -> dict[str, str]:
        """The titles of these articles by path, as far as they are known without reading files."""
        return {path: self._title(summary) for path in paths if (summary := self._known(path)) is not None}

    def words(self, paths: Iterable[str]) -> dict[str, int]:
        """The lengths of these articles in words by path, as far as they are known without reading files."""
        return {path: summary.words for path in paths if (summary := self._known(path)) is not None}

    def status(self, path: str) -> Status:
        """What the person set, or else what follows from what has been on the screen."""
        record = self._library.anchoring.moves.record(path)
        return (record.status if record else None) or _status_seen(self._library.state.progress(path))

    def titled(self, part: str) -> list[str]:
        """The articles with ``part``, which is casefolded, in their titles; what cannot be read has no title."""
        paths = self._library.paths
        self.load(paths)
        return [path for path in paths if (entry := self.known(path)) and part in entry.title.casefold()]

    def find(self, name: str) -> str:
        """The path of the article that ``name`` means: an exact path, or part of just one path or title.

        Raises:
            LibraryError: none or several fit.
        """
        paths = self._library.paths
        if name in paths:
            return name
        wanted = name.casefold()
        fitting = [path for path in paths if wanted in path.casefold()] or self.titled(wanted)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            some = ", ".join(fitting[:3]) + (", …" if len(fitting) > 3 else "")  # noqa: PLR2004 (a taste of them)
            raise LibraryError(f"{name!r} means {len(fitting)} articles ({some}); give more of the path or title.")
        raise LibraryError(f"{name!r}: no article has this in its path or title; `reader list` shows them all.")

    def _known(self, path: str) -> ArticleSummary | None:
        try:
            return self._summaries.get(self._library.file(path))
        except LibraryError:
            return None

    def _entry(self, summary: ArticleSummary) -> Entry:
        path = summary.path
        moves = self._library.anchoring.moves
        annotations = moves.annotations(path)
        record = moves.record(path)
        progress = self._library.state.progress(path)
        return Entry(
            path=path,
            title=self._title(summary),
            words=summary.words,
            minutes=-(-summary.words // WORDS_PER_MINUTE),
            size=summary.size,
            modified=datetime.fromtimestamp(summary.modified_ns / 1e9, UTC).isoformat().replace("+00:00", "Z"),
            sha256=summary.sha256,
            encoding=summary.encoding,
            notices=summary.notices,
            tags=distinct(tag for item in annotations if item.is_article_tag for tag in item.tags),
            notes=sum(item.motivation is Motivation.COMMENTING for item in annotations),
            highlights=sum(item.motivation is Motivation.HIGHLIGHTING for item in annotations),
            status=(record.status if record and record.status else None) or _status_seen(progress),
            starred=bool(record and record.starred),
            progress=progress,
        )

    def close(self) -> None:
        """Save what was read for the next time."""
        if "_cache" in self.__dict__:
            self._save()
            self._cache.close()

    @cached_property
    def _cache(self) -> SummaryCache:
        from reader.library.summaries import SummaryCache

        return SummaryCache(self._library.folders.cache / "summaries.sqlite3", self._library.location.folder)

    @property
    def _is_large(self) -> bool:
        return len(self._library.paths) > READ_ANEW

    def _summary(self, file: ArticleFile) -> ArticleSummary:
        summary = self._summaries.get(file)
        if summary is None:
            large = self._is_large
            summary = (self._cache.get(file) if large else None) or self._read(file, keep=large)
            self._summaries[file] = summary
        return summary

    def _read(self, file: ArticleFile, *, keep: bool) -> ArticleSummary:
        article = self._library.read_already(file)
        summary = read_summary(file) if article is None else summary_of(article)
        if keep and is_supported(file.path):
            self._unsaved.append(summary)
            if len(self._unsaved) >= SAVED_TOGETHER:
                self._save()
        return summary

    def _save(self) -> None:
        unsaved, self._unsaved = self._unsaved, []
        if unsaved:
            self._cache.put(unsaved)

    def _title(self, summary: ArticleSummary) -> str:
        record = self._library.anchoring.moves.record(summary.path)
        return (record.title if record else None) or summary.title


def _status_seen(progress: float) -> Status:
    """The status that follows from what has been on the screen."""
    if progress >= SHOWN_TO_THE_END:
        return Status.DONE
    return Status.READING if progress > 0 else Status.UNREAD
