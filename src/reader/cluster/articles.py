"""The articles that the cluster gave, kept: the next key mostly finds the same ones."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.cluster.connection import ids_filter
from reader.cluster.sample import StoredArticle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.cluster.connection import Cluster
    from reader.cluster.words import LibraryWords

TOKENS_KEPT = 8_000_000
"""In all articles that are kept in memory together."""
_FIELDS = "id,path,title,words,spans,digest,stamp"
_MOST_AT_ONCE = 60
"""Ids that fit in one address."""

_Key = tuple[str, str, str]
"""The article's id and stamp, and the stamp of the words whose ids are kept."""


class StoredArticles:
    """Gets articles of a cluster, and keeps those asked for last; may be used from any thread."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = threading.Lock()
        self._kept: dict[_Key, StoredArticle] = {}
        self._tokens = 0

    def get(self, stamps: Mapping[str, str], words: LibraryWords) -> list[StoredArticle]:
        """The articles of these ids, as long as they are there.

        Args:
            stamps: the stamp of each article, by its id.
            words: give the ids of words.

        Raises:
            OSError: no node answers.
            httpx.HTTPError: the same.
        """
        found: list[StoredArticle] = []
        missing: list[str] = []
        with self._lock:
            for article, stamp in stamps.items():
                key = (article, stamp, words.stamp)
                if kept := self._kept.pop(key, None):
                    self._kept[key] = kept
                    found.append(kept)
                else:
                    missing.append(article)
        return found + self._fetched(missing, words)

    def _fetched(self, ids: Sequence[str], words: LibraryWords) -> list[StoredArticle]:
        fetched: dict[_Key, StoredArticle] = {}
        for start in range(0, len(ids), _MOST_AT_ONCE):
            some = ids_filter(ids[start : start + _MOST_AT_ONCE])
            for document in self._cluster.answer(self._cluster.articles, _FIELDS, some):
                key = (document["id"], document["stamp"], words.stamp)
                fetched[key] = StoredArticle.of(document, words)
        with self._lock:
            for key, article in fetched.items():
                replaced = self._kept.pop(key, None)
                self._tokens += len(article.tokens) - (len(replaced.tokens) if replaced else 0)
                self._kept[key] = article
            while self._tokens > TOKENS_KEPT:
                self._tokens -= len(self._kept.pop(next(iter(self._kept))).tokens)
        return list(fetched.values())
