"""The library: opens a folder and hands out its articles, entities, search and annotations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.articles.models import Skipped
from reader.articles.reading import read_article
from reader.articles.scanning import Scan, ScanError, scan, scan_file
from reader.config import Folders, Settings, load_settings
from reader.library.catalog import Catalog
from reader.library.events import ArticlesChanged, Events, NotUndoable
from reader.library.location import LibraryError, Location, locate
from reader.library.state import ReadingState
from reader.pacing import Pacing

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.history import History
    from reader.annotations.store import AnnotationStore
    from reader.annotations.transaction import Commit
    from reader.articles.models import Article, ArticleFile
    from reader.library.anchoring import Anchoring
    from reader.library.entities import Entities
    from reader.library.recognition import Recognition
    from reader.library.searching import Searching
    from reader.library.watching import Watcher

ARTICLES_KEPT = 16
"""Articles kept in memory, the ones read last."""


class Library:
    """One open library. Opening, reading and searching write nothing to it."""

    def __init__(self, location: Location, settings: Settings, folders: Folders) -> None:
        self.location = location
        self.settings = settings
        self.folders = folders
        self.events = Events()
        self.pacing = Pacing()
        self._scan: Scan | None = None
        self._articles: dict[ArticleFile, Article] = {}
        self._watcher: Watcher | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        annotations: Path | None = None,
        settings: Settings | None = None,
        folders: Folders | None = None,
    ) -> Library:
        """Open the library at ``path``, with the person's settings unless others are given.

        Raises:
            LibraryError: nothing is there.
            SettingsError: the settings file cannot be used.
        """
        folders = folders or Folders.default()
        settings = settings or load_settings(folders.settings_file)
        return cls(locate(path, annotations), settings, folders)

    @property
    def files(self) -> tuple[ArticleFile, ...]:
        """The article files, in the order of their names."""
        return self.scanned.files

    @property
    def paths(self) -> tuple[str, ...]:
        """Their paths, in the same order; that is all a list of very many needs."""
        return self.scanned.paths

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What the folder holds besides, and why it is no article."""
        return self.scanned.skipped

    def rescan(self) -> bool:
        """Look at the folder anew; tells the listeners and returns True when the files changed."""
        before = self._scan
        self._keep(self._look())
        changed = before is not None and self.scanned.stamps != before.stamps
        if changed:
            self.events.emit(ArticlesChanged())
        return changed

    def file(self, path: str) -> ArticleFile:
        """The article file of that path.

        Raises:
            LibraryError: there is none.
        """
        try:
            return self.scanned.file(path)
        except KeyError:
            raise LibraryError(
                f"{path}: no such article in {self.location.folder}; `reader list` shows them."
            ) from None

    def article(self, path: str) -> Article:
        """The whole article; the ones read last are kept in memory. Safe on any thread.

        Raises:
            LibraryError: there is no such article.
            UnreadableError: its file cannot be read.
        """
        file = self.file(path)
        article = self._articles.get(file)
        if article is None:
            article = read_article(file)
            while len(self._articles) >= ARTICLES_KEPT:
                self._articles.pop(next(iter(self._articles), file), None)
            self._articles[file] = article
        return article

    def read_already(self, file: ArticleFile) -> Article | None:
        """The article if it is in memory."""
        return self._articles.get(file)

    @cached_property
    def catalog(self) -> Catalog:
        """Titles and word counts."""
        return Catalog(self)

    @cached_property
    def state(self) -> ReadingState:
        """Positions and drafts."""
        return ReadingState(self.folders.state, self.location.annotations)

    @cached_property
    def store(self) -> AnnotationStore:
        """Tags, highlights and notes."""
        from reader.annotations.store import AnnotationStore

        store = AnnotationStore(self.location.annotations)
        store.before_commit = self.anchoring.settle
        store.former_paths = self.anchoring.moves.former
        store.on_commit = self._remember
        return store

    @cached_property
    def history(self) -> History:
        """Undo and redo."""
        from reader.annotations.history import History

        return History(self.state.folder / "history.sqlite3", self.store)

    @cached_property
    def anchoring(self) -> Anchoring:
        """Where annotations are today."""
        from reader.library.anchoring import Anchoring

        return Anchoring(self)

    @cached_property
    def recognition(self) -> Recognition:
        """Mentions as they were recognized."""
        from reader.library.recognition import Recognition

        return Recognition(self)

    @cached_property
    def entities(self) -> Entities:
        """Mentions with the person's rulings applied, and the entities that they name."""
        from reader.library.entities import Entities

        return Entities(self)

    @cached_property
    def searching(self) -> Searching:
        """Search."""
        from reader.library.searching import Searching

        return Searching(self)

    def start_watching(self) -> None:
        """From now on tell the listeners when files or annotations change on disk."""
        if self._watcher is None:
            from reader.library.watching import Watcher

            self._watcher = Watcher(self)

    def close(self) -> None:
        """End what runs in the background."""
        if self._watcher is not None:
            self._watcher.close()
        if "history" in self.__dict__:
            self.history.close()
        if "catalog" in self.__dict__:
            self.catalog.close()
        if "searching" in self.__dict__:
            self.searching.close()
        if "recognition" in self.__dict__:
            self.recognition.close()

    def _remember(self, commit: Commit) -> None:
        """Remember a change, so that it can be undone."""
        if not self.history.record(commit):
            reason = f"What was just saved cannot be undone: {self.state.folder} cannot be written to."
            self.events.emit(NotUndoable(reason))

    @property
    def scanned(self) -> Scan:
        """What the folder held when it was last looked at."""
        return self._scan or self._keep(self._look())

    def _look(self) -> Scan:
        """Look at the disk; a folder that went away is an empty library until it is back."""
        only = self.location.file
        try:
            return scan_file(only) if only else scan(self.location.folder)
        except ScanError as error:
            return Scan.empty(Skipped(self.location.name, str(error)))

    def _keep(self, found: Scan) -> Scan:
        self._scan = found
        return found
