"""Which two words side by side a typed one may mean, as far as the cluster has such a pair."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from reader.cluster.documents import TOTAL, skeleton
from reader.search.abbreviations import SHORTEST, abbreviates, abbreviation_costs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.cluster.connection import Cluster

_MOST_ASKED = 150
"""Pairs that are asked for, the likeliest."""
_LONGEST = 24
_MOST_HALVES = 50
"""Words that one half may abbreviate, the most frequent."""


def splits(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What each word, or each two with the space elsewhere, may be cut into."""
    for whole in (*typed, *(first + second for first, second in pairwise(typed))):
        for at in range(1, len(whole)):
            yield whole[:at], whole[at:]


def known_pairs(cluster: Cluster, typed: Sequence[str], frequencies: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """The pairs that typed words may mean and that stand somewhere, with the number of articles that hold them."""
    likely = {
        pair: float(min(frequencies[word] for word in pair))
        for pair in splits(typed)
        if frequencies.keys() >= set(pair) and pair not in set(pairwise(typed))
    }
    unknown = [word for word in typed if 2 * SHORTEST <= len(word) <= _LONGEST and word.isalpha()]
    for word in unknown:
        if word not in frequencies:
            likely |= _abbreviated(cluster, word)
    asked = sorted(likely, key=lambda pair: -likely[pair])[:_MOST_ASKED]
    searches = [
        {"collection": cluster.articles, "q": f'"{first} {second}"', "query_by": "words", "per_page": 1,
         "include_fields": "id", "highlight_fields": "none", "highlight_full_fields": "none"}
        for first, second in asked
    ]  # fmt: skip
    answers = cluster.search(*searches)
    return {pair: answer["found"] for pair, answer in zip(asked, answers, strict=True) if answer["found"]}


def _abbreviated(cluster: Cluster, typed: str) -> dict[tuple[str, str], float]:
    """Pairs of which both words may be abbreviated in one, with how likely they are."""
    cuts = range(SHORTEST, len(typed) - SHORTEST + 1)
    halves = [(typed[:at], typed[at:]) for at in cuts]
    named = sorted({half for both in halves for half in both})
    answers = cluster.search(*(_words_of(cluster, half) for half in named))
    words: dict[str, dict[str, int]] = {}
    for half, answer in zip(named, answers, strict=True):
        held = [(hit["document"]["id"], hit["document"]["passages"]) for hit in answer["hits"]]
        words[half] = {word: passages for word, passages in held if word != TOTAL and abbreviates(half, word)}
    found: dict[tuple[str, str], float] = {}
    for first, second in halves:
        for one, other in product(words[first], words[second]):
            left_out = len(one) + len(other) - len(typed)
            rarer = min(words[first][one], words[second][other])
            found[one, other] = math.exp(-_cost(left_out)) * rarer
    return found


def _cost(left_out: int) -> float:
    import numpy as np

    return float(abbreviation_costs(np.array([left_out]))[0])


def _words_of(cluster: Cluster, half: str) -> dict[str, Any]:
    return {
        "collection": cluster.words, "q": skeleton(half), "query_by": "skeleton", "prefix": True, "num_typos": 0,
        "drop_tokens_threshold": 0, "sort_by": "passages:desc", "per_page": _MOST_HALVES,
        "include_fields": "id,passages", "highlight_fields": "none", "highlight_full_fields": "none",
    }  # fmt: skip
