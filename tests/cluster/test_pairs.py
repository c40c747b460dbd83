from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reader.cluster.pairs import known_pairs
from reader.cluster.words import LibraryWords

if TYPE_CHECKING:
    from reader.cluster.connection import Cluster

WORDS = LibraryWords.of({"earth": 9, "international": 8, "intern": 2, "rare": 8, "trade": 7, "trader": 1}, 100)


class Holding:
    """A cluster that holds some phrases."""

    def __init__(self, **found: int) -> None:
        self._found = {f'"{phrase.replace("_", " ")}"': articles for phrase, articles in found.items()}
        self.asked: list[str] = []

    def search(self, *searches: dict[str, str]) -> list[dict[str, int]]:
        self.asked += [search["q"] for search in searches]
        return [{"found": self._found.get(search["q"], 0)} for search in searches]


def pairs(cluster: Holding, *typed: str) -> dict[str, int]:
    found = known_pairs(cast("Cluster", cluster), WORDS, typed, 25)
    return {f"{WORDS.vocabulary[first]} {WORDS.vocabulary[second]}": count for (first, second), count in found.items()}


def test_words_written_together_are_cut() -> None:
    assert pairs(Holding(rare_earth=3), "rareearth") == {"rare earth": 3}


def test_a_space_may_have_slipped() -> None:
    assert pairs(Holding(rare_earth=3), "rar", "eearth") == {"rare earth": 3}


def test_words_that_stand_as_typed_are_not_asked_for() -> None:
    cluster = Holding(rare_earth=3)
    assert pairs(cluster, "rare", "earth") == {}
    assert cluster.asked == []


def test_both_may_be_abbreviated() -> None:
    assert pairs(Holding(international_trade=2), "intrntrd") == {"international trade": 2}


def test_only_the_likeliest_are_asked_for() -> None:
    words = LibraryWords.of({f"{letter}{other}": 1 for letter in "abcdefgh" for other in "abcdefgh"}, 100)
    cluster = Holding()
    known_pairs(
        cast("Cluster", cluster), words, ["abcd", "efgh", "abef", "cdgh", "ghab", "aabb", "ccdd", "eeff"] * 4, 25
    )
    assert 0 < len(cluster.asked) <= 25
