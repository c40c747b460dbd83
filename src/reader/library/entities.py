"""The entities of a library as the person wants them: recognized, corrected by the rulings, linked."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from reader.entities.linking import Linker, gathered, link
from reader.entities.merges import merges_into
from reader.entities.rulings import rulings_of
from reader.pacing import no_pause, paced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.articles.models import Article
    from reader.entities.linking import Links
    from reader.entities.merges import Joined
    from reader.entities.models import Entity, Mention
    from reader.entities.proposals import Merge
    from reader.entities.rulings import Rulings
    from reader.library.library import Library
    from reader.pacing import Pause


@dataclass(frozen=True)
class EntityIndex:
    """Entities and their mentions at one moment, in one article or in all."""

    mentions: Mapping[str, tuple[Mention, ...]] = field(repr=False)
    """Path of an article to its mentions in order, ``entity`` set; only articles whose mentions are known."""
    merges: tuple[Merge, ...] = field(default=(), repr=False)
    """Every merge of one name into another."""
    pause: Pause = field(default=no_pause, repr=False, compare=False)
    """Called again and again while entities are gathered."""

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, most mentioned first."""
        return tuple(gathered(self.mentions, self.pause))

    def joined(self, entity: Entity) -> tuple[Joined, ...]:
        """Which names were merged into an entity, and why; ``ruling.apart`` takes one out again."""
        return merges_into(self.merges, entity)


class Entities:
    """Mentions with the rulings applied; safe on any thread. What is recognized stays in the cache as it was."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._rulings: tuple[tuple[object, ...], Rulings] | None = None
        self._open: tuple[str, tuple[Mention, ...], Rulings, EntityIndex] | None = None
        self._all: tuple[Mapping[str, tuple[Mention, ...]], Rulings, EntityIndex] | None = None
        self._known: dict[str, tuple[Mention, ...]] = {}
        self._corrected: dict[str, _Corrected] = {}
        self._linker = Linker(library.pacing.pause)
        self._turn = threading.Lock()

    def known(self, article: Article) -> EntityIndex | None:
        """The entities of an article alone; None if it has to be recognized first.

        Quick, and the same object until something about the article changed.
        """
        recognized = self._library.recognition.known(article)
        return None if recognized is None else self._in_one(article, recognized)

    def recognized(self, article: Article) -> EntityIndex:
        """The same, recognized now if need be; blocks.

        Raises:
            ModelError: the model is missing or broken.
        """
        return self._in_one(article, self._library.recognition.mentions(article))

    def everywhere(self) -> EntityIndex:
        """The entities of all articles whose mentions are known; the same object until something changed.

        It takes a while with thousands of articles: not for the thread of a screen.
        """
        catalog, recognition = self._library.catalog, self._library.recognition
        paths = self._library.paths
        catalog.load(paths)
        hashes = {path: catalog.sha256(path) for path in paths}
        with self._turn:
            known = {sha256: self._known[sha256] for sha256 in hashes.values() if sha256 in self._known}
            known |= recognition.known_of_all(sha256 for sha256 in hashes.values() if sha256 and sha256 not in known)
            self._known = known
            return self._index({path: known[sha256] for path, sha256 in hashes.items() if sha256 in known})

    def of(self, recognized: Mapping[str, tuple[Mention, ...]]) -> EntityIndex:
        """The entities of some articles.

        Args:
            recognized: Path of an article to its mentions as they were recognized.
        """
        with self._turn:
            return self._index(recognized)

    def rulings(self) -> Rulings:
        """The rulings that stand, those on articles that were moved under their paths of today."""
        snapshot, scan = self._library.store.snapshot().rulings, self._library.scanned
        if self._rulings is None or any(
            now is not before for now, before in zip((snapshot, scan), self._rulings[0], strict=True)
        ):
            self._rulings = (snapshot, scan), rulings_of(self._library.anchoring.moves.rulings())
        return self._rulings[1]

    def _index(self, recognized: Mapping[str, tuple[Mention, ...]]) -> EntityIndex:
        rulings = self.rulings()
        if self._all is None or self._all[:2] != (recognized, rulings):
            links = self._link(recognized, rulings)
            index = EntityIndex(links.mentions, links.merges, self._library.pacing.pause)
            self._all = recognized, rulings, index
        return self._all[2]

    def _in_one(self, article: Article, recognized: tuple[Mention, ...]) -> EntityIndex:
        rulings, last = self.rulings(), self._open
        if last is None or last[:3] != (article.path, recognized, rulings):

            def text() -> str:
                return article.text

            mentions = rulings.corrected(article.path, text, recognized)
            links = link({article.path: mentions}, rulings.identities({article.path: text}))
            last = self._open = article.path, recognized, rulings, EntityIndex(links.mentions, links.merges)
        return last[3]

    def _link(self, recognized: Mapping[str, tuple[Mention, ...]], rulings: Rulings) -> Links:
        """The mentions under the rulings and linked; what did not change since the last time is not made anew."""
        before = self._corrected
        self._corrected = {}
        for path, mentions in paced(recognized.items(), self._library.pacing.pause):
            about = rulings.about(path, mentions)
            known = before.get(path)
            if known is None or known.recognized != mentions or known.about != about:
                known = _Corrected(mentions, about, rulings.corrected(path, partial(self.text, path), mentions))
            self._corrected[path] = known
        texts = {path: partial(self.text, path) for path in recognized}
        return self._linker.link(
            {path: known.mentions for path, known in self._corrected.items()}, rulings.identities(texts)
        )

    def text(self, path: str) -> str:
        """The article's text; empty when it cannot be read."""
        from reader.articles.decoding import UnreadableError, decode_named, read_bytes
        from reader.library.location import LibraryError

        try:
            file = self._library.file(path)
            article = self._library.read_already(file)
            return article.text if article else decode_named(read_bytes(file.file), path).text
        except (UnreadableError, LibraryError):
            return ""


@dataclass(frozen=True, slots=True)
class _Corrected:
    """An article's mentions under the rulings, and what they were made of."""

    recognized: tuple[Mention, ...]
    about: object
    mentions: tuple[Mention, ...]
