from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from reader.cluster.articles import StoredArticles
from reader.cluster.documents import article_document
from reader.cluster.words import LibraryWords
from reader.search.segment import IndexedText

if TYPE_CHECKING:
    import pytest

    from reader.cluster.connection import Cluster

WORDS = LibraryWords.of({"chips": 1, "earth": 1, "rare": 1}, 1)


class Held:
    """A cluster that holds articles, and counts for how many it is asked."""

    articles = "articles"

    def __init__(self, *texts: str) -> None:
        self.documents = [article_document(IndexedText(text, "", text)) for text in texts]
        self.asked: list[int] = []

    def answer(self, collection: str, fields: str, only: str) -> list[dict[str, Any]]:
        self.asked.append(only.count(",") + 1)
        return [document for document in self.documents if document["id"] in only]

    @property
    def stamps(self) -> dict[str, str]:
        return {document["id"]: document["stamp"] for document in self.documents}


def got(articles: StoredArticles, stamps: dict[str, str]) -> list[str]:
    return sorted(article.path for article in articles.get(stamps, WORDS))


def test_an_article_is_got_once() -> None:
    held = Held("rare earth", "chips")
    articles = StoredArticles(cast("Cluster", held))
    first = next(iter(held.stamps))
    assert got(articles, {first: held.stamps[first]}) == ["rare earth"]
    assert got(articles, held.stamps) == got(articles, held.stamps) == ["chips", "rare earth"]
    assert held.asked == [1, 1]


def test_one_that_changed_is_got_again() -> None:
    held = Held("chips")
    articles = StoredArticles(cast("Cluster", held))
    got(articles, held.stamps)
    held.documents[0]["stamp"] = "newer"
    assert got(articles, held.stamps) == ["chips"]
    assert held.asked == [1, 1]


def test_those_asked_for_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.cluster.articles.TOKENS_KEPT", 2)
    held = Held("rare", "earth", "chips")
    articles = StoredArticles(cast("Cluster", held))
    one, other, third = held.stamps.items()
    for stamp in (one, other, one, third, one, other):
        articles.get(dict([stamp]), WORDS)
    assert len(held.asked) == 4


def test_one_that_is_gone_is_left_out() -> None:
    held = Held("chips")
    assert got(StoredArticles(cast("Cluster", held)), {**held.stamps, "gone": "1"}) == ["chips"]


def test_many_are_asked_for_in_parts() -> None:
    held = Held(*(f"chips {number}" for number in range(130)))
    assert len(got(StoredArticles(cast("Cluster", held)), held.stamps)) == 130
    assert max(held.asked) <= 60
