"""The entities of a library as the person wants them: recognized, corrected by the rulings, linked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.entities.linking import gathered, link
from reader.entities.merges import merges_into
from reader.entities.rulings import corrected, kept_apart, rulings_of, separated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.articles.models import Article
    from reader.entities.linking import Merge
    from reader.entities.merges import Joined
    from reader.entities.models import Entity, Mention
    from reader.entities.rulings import Ruling
    from reader.library.library import Library


@dataclass(frozen=True)
class EntityIndex:
    """Entities and their mentions at one moment, in one article or in all."""

    mentions: Mapping[str, tuple[Mention, ...]]
    """Path of an article to its mentions in order, ``entity`` set; only articles whose mentions are known."""
    merges: tuple[Merge, ...] = ()
    """Every merge of one name into another."""

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, most mentioned first."""
        return tuple(gathered(self.mentions))

    def joined(self, entity: Entity) -> tuple[Joined, ...]:
        """Which names were merged into an entity, and why; ``ruling.apart`` takes one out again."""
        return merges_into(self.merges, entity)


class Entities:
    """Mentions with the rulings applied; safe on any thread. What is recognized stays as it was in the cache."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def known(self, article: Article) -> EntityIndex | None:
        """The entities of an article alone; None if it has to be recognized first."""
        mentions = self._library.recognition.known(article)
        return None if mentions is None else self._index({article.path: mentions})

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The article's mentions, recognized now if need be; blocks.

        Raises:
            ModelError: the model is missing or broken.
        """
        recognized = self._library.recognition.mentions(article)
        return self._index({article.path: recognized}).mentions[article.path]

    def everywhere(self) -> EntityIndex:
        """The entities of all articles whose mentions are known; the same object until something changed.

        It takes a while with thousands of articles: not for the thread of a screen.
        """
        paths = [file.path for file in self._library.files]
        catalog = self._library.catalog
        catalog.load(paths)
        found = ((path, self._library.recognition.known_of(catalog.sha256(path))) for path in paths)
        return self._index({path: mentions for path, mentions in found if mentions is not None})

    def _index(self, recognized: Mapping[str, Sequence[Mention]]) -> EntityIndex:
        rulings = self._rulings()
        now = {path: corrected(path, self._text(path), items, rulings) for path, items in recognized.items()}
        links = link(now, kept_apart(rulings))
        mentions = {path: separated(path, self._text(path), items, rulings) for path, items in links.mentions.items()}
        return EntityIndex(mentions, links.merges)

    def _rulings(self) -> tuple[Ruling, ...]:
        return rulings_of(self._library.store.rulings())

    def _text(self, path: str) -> Callable[[], str]:
        return lambda: self._library.article(path).text
