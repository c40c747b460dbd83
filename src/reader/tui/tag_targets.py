"""What tags are put on: a passage, an article, or several articles at once, in one change each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.annotations import editing, tagging
from reader.annotations.models import ArticleReference
from reader.annotations.tags import distinct, fold
from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.library.location import LibraryError
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotations.store import AnnotationStore
    from reader.articles.models import Article, Span
    from reader.library.library import Library


class TagTarget(ABC):
    """Knows its tags, adds some and takes one off."""

    heading: str
    """What it is, fit for a terminal."""
    count = 1
    """How many things it is."""

    @abstractmethod
    def tags(self) -> dict[str, int]:
        """Its tags, and on how many of it each one is."""

    @abstractmethod
    def add(self, store: AnnotationStore, names: Sequence[str]) -> None:
        """Add tags, in one change.

        Raises:
            AnnotationError: a tag cannot be used.
            StoreError: the file cannot be written.
        """

    @abstractmethod
    def remove(self, store: AnnotationStore, name: str) -> None:
        """Take a tag off, in one change.

        Raises:
            StoreError: the file cannot be written.
        """


class ArticlesTarget(TagTarget):
    """One article or several, as wholes."""

    def __init__(self, library: Library, paths: Sequence[str]) -> None:
        self._library = library
        self._paths = tuple(dict.fromkeys(paths))
        self.count = len(self._paths)
        entry = library.catalog.known(self._paths[0]) if self.count == 1 else None
        title = entry.title if entry else self._paths[0]
        self.heading = one_line(title) if self.count == 1 else counted(self.count, "article")

    def tags(self) -> dict[str, int]:
        """The tags on the articles as wholes, in the order in which they were added."""
        moves = self._library.anchoring.moves
        spelled: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for path in self._paths:
            tags = distinct(tag for item in moves.annotations(path) if item.is_article_tag for tag in item.tags)
            for tag in tags:
                spelled.setdefault(fold(tag), tag)
                counts[fold(tag)] += 1
        return {tag: counts[key] for key, tag in spelled.items()}

    def add(self, store: AnnotationStore, names: Sequence[str]) -> None:
        """Tag them all; articles that cannot be read any more are passed over."""
        references = []
        for path in self._paths:
            with suppress(UnreadableError, LibraryError):
                entry = self._library.catalog.entry(path)
                references.append(ArticleReference(path, entry.sha256, entry.size))
        tagging.tag_articles(store, references, names, creator=self._library.settings.creator or None)

    def remove(self, store: AnnotationStore, name: str) -> None:
        """Take it off all of them."""
        former = self._library.anchoring.moves.former
        tagging.untag_articles(store, [old for path in self._paths for old in (path, *former(path))], [name])


class PassageTarget(TagTarget):
    """A selected passage, which becomes a highlight with its first tag."""

    heading = "the selection"

    def __init__(self, library: Library, article: Article, selection: Span) -> None:
        self._library = library
        self._article = article
        self._selection = selection
        self._highlight = ""

    def tags(self) -> dict[str, int]:
        """The tags of the highlight."""
        made = self._library.store.get(self._highlight) if self._highlight else None
        return dict.fromkeys(made.tags, 1) if made is not None else {}

    def add(self, store: AnnotationStore, names: Sequence[str]) -> None:
        """Highlight the passage with them, or add them to its highlight."""
        if self._highlight:
            editing.set_tags(store, self._highlight, [*self.tags(), *names])
            return
        creator = self._library.settings.creator or None
        made = editing.add_highlight(store, self._article, self._selection, tags=names, creator=creator)
        self._highlight = made.id

    def remove(self, store: AnnotationStore, name: str) -> None:
        """Take it off the highlight."""
        if self._highlight:
            editing.set_tags(store, self._highlight, [tag for tag in self.tags() if tag != name])
