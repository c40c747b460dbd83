"""What the verbs share: the library they work on, opened when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.articles.naming import visible_path
from reader.cli.errors import UseError
from reader.cli.output import warn
from reader.library.events import EntitiesFailed, ModelDoubted, NotUndoable

if TYPE_CHECKING:
    from pathlib import Path

    import typer

    from reader.annotations.models import Annotation
    from reader.annotations.store import AnnotationStore
    from reader.articles.models import Article
    from reader.library.events import Event
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

        library = Library.open(self._path, self._annotations)
        library.events.subscribe(_warn_of)
        return library

    @property
    def readable(self) -> Library:
        """The library for verbs that answer even when the annotations are damaged, with a warning then."""
        if problem := self.library.store.problem:
            warn(problem)
        return self._complete

    @property
    def store(self) -> AnnotationStore:
        """The annotations for verbs that need them sound.

        Raises:
            StoreError: they are damaged.
        """
        return self.sound.store

    @property
    def sound(self) -> Library:
        """The library for verbs that need its annotations sound.

        Raises:
            StoreError: they are damaged.
        """
        from reader.annotations.errors import StoreError

        if problem := self.library.store.problem:
            raise StoreError(problem)
        return self._complete

    @cached_property
    def _complete(self) -> Library:
        """The library with what is said of articles that were renamed and edited: a verb runs but once."""
        self.library.anchoring.recognize_moved()
        return self.library

    def path(self, name: str) -> str:
        """The path of the article that a person means by its path or any telling part of path or title.

        Raises:
            LibraryError: none or several fit.
        """
        return self.library.catalog.find(visible_path(name))

    def article(self, name: str) -> Article:
        """The article that a person means, whole.

        Raises:
            LibraryError: none or several fit.
            UnreadableError: its file cannot be read.
        """
        return self.library.article(self.path(name))

    def annotation(self, start: str) -> Annotation:
        """The annotation whose id a person gives, whole or its start.

        Raises:
            UseError: none or several fit.
            StoreError: the annotations are damaged.
        """
        if found := self.store.get(start):
            return found
        fitting = [item for item in self.store.annotations() if start and item.id.startswith(start.lower())]
        if len(fitting) == 1:
            return fitting[0]
        several = f"{len(fitting)} annotations start with {start!r}" if fitting else f"there is no annotation {start!r}"
        raise UseError(f"ID: {several}; `reader note list` shows them all.")

    def people(self, name: str) -> tuple[str, ...]:
        """Those who wrote here and are called so, whole or in part.

        Raises:
            UseError: nobody is.
            StoreError: the annotations are damaged.
        """
        from reader.annotations.people import meant, nobody

        known = self.store.people()
        found = meant(name, known)
        if not found:
            raise UseError(f"--by: {nobody(name, known)}")
        return found

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
    session: Session = context.obj
    return session


def _warn_of(event: Event) -> None:
    """Tell a person what is wrong with one article, with a model that works, or with undo."""
    if isinstance(event, EntitiesFailed) and event.path is not None:
        warn(event.reason)
    elif isinstance(event, ModelDoubted):
        warn(event.warning)
    elif isinstance(event, NotUndoable):
        warn(event.reason)
