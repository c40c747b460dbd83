"""The search cluster that the settings name, if they do: what it is asked, and what it is given."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from reader.library.events import Progress
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cluster.connection import Cluster
    from reader.cluster.fallback import ClusterOrLocal
    from reader.cluster.pushing import Pushed
    from reader.library.library import Library
    from reader.search.backend import SearchBackend
    from reader.search.folder import Snapshot

JOB = "cluster"
"""The name of the work in `Progress` events."""


class Clustering:
    """The cluster of one library; safe on any thread.

    Args:
        library: whose articles it holds.
        text_of: gives the text of an article.
        local: gives the local index, if there is one yet.
    """

    def __init__(
        self, library: Library, text_of: Callable[[str], str], local: Callable[[], SearchBackend | None]
    ) -> None:
        self._library = library
        self._text_of = text_of
        self._local = local
        self._problem = ""

    @property
    def is_set(self) -> bool:
        """Whether the settings name one for this library; a single file needs none."""
        return bool(self._library.settings.cluster.nodes) and not self._library.location.file

    @property
    def notice(self) -> str:
        """Why the cluster does not answer; empty when it does, or there is none."""
        return self._problem or (self._engine.notice if "_engine" in self.__dict__ and self._engine else "")

    @property
    def engine(self) -> SearchBackend | None:
        """What answers: the cluster, else the local index."""
        return (self._engine if self.is_set else None) or self._local()

    def close(self) -> None:
        """End the connections."""
        if "_cluster" in self.__dict__:
            self._cluster.close()

    def push(self, snapshot: Snapshot) -> Pushed:
        """Make the cluster hold what the local index does.

        Raises:
            LibraryError: it cannot be used.
        """
        from reader.cluster.connection import ClusterError

        cluster = self._cluster
        from reader.cluster.pushing import push
        from reader.search.reading import indexed_text

        index = snapshot.index()
        wanted = {path: snapshot.sha256(number) for path, number in index.numbers.items()}
        try:
            return push(
                cluster, wanted, lambda path: indexed_text(self._library.file(path)), index.word_counts(),
                index.live_passages, lambda done, total: self._library.events.emit(Progress(JOB, done, total)),
            )  # fmt: skip
        except ClusterError as error:
            raise LibraryError(str(error)) from error

    @cached_property
    def _engine(self) -> ClusterOrLocal | None:
        try:
            cluster = self._cluster
        except LibraryError as error:
            self._problem = f"{str(error).rstrip('.')}. Searched here instead."
            return None
        from reader.cluster.fallback import ClusterOrLocal
        from reader.cluster.searching import ClusterSearch

        return ClusterOrLocal(ClusterSearch(cluster, self._text_of), self._local)

    @cached_property
    def _cluster(self) -> Cluster:
        """The cluster.

        Raises:
            LibraryError: what it needs is not installed, or its key is missing.
        """
        if find_spec("typesense") is None:
            raise LibraryError(
                "A search cluster needs more than is installed; `pip install 'reading-room[cluster]'` brings it."
            )
        from reader.cluster.connection import Cluster, ClusterError, cluster_key

        settings = self._library.settings.cluster
        folder = self._library.location.folder
        name = settings.name or f"reader-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
        try:
            return Cluster(settings.nodes, name, cluster_key())
        except ClusterError as error:
            raise LibraryError(str(error)) from error
