"""What becomes of a cluster whose leader is killed: how soon it is written to again, and whether anything is lost."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from reader.cluster.documents import article_document, path_of
from reader.cluster.pushing import Pushed, push
from reader.library.library import Library
from reader.search.reading import indexed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.cluster.servers import Servers

    from reader.cluster.connection import Cluster
    from reader.search.segment import IndexedText

_REWRITTEN = 10
"""Of so many articles one is written anew."""
_TOGETHER = 500
_PROBE = "probe"

Passage = tuple[str, int, int, str]
"""The path of its article, its start and end, and its words."""


class Bringing:
    """A library that is brought to a cluster."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self._cluster = cluster
        self._library = Library.open(folder)
        self._library.searching.update()
        snapshot = self._library.searching.indexing.snapshot
        assert snapshot is not None
        self._index = snapshot.index()
        self._hashes = {path: snapshot.sha256(number) for path, number in self._index.numbers.items()}

    def bring(self, progress: Callable[[int, int], None] = lambda *_: None) -> Pushed:
        """Bring the cluster the articles."""
        index = self._index
        return push(self._cluster, self._hashes, self._read, index.word_counts(), index.live_passages, progress)

    def outdate(self) -> None:
        """Make some of the articles there look older, so that they are written anew."""
        paths = list(self._hashes)[::_REWRITTEN]
        for start in range(0, len(paths), _TOGETHER):
            documents = [article_document(self._read(path)) for path in paths[start : start + _TOGETHER]]
            self._cluster.store(self._cluster.articles, [{**document, "stamp": "old"} for document in documents])

    def wrong_passages(self) -> int:
        """How many passages the cluster has not exactly once, or not as they are."""
        documents = self._cluster.documents(self._cluster.articles, "path,spans,words")
        held = Counter(passage for document in documents for passage in _passages(document))
        wanted = Counter(passage for path in self._hashes for passage in _passages(article_document(self._read(path))))
        return (held - wanted).total() + (wanted - held).total()

    def close(self) -> None:
        """End the work."""
        self._cluster.close()
        self._library.close()

    def _read(self, path: str) -> IndexedText:
        return indexed_text(self._library.file(path))


def prepare(cluster: Cluster) -> None:
    """Make room for what `seconds_until_written` writes."""
    cluster.make(_PROBE, [{"name": "number", "type": "int32"}])


def seconds_until_written(cluster: Cluster) -> float:
    """How long it takes until something is written."""
    started = time.monotonic()
    cluster.store(_PROBE, [{"id": "0", "number": 0}])
    return time.monotonic() - started


def killed_while_bringing(nodes: Servers, bringing: Bringing, load: Callable[[], None]) -> None:
    """Kill the leader while articles are written and queries asked, and print whether all is there afterwards."""
    bringing.outdate()
    nodes.agree()
    leader = nodes.leader
    asking = threading.Thread(target=load)
    asking.start()
    killed: list[float] = []
    written: list[float] = []

    def kill_midway(done: int, total: int) -> None:
        if killed and not written:
            written.append(time.monotonic() - killed[0])
        if not killed and 2 * done >= total:
            nodes.kill(leader)
            killed.append(time.monotonic())

    pushed = bringing.bring(kill_midway)
    asking.join()
    nodes.start(leader)
    nodes.wait()
    nodes.agree()
    print(
        f"the leader was killed while {pushed.written} articles were written; the next were after {written[0]:.1f} s; "
        f"{bringing.wrong_passages()} passages are missing, there twice or not as they should be"
    )


def _passages(document: Mapping[str, Any]) -> Iterator[Passage]:
    """The passages of an article's document."""
    path, spans = path_of(document), document["spans"]
    for start, end, words in zip(spans[::2], spans[1::2], document["words"].split("\n"), strict=False):
        yield path, start, end, words
