"""Mentions of a library's articles as they were recognized: from the cache, or recognized now, or in the background."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.articles.decoding import is_supported
from reader.library.events import ModelDoubted
from reader.library.feeding import Feeding
from reader.library.recognizing import Recognizing
from reader.pacing import paced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.articles.models import Article
    from reader.entities.cache import MentionCache
    from reader.entities.models import Mention
    from reader.entities.process import RecognitionProcess
    from reader.library.library import Library

KEPT = 64
"""Articles whose mentions are kept in memory, the ones recognized or asked for last."""


class Recognition:
    """Hands out mentions; owns the recognition process and what feeds it. Safe on any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, tuple[Mention, ...]] = {}
        self._gathered: dict[str, tuple[Mention, ...]] = {}
        self._lock = threading.Lock()
        self._opened: tuple[MentionCache, RecognitionProcess] | None = None
        self._closed = False
        self._doubts: set[str] = set()
        self._feeding = Feeding(library, self)
        self.everywhere = Recognizing(library, self, self._feeding)
        """Recognizes all articles of the library."""

    @property
    def process(self) -> RecognitionProcess:
        """The process that is there as long as the library is open."""
        return self._open()[1]

    def known(self, article: Article) -> tuple[Mention, ...] | None:
        """The article's mentions if they are known without recognizing anything.

        Of what cannot be read with what is installed there are none, which is not remembered.
        """
        return self.known_of(article.sha256) if is_supported(article.path) else ()

    def known_of(self, sha256: str) -> tuple[Mention, ...] | None:
        """The same by the hash of the article's bytes, which a list knows without reading the article."""
        mentions = self._known.get(sha256)
        if mentions is None:
            cache, process = self._open()
            mentions = cache.get(sha256, process.version)
            if mentions is not None:
                self._keep({sha256: mentions})
        return mentions

    def known_of_all(self, hashes: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
        """The mentions of many articles by the hashes of their bytes, as far as they are known.

        The first time it takes a while; they stay in memory until others are asked for.
        """
        cache, process = self._open()
        wanted, kept = dict.fromkeys(hashes), {**self._known, **self._gathered}
        found = {sha256: kept[sha256] for sha256 in wanted if sha256 in kept}
        missing = cache.get_all([sha256 for sha256 in wanted if sha256 not in found], process.version)
        found |= paced(missing, self._library.pacing.pause)
        self._gathered = found
        return found

    def count(self, hashes: Sequence[str]) -> int:
        """How many mentions are known in these articles, of every type; nothing is kept in memory."""
        cache, process = self._open()
        return sum(len(mentions) for _, mentions in cache.get_all(hashes, process.version))

    def known_among(self, hashes: Sequence[str]) -> frozenset[str]:
        """Which of these articles' mentions are known, by the hashes of their bytes."""
        cache, process = self._open()
        return cache.known_among(hashes, process.version).union(filter(self._known.__contains__, hashes))

    def holding(self, kind: str, value: str) -> frozenset[str]:
        """The articles, by the hash of their bytes, that are known to mention an entity or a type.

        Args:
            kind: ``type``, or ``entity`` for an entity as it is written in the text.
            value: which one, in any case.
        """
        from reader.entities.cache import is_among

        cache, process = self._open()
        kept = (sha256 for sha256, mentions in list(self._known.items()) if is_among(kind, value, mentions))
        return frozenset((*kept, *cache.holding(kind, value, process.version)))

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The article's mentions, recognized now if need be; blocks.

        Raises:
            ModelError: the model is missing or broken.
        """
        mentions = self.known(article)
        return self.recognize([article], self.process)[article.sha256] if mentions is None else mentions

    def recognize(self, articles: Sequence[Article], process: RecognitionProcess) -> dict[str, tuple[Mention, ...]]:
        """Recognize articles together, each text once, and remember what was found; by the hashes of their bytes.

        Raises:
            ModelError: the model is missing or broken.
        """
        texts = {article.sha256: article.text for article in articles}
        if not texts:
            return {}
        found = dict(zip(texts, process.recognize_all(list(texts.values())), strict=True))
        self._open()[0].put_all(found, process.version)
        self._keep(found)
        if process.warning and process.warning not in self._doubts:
            self._doubts.add(process.warning)
            self._library.events.emit(ModelDoubted(process.warning))
        return found

    def forget(self, hashes: Iterable[str]) -> None:
        """Forget mentions by the hashes of the articles' bytes; they are recognized anew when they are asked for."""
        forgotten = list(hashes)
        self._open()[0].forget(forgotten)
        for known in (self._known, self._gathered):
            for sha256 in forgotten:
                known.pop(sha256, None)

    def request(self, path: str) -> None:
        """Recognize the article in the background, before all asked for earlier; ``EntitiesReady`` follows."""
        if not self._closed:
            self._feeding.want(path)

    def close(self) -> None:
        """End the threads and the processes."""
        self._closed = True
        self._feeding.close()
        self.everywhere.close()
        with self._lock:
            opened = self._opened
        if opened is not None:
            cache, process = opened
            process.close()
            # Now nobody waits for it any more.
            if self.everywhere.in_use:
                cache.tidy(self.everywhere.in_use, process.version)
                self.everywhere.in_use = ()
            cache.close()

    def _keep(self, found: Mapping[str, tuple[Mention, ...]]) -> None:
        """Keep mentions in memory, instead of those that were kept before all others."""
        self._known.update(found)
        for sha256 in list(self._known)[:-KEPT]:
            self._known.pop(sha256, None)

    def _open(self) -> tuple[MentionCache, RecognitionProcess]:
        """Cache and process, made by whichever thread comes first; what comes after ``close`` is closed too."""
        from reader.entities.cache import MentionCache
        from reader.entities.process import RecognitionProcess

        with self._lock:
            if self._opened is None:
                cache = MentionCache(self._library.folders.cache / "mentions.sqlite3")
                process = RecognitionProcess(self._library.settings.model)
                self._opened = cache, process
                if self._closed:
                    process.close()
                    cache.close()
            return self._opened
