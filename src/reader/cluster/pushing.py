"""Brings the cluster up to date: what changed is written, what is gone removed, all else left alone.

What the cluster says that it has decides what is written, so that work that was ended goes on where it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.cluster.documents import (
    ARTICLE_FIELDS,
    TOTAL,
    WORD_FIELDS,
    article_document,
    article_id,
    stamp_of,
    word_document,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.cluster.connection import Cluster
    from reader.search.segment import IndexedText

BATCH_CHARACTERS = 1 << 20
"""Of text in one request, about."""
_BATCH_WORDS = 10_000


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
    cluster.make(cluster.words, WORD_FIELDS)
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
    _push_words(cluster, {**words, TOTAL: passages})
    progress(done, len(changed))
    return Pushed(len(changed), len(gone))


def _push_words(cluster: Cluster, words: Mapping[str, int]) -> None:
    held = {item["id"]: item["passages"] for item in cluster.documents(cluster.words, "id,passages")}
    changed = (word_document(word, count) for word, count in words.items() if held.get(word) != count)
    while batch := list(islice(changed, _BATCH_WORDS)):
        cluster.store(cluster.words, batch)
    cluster.remove(cluster.words, [word for word in held if word not in words])


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
