from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from typesense.exceptions import ObjectNotFound

from reader.cluster.documents import words_documents
from reader.cluster.words import FRESH_SECONDS, WordsKeeper

if TYPE_CHECKING:
    from reader.cluster.connection import Cluster


class Held:
    """A cluster that holds words, and counts what it is asked."""

    words = "words"

    def __init__(self, counts: dict[str, int]) -> None:
        self.bring(counts)
        self.asked: list[str] = []

    def bring(self, counts: dict[str, int]) -> None:
        self.documents: list[dict[str, Any]] = list(words_documents(counts, 7)) if counts else []

    def document(self, collection: str, item: str) -> dict[str, Any]:
        self.asked.append("one")
        return next(document for document in self.documents if document["id"] == item)

    def answer(self, collection: str, fields: str) -> list[dict[str, Any]]:
        self.asked.append("all")
        return self.documents


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is."""
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_the_words_are_those_that_were_brought(clock: list[float]) -> None:
    words = WordsKeeper(cast("Cluster", Held({"chips": 3, "earth": 1}))).current()
    assert (words.frequency("chips"), words.frequency("earth"), words.frequency("rare")) == (3, 1, 0)
    assert words.passages == 7


def test_they_are_got_again_only_when_there_are_others(clock: list[float]) -> None:
    held = Held({"chips": 3})
    keeper = WordsKeeper(cast("Cluster", held))
    keeper.current()
    held.bring({"chips": 4})
    assert keeper.current().frequency("chips") == 3
    clock[0] += FRESH_SECONDS + 1
    assert keeper.current().frequency("chips") == 4
    clock[0] += FRESH_SECONDS + 1
    keeper.current()
    assert held.asked == ["all", "one", "all", "one"]


def test_a_cluster_without_words_says_so(clock: list[float]) -> None:
    with pytest.raises(ObjectNotFound):
        WordsKeeper(cast("Cluster", Held({}))).current()
