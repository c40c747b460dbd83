"""What the verbs share: the library they work on, opened when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.naming import visible_path
from reader.cli.output import warn

if TYPE_CHECKING:
    import typer

    from reader.annotations.store import AnnotationStore
    from reader.articles.models import Article
    from reader.library.library import Library


class Session:
    """One run of one verb."""

    def __init__(self, path: Path, annotations: Path | None) -> None:
        self._path = path
        self._annotations = annotations

    @cached_property
    def library(self) -> Library:
        """The library.

        Raises:
            LibraryError: there is none.
        """
        from reader.library.library import Library

        return Library.open(self._path, self._annotations)

    @property
    def readable(self) -> Library:
        """The library for verbs that answer even when the annotations are damaged, with a warning then."""
        if problem := self.library.store.problem:
            warn(problem)
        return self.library

    @property
    def store(self) -> AnnotationStore:
        """The annotations for verbs that need them sound.

        Raises:
            StoreError: they are damaged.
        """
        from reader.annotations.errors import StoreError

        store = self.library.store
        if store.problem:
            raise StoreError(store.problem)
        return store

    def article(self, name: str) -> Article:
        """The article that a person names by its path or any telling part of path or title.

        Raises:
            LibraryError: none or several fit.
            UnreadableError: its file cannot be read.
        """
        return self.library.article(self.library.catalog.find(visible_path(name)))

    @property
    def creator(self) -> str | None:
        """The person's name for new annotations, if the settings have one."""
        return self.library.settings.creator or None

    def close(self) -> None:
        """End what runs in the background."""
        if "library" in self.__dict__:
            self.library.close()


def session_of(context: typer.Context) -> Session:
    """The session of this run."""
    session = context.obj
    assert isinstance(session, Session)
    return session
