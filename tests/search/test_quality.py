"""Right answers first, on queries made from the five articles with a fixed seed."""

from __future__ import annotations

import random
import re
import string
import time
from typing import TYPE_CHECKING

import pytest

from reader.search.backend import LocalSearch
from reader.search.index import IndexedText, build_index
from reader.search.query import parse_query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUERIES = 400
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def one_typo(word: str, chance: random.Random) -> str:
    """The word with a letter left out, added, replaced or two swapped."""
    at = chance.randrange(len(word))
    letter = chance.choice(string.ascii_lowercase)
    kinds = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at else word[1] + word[0] + word[2:],
    )
    return chance.choice(kinds)


def queries(texts: dict[str, str], chance: random.Random) -> list[list[str]]:
    """One to three words that stand near together in one of the articles."""
    found = []
    for _ in range(QUERIES):
        words = [word.lower() for word in _WORD.findall(chance.choice(sorted(texts.values())))]
        start = chance.randrange(len(words) - 12)
        near = [word for word in dict.fromkeys(words[start : start + 12]) if len(word) > 3]
        found.append(chance.sample(near, min(len(near), chance.randint(1, 3))))
    return [query for query in found if query]


@pytest.mark.parametrize(
    ("goal", "change"),
    [(0.95, lambda word, _: word), (0.90, one_typo)],
    ids=["clean", "one typo"],
)
def test_a_right_article_comes_first(seeds: Path, goal: float, change: Callable[[str, random.Random], str]) -> None:
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(seeds.glob("*.txt"))}
    held = {name: {word.lower() for word in _WORD.findall(text)} for name, text in texts.items()}
    search = LocalSearch(build_index(IndexedText(name, "", text) for name, text in texts.items()), texts.__getitem__)
    chance = random.Random(2)
    right = 0
    times = []
    asked = queries(texts, chance)
    for words in asked:
        changed = chance.randrange(len(words))
        typed = " ".join(change(word, chance) if place == changed else word for place, word in enumerate(words))
        started = time.thread_time()
        hits = search.search(parse_query(typed))
        times.append(time.thread_time() - started)
        right += bool(hits) and set(words) <= held[hits[0].article]
    assert right / len(asked) >= goal
    assert sorted(times)[int(len(times) * 0.95)] < 0.02, "far from the 5 ms of an idle machine"
