"""The cluster if it answers, the local index if not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from typesense.exceptions import ObjectNotFound, RequestForbidden, RequestUnauthorized

from reader.cluster.connection import KEY_VARIABLE, UNREACHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.search.backend import SearchBackend
    from reader.search.models import Hit
    from reader.search.query import Query

PAUSE = 5.0
"""Seconds after which a cluster that did not answer is asked again."""


class ClusterOrLocal:
    """A `SearchBackend` that always answers; may be called from any thread.

    Args:
        cluster: asked first.
        local: gives the local index, if there is one yet; it lists what filters let through, too.
    """

    def __init__(self, cluster: SearchBackend, local: Callable[[], SearchBackend | None]) -> None:
        self._cluster = cluster
        self._local = local
        self._asked_again = 0.0
        self.notice = ""
        """Why the local index answers; empty while the cluster does."""

    def search(
        self,
        query: Query,
        limit: int = 20,
        *,
        allowed: frozenset[str] | None = None,
        per_article: int = 3,
        cancelled: Callable[[], bool] | None = None,
        explained: bool = False,
    ) -> list[Hit]:
        """See `SearchBackend.search`."""
        backends = [self._local()]
        if query.words and time.monotonic() >= self._asked_again:
            backends.insert(0, self._cluster)
        for backend in filter(None, backends):
            try:
                hits = backend.search(
                    query,
                    limit,
                    allowed=allowed,
                    per_article=per_article,
                    cancelled=cancelled,
                    explained=explained,
                )
            except UNREACHED as error:
                self.notice = _reason(error)
                self._asked_again = time.monotonic() + PAUSE
                continue
            if backend is self._cluster:
                self.notice = ""
            return hits
        return []


def _reason(error: Exception) -> str:
    match error:
        case ObjectNotFound():
            return "The search cluster does not have these articles; `reader index` brings them. Searched here instead."
        case RequestUnauthorized() | RequestForbidden():
            return f"The search cluster refuses the key; set another one as {KEY_VARIABLE}. Searched here instead."
    return "The search cluster does not answer; searched here instead."
