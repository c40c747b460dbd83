"""How the cluster is asked for articles that may answer: by the likeliest readings of the whole query, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.search.query import Query
    from reader.search.readings import Slot
    from reader.search.vocabulary import Vocabulary

_ENOUGH = 12
"""Articles that one reading of the query may give."""
_MOST_QUERIES = 10
"""Readings of the whole query that are looked for one by one."""
_MOST_WORDS = 8
"""Readings of a typed word that these are made of."""
_MOST_ALTERNATIVES = 30
"""Readings of a typed word any of which will do, where all typed words are looked for."""
_MOST_PAIRS = 6

Search = dict[str, Any]
"""The parameters of one search."""


def searches(vocabulary: Vocabulary, slots: Sequence[Slot], query: Query, most: int, only: str) -> list[Search]:
    """What to ask the cluster.

    Args:
        vocabulary: of the library.
        slots: what the typed words may mean.
        query: what was typed.
        most: articles that may be needed.
        only: the filter that all articles must pass, if there is one.
    """
    few = max(_ENOUGH, most // 2)
    alternatives = [_words(vocabulary, slot, _MOST_ALTERNATIVES) for slot in slots]
    excluded = "".join(f' -"{" ".join(words)}"' for words in query.without)
    found: list[Search] = []
    for words in _readings(vocabulary, slots):
        less = 0 if found else few
        found.append({"q": " ".join(words) + excluded, "per_page": few, "drop_tokens_threshold": less})
    if len(query.phrases) > query.ends_in_phrase:
        exact = query.phrases[: len(query.phrases) - query.ends_in_phrase]
        phrases = " ".join(f'"{" ".join(words)}"' for words in exact)
        found.append({"q": phrases + excluded, "per_page": most})
    if any(alternatives):
        found.append({"q": "*", "filter_by": _all_of(alternatives), "per_page": most})
    for pair, others in _pairs(vocabulary, slots, alternatives):
        best = " ".join((f'"{pair[0]} {pair[1]}"', *(words[0] for words in others)))
        found.append({"q": best + excluded, "per_page": few, "drop_tokens_threshold": few})
        if others:
            phrase = f'"{pair[0]} {pair[1]}"'
            found.append({"q": phrase + excluded, "per_page": few, "filter_by": _all_of(others)})
    for search in found:
        search["filter_by"] = " && ".join(filter(None, (only, search.get("filter_by", ""))))
    return found


def any_search(vocabulary: Vocabulary, slots: Sequence[Slot], most: int, only: str) -> Search:
    """What to ask the cluster if it has too few articles with all that was typed: those with any of it."""
    words = dict.fromkeys(word for slot in slots for word in _words(vocabulary, slot, _MOST_ALTERNATIVES))
    return {"q": "*", "filter_by": " && ".join(filter(None, (only, _all_of([[*words]])))), "per_page": most}


def _readings(vocabulary: Vocabulary, slots: Sequence[Slot]) -> list[tuple[str, ...]]:
    """The likeliest readings of the whole query as single words, by the sum of their values; without repetition."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for slot in slots:
        order = np.argsort(-slot.values, kind="stable")[:_MOST_WORDS]
        words = [vocabulary[word] for word in slot.words[order].tolist()]
        valued = list(zip(slot.values[order].tolist(), words, strict=True))
        if valued:
            longer = [(total + value, (*before, word)) for total, before in best for value, word in valued]
            best = sorted(longer, key=lambda item: -item[0])[:_MOST_QUERIES]
    return [words for _, words in best if words]


def _words(vocabulary: Vocabulary, slot: Slot, most: int) -> list[str]:
    """The readings of a typed word, the likeliest first."""
    order = np.argsort(-slot.values, kind="stable")[:most]
    return [vocabulary[word] for word in slot.words[order].tolist()]


def _pairs(
    vocabulary: Vocabulary, slots: Sequence[Slot], alternatives: Sequence[list[str]]
) -> Iterator[tuple[tuple[str, str], list[list[str]]]]:
    """The likeliest pairs that typed words may mean, each with the readings of the words that it does not stand for."""
    values: dict[tuple[int, int], float] = {}
    covered: dict[tuple[int, int], set[int]] = {}
    for place, slot in enumerate(slots):
        for item in slot.pairs:
            pair = (item.pair.first, item.pair.second)
            values[pair] = max(item.value, values.get(pair, 0.0))
            covered.setdefault(pair, set()).add(place)
    for pair in sorted(values, key=lambda pair: -values[pair])[:_MOST_PAIRS]:
        others = [words for place, words in enumerate(alternatives) if words and place not in covered[pair]]
        yield (vocabulary[pair[0]], vocabulary[pair[1]]), others


def _all_of(alternatives: Sequence[Sequence[str]]) -> str:
    """The filter that asks for one of each."""
    return " && ".join(f"words:[{','.join(words)}]" for words in alternatives if words)
