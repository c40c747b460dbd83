"""Mentions of a library's articles: from the cache, or recognized in the background, the visible article first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.library.events import EntitiesFailed, EntitiesReady, Events
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.articles.models import Article
    from reader.entities.cache import MentionCache
    from reader.entities.models import Mention
    from reader.entities.process import RecognitionProcess


class Recognition:
    """Hands out mentions; owns the recognition process and the thread that feeds it."""

    def __init__(self, model: str, cache_file: Path, read: Callable[[str], Article], events: Events) -> None:
        self._model = model
        self._cache_file = cache_file
        self._read = read
        self._events = events
        self._known: dict[str, tuple[Mention, ...]] = {}
        self._wanted: list[str] = []
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._opened: tuple[MentionCache, RecognitionProcess] | None = None

    def known(self, article: Article) -> tuple[Mention, ...] | None:
        """The article's mentions if they are known without recognizing anything; safe on any thread."""
        return self.known_of(article.sha256)

    def known_of(self, sha256: str) -> tuple[Mention, ...] | None:
        """The same by the hash of the article's bytes, which a list knows without reading the article."""
        mentions = self._known.get(sha256)
        if mentions is None:
            cache, process = self._open()
            mentions = cache.get(sha256, process.version)
            if mentions is not None:
                self._known[sha256] = mentions
        return mentions

    def holding(self, kind: str, value: str) -> frozenset[str]:
        """The articles, by the hash of their bytes, that are known to mention an entity or a type.

        Args:
            kind: ``type``, or ``entity`` for an entity by its name or as it is written in the text.
            value: which one, in any case.
        """
        cache, process = self._open()
        folded = value.casefold()
        known = {**self._known, **dict(cache.holding(value, process.version))}
        return frozenset(
            sha256 for sha256, mentions in known.items() if any(_is(mention, kind, folded) for mention in mentions)
        )

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The article's mentions, recognized now if need be; blocks.

        Raises:
            ModelError: the model is missing or broken.
        """
        mentions = self.known(article)
        if mentions is None:
            cache, process = self._open()
            mentions = process.recognize(article.text)
            cache.put(article.sha256, process.version, mentions)
            self._known[article.sha256] = mentions
        return mentions

    def forget(self, article: Article) -> None:
        """Forget the article's mentions; they are recognized anew when they are asked for."""
        self._known.pop(article.sha256, None)
        self._open()[0].forget(article.sha256)

    def request(self, path: str) -> None:
        """Recognize the article in the background, before all asked for earlier; ``EntitiesReady`` follows."""
        with self._wake:
            if self._closed:
                return
            self._wanted.append(path)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="recognition", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """End the thread and the process."""
        with self._wake:
            self._closed = True
            self._wake.notify()
            opened = self._opened
        if opened is not None:
            cache, process = opened
            process.close()
            cache.close()

    def _work(self) -> None:
        from reader.articles.decoding import UnreadableError
        from reader.entities.pipeline import ModelError, RecognitionError

        while (path := self._next()) is not None:
            try:
                self.mentions(self._read(path))
            except (UnreadableError, LibraryError):
                continue
            except RecognitionError as error:
                self._events.emit(EntitiesFailed(f"{path}: {error}"))
                continue
            except ModelError as error:
                if not self._closed:
                    self._events.emit(EntitiesFailed(str(error)))
                return
            self._events.emit(EntitiesReady(path))

    def _next(self) -> str | None:
        """The article asked for last; None when it is time to end."""
        with self._wake:
            while not self._wanted and not self._closed:
                self._wake.wait()
            return None if self._closed else self._wanted.pop()

    def _open(self) -> tuple[MentionCache, RecognitionProcess]:
        """Cache and process, made by whichever thread comes first; what comes after ``close`` is closed too."""
        from reader.entities.cache import MentionCache
        from reader.entities.process import RecognitionProcess

        with self._wake:
            if self._opened is None:
                cache, process = self._opened = MentionCache(self._cache_file), RecognitionProcess(self._model)
                if self._closed:
                    process.close()
                    cache.close()
            return self._opened


def _is(mention: Mention, kind: str, folded: str) -> bool:
    """Whether a mention is of a type, or of an entity."""
    if kind == "type":
        return mention.type.casefold() == folded
    return folded in (mention.text.casefold(), mention.entity.casefold())
