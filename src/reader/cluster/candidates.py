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
    """What to ask the cluster, the likeliest to tell first.

    Args:
        vocabulary: of the library.
        slots: what the typed words may mean.
        query: what was typed.
        most: articles that may be needed.
        only: the filter that all articles must pass, if there is one.
    """
    few = max(_ENOUGH, most // 4)
    alternatives = [_words(vocabulary, slot, _MOST_ALTERNATIVES) for slot in slots]
    excluded = _excluded(query)
    found: list[Search] = []
    if exact := query.phrases[: len(query.phrases) - query.ends_in_phrase]:
        phrases = " ".join(f'"{" ".join(words)}"' for words in exact)
        found.append({"q": phrases + excluded, "per_page": most})
    readings = [" ".join(words) for words in _readings(vocabulary, slots)]
    found += [{"q": reading + excluded, "per_page": few, "drop_tokens_threshold": few} for reading in readings[:1]]
    for pair, beside in _pairs(vocabulary, slots, alternatives):
        phrase = f'"{pair[0]} {pair[1]}"'
        likeliest = " ".join((phrase, *(words[0] for words in beside)))
        found.append({"q": likeliest + excluded, "per_page": few, "drop_tokens_threshold": few})
        if beside:
            found.append({"q": phrase + excluded, "per_page": few, "filter_by": _all_of(beside)})
    found += [{"q": reading + excluded, "per_page": few} for reading in readings[1:]]
    if any(alternatives):
        found.append({"q": "*", "filter_by": _all_of(alternatives), "per_page": 2 * few})
    return _restricted(found, only)


def any_search(vocabulary: Vocabulary, slots: Sequence[Slot], most: int, only: str) -> Search:
    """What to ask if that gave too few: articles with any reading of any typed word."""
    words = dict.fromkeys(word for slot in slots for word in _words(vocabulary, slot, _MOST_ALTERNATIVES))
    [search] = _restricted([{"q": "*", "filter_by": _all_of([[*words]]), "per_page": most}], only)
    return search


def _excluded(query: Query) -> str:
    """What tells the cluster which words an article must not hold."""
    return "".join(f' -"{" ".join(words)}"' for words in query.without)


def _restricted(found: list[Search], only: str) -> list[Search]:
    """The searches among articles that pass a filter."""
    for search in found:
        search["filter_by"] = " && ".join(filter(None, (only, search.get("filter_by", ""))))
    return found


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
