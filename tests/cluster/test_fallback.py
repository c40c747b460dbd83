from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from typesense.exceptions import ObjectNotFound, RequestUnauthorized

from reader.cluster.fallback import ClusterOrLocal
from reader.search.models import Hit
from reader.search.query import Query, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


class Backend:
    """Answers with one hit, or fails."""

    def __init__(self, name: str, failure: Exception | None = None) -> None:
        self.name = name
        self.failure = failure
        self.asked = 0

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
        self.asked += 1
        if self.failure:
            raise self.failure
        return [Hit(self.name, "", 0, 0, 1.0, "", ())]


def answered(backend: ClusterOrLocal, typed: str = "chips") -> list[str]:
    return [hit.article for hit in backend.search(parse_query(typed))]


def test_the_cluster_answers_before_the_local_index() -> None:
    backend = ClusterOrLocal(Backend("cluster"), lambda: Backend("local"))
    assert answered(backend) == ["cluster"]
    assert backend.notice == ""


def test_what_only_a_filter_asks_for_is_listed_here() -> None:
    assert answered(ClusterOrLocal(Backend("cluster"), lambda: Backend("local")), "-chips") == ["local"]


def test_the_local_index_answers_for_a_cluster_that_is_gone_which_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    cluster = Backend("cluster", httpx.ConnectError("refused"))
    backend = ClusterOrLocal(cluster, lambda: Backend("local"))
    assert answered(backend) == answered(backend) == ["local"]
    assert cluster.asked == 1
    assert "does not answer" in backend.notice
    cluster.failure = None
    now += 60
    assert answered(backend) == ["cluster"]
    assert backend.notice == ""


def test_it_is_said_what_is_wrong_with_the_cluster() -> None:
    told_of = {ObjectNotFound("gone"): "`reader index`", RequestUnauthorized("no"): "READER_CLUSTER_KEY"}
    for failure, told in told_of.items():
        backend = ClusterOrLocal(Backend("cluster", failure), lambda: Backend("local"))
        assert answered(backend) == ["local"]
        assert told in backend.notice


def test_without_either_there_are_no_hits() -> None:
    assert answered(ClusterOrLocal(Backend("cluster", httpx.ReadTimeout("late")), lambda: None)) == []
