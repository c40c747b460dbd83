"""Brings the cluster up to date: what changed is written, what is gone removed, all else left alone.

What the cluster says that it has decides what is written, so that work that was ended goes on where it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.cluster.documents import (
    ARTICLE_FIELDS,
    WORDS_FIELDS,
    article_document,
    article_id,
    stamp_of,
    words_documents,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.cluster.connection import Cluster
    from reader.search.segment import IndexedText

BATCH_CHARACTERS = 1 << 20
"""Of text in one request, about."""
_WORDS_DOCUMENTS = 8
"""Documents of words in one request."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was done."""

    written: int
    """Articles that were new or changed."""
    removed: int
    """Articles that are gone."""


def push(
    cluster: Cluster,
    wanted: Mapping[str, bytes],
    read: Callable[[str], IndexedText],
    words: Mapping[str, int],
    passages: int,
    progress: Callable[[int, int], None],
) -> Pushed:
    """Make the cluster hold these articles and no others.

    Args:
        cluster: where.
        wanted: the hash of each article's file, by path.
        read: gives what is indexed of an article.
        words: in how many passages each word stands.
        passages: how many there are.
        progress: hears how many articles of those that changed are written.

    Raises:
        ClusterError: the cluster does not take it.
    """
    cluster.make(cluster.articles, ARTICLE_FIELDS)
    cluster.make(cluster.words, WORDS_FIELDS)
    held = {item["id"]: item.get("stamp") for item in cluster.documents(cluster.articles, "id,stamp")}
    ids = {article_id(path): path for path in wanted}
    changed = [path for key, path in ids.items() if held.get(key) != stamp_of(wanted[path])]
    gone = [key for key in held if key not in ids]
    done = 0
    for batch in _batches(map(read, changed)):
        progress(done, len(changed))
        cluster.store(cluster.articles, [article_document(item) for item in batch])
        done += len(batch)
    cluster.remove(cluster.articles, gone)
    _push_words(cluster, list(words_documents(words, passages)))
    progress(done, len(changed))
    return Pushed(len(changed), len(gone))


def _push_words(cluster: Cluster, documents: Sequence[dict[str, Any]]) -> None:
    held = {item["id"]: item["stamp"] for item in cluster.documents(cluster.words, "id,stamp")}
    changed = [document for document in documents if held.get(document["id"]) != document["stamp"]]
    for start in range(0, len(changed), _WORDS_DOCUMENTS):
        cluster.store(cluster.words, changed[start : start + _WORDS_DOCUMENTS])
    cluster.remove(cluster.words, sorted(held.keys() - {document["id"] for document in documents}))


def _batches(items: Iterable[IndexedText]) -> Iterator[Sequence[IndexedText]]:
    batch: list[IndexedText] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += len(item.text)
        if characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
