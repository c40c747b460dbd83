"""Answers queries from the cluster: it finds candidates, and they are ranked here as locally.

First the cluster says which words of the library the typed ones are near to, and how frequent they are. What they may
mean is worked out from these as ever. Then it gives articles that hold such words, and a small index of these answers.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from reader.articles.damage import damage_of, mask
from reader.articles.naming import natural_key
from reader.cluster.connection import ids_filter
from reader.cluster.documents import TOTAL, article_id, article_of, skeleton
from reader.cluster.pairs import known_pairs, splits
from reader.cluster.sample import Sample
from reader.search.abbreviations import SHORTEST
from reader.search.backend import LocalSearch
from reader.search.expansion import edits_allowed
from reader.search.readings import QueryReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.cluster.connection import Cluster
    from reader.search.models import Hit
    from reader.search.query import Query
    from reader.search.readings import Slot
    from reader.search.segment import IndexedText

CANDIDATES = 40
"""Articles that one way of asking may give."""
_MOST_WORDS = 32
_MOST_NEAR = 100
"""Words near to a typed one that are looked at."""
_MOST_READINGS = 30
"""Readings of a typed word that are looked for."""
_MOST_ALLOWED = 2000
"""Articles that a filter lets through up to which the cluster is told them."""
_MOST_PAIRS = 6
_MOST_GIVEN = 250
"""Documents that the cluster gives at a time."""
_MOST_TYPOS = 2
"""That the cluster forgives in a word."""


class ClusterSearch:
    """A `SearchBackend` that asks the cluster; may be called from any thread.

    Args:
        cluster: which.
        text_of: gives the whole text of an article by its path; a ``LookupError`` means that it is gone.
    """

    def __init__(self, cluster: Cluster, text_of: Callable[[str], str]) -> None:
        self._cluster = cluster
        self._text_of = text_of

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
        """See `SearchBackend.search`; the query must hold words.

        Raises:
            OSError: no node answers.
            httpx.HTTPError: the same.
        """
        typed = query.words[:_MOST_WORDS]
        unfinished = query.unfinished and len(typed) == len(query.words)
        frequencies = self._near_words(typed, unfinished=unfinished)
        passages = frequencies.pop(TOTAL, 0)
        if cancelled and cancelled():
            return []
        pairs = known_pairs(self._cluster, typed, frequencies)
        frequencies |= self._frequencies(sorted({word for pair in pairs for word in pair} - frequencies.keys()))
        slots = QueryReader(words := Sample.of_words(frequencies, pairs, passages)).read(typed, unfinished=unfinished)
        found = self._candidates(words, slots, typed, query, min(max(CANDIDATES, limit), _MOST_GIVEN), allowed)
        if cancelled and cancelled():
            return []
        texts = {item.path: item.text for item in found}
        index = Sample(found, frequencies, passages)
        return LocalSearch(index, lambda path: self._unchanged(path, texts[path])).search(
            query, limit, allowed=allowed, per_article=per_article, cancelled=cancelled, explained=explained
        )

    def _near_words(self, typed: Sequence[str], *, unfinished: bool) -> dict[str, int]:
        """Words of the library that typed ones may mean, with the number of their passages."""
        exact = {TOTAL, *typed, *(first + second for first, second in pairwise(typed))}
        exact |= {f"{word.removesuffix(chr(39) + 's')}{ending}" for word in typed for ending in ("", "'s")}
        exact |= {part for pair in splits(typed) for part in pair}
        searches: list[dict[str, Any]] = [
            self._words(q="*", filter_by=ids_filter(some), per_page=_MOST_GIVEN)
            for start in range(0, len(exact), _MOST_GIVEN)
            if (some := sorted(exact)[start : start + _MOST_GIVEN])
        ]
        for place, word in enumerate(typed):
            is_last = unfinished and place == len(typed) - 1
            searches.append(
                self._words(
                    q=word, query_by="word", prefix=is_last, num_typos=min(_MOST_TYPOS, edits_allowed(word)),
                    min_len_1typo=2, min_len_2typo=5, max_candidates=_MOST_NEAR, typo_tokens_threshold=_MOST_NEAR,
                    drop_tokens_threshold=0, per_page=_MOST_NEAR,
                )
            )  # fmt: skip
            if len(word) >= SHORTEST and word.isalpha():
                searches.append(
                    self._words(
                        q=skeleton(word), query_by="skeleton", prefix=True, num_typos=0, drop_tokens_threshold=0,
                        sort_by="passages:desc", per_page=_MOST_NEAR,
                    )
                )  # fmt: skip
        answers = self._cluster.search(*searches)
        return {hit["document"]["id"]: hit["document"]["passages"] for answer in answers for hit in answer["hits"]}

    def _candidates(
        self,
        words: Sample,
        slots: Sequence[Slot],
        typed: Sequence[str],
        query: Query,
        most: int,
        allowed: frozenset[str] | None,
    ) -> list[IndexedText]:
        """Articles that may answer."""
        only = ""
        if allowed is not None and len(allowed) <= _MOST_ALLOWED:
            only = ids_filter(sorted(map(article_id, allowed)))
        readings = [_likeliest(words, slot) for slot in slots]
        all_of = " && ".join(f"words:[{','.join(item)}]" for item in readings if item)
        best = " ".join(item[0] if item else word for item, word in zip(readings, typed, strict=True))
        common: dict[str, Any] = {
            "collection": self._cluster.articles, "include_fields": "id,path,title,text", "query_by": "words",
            "highlight_fields": "none", "highlight_full_fields": "none", "per_page": most,
        }  # fmt: skip
        searches = [
            {**common, "q": " ".join(typed), "filter_by": only, "prefix": query.unfinished, "num_typos": 2,
             "split_join_tokens": "fallback", "drop_tokens_threshold": most},
            {**common, "q": best, "filter_by": only, "prefix": False, "num_typos": 0,
             "drop_tokens_threshold": most},
        ]  # fmt: skip
        if all_of:
            searches.append({**common, "q": "*", "filter_by": " && ".join(filter(None, (only, all_of)))})
        for pair in _likeliest_pairs(words, slots):
            others = [
                item for item, slot in zip(readings, slots, strict=True) if item and pair not in _pairs(words, slot)
            ]
            phrase = {**common, "q": f'"{pair[0]} {pair[1]}"', "prefix": False, "num_typos": 0}
            searches.append({**phrase, "filter_by": only})
            if others:
                held = " && ".join(f"words:[{','.join(item)}]" for item in others)
                searches.append({**phrase, "filter_by": " && ".join(filter(None, (only, held)))})
        answers = self._cluster.search(*searches)
        found = {hit["document"]["id"]: hit["document"] for answer in answers for hit in answer["hits"]}
        # In the order that the local index has, since it decides between equals.
        return sorted(map(article_of, found.values()), key=lambda item: natural_key(item.path))

    def _frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many passages these words stand."""
        if not words:
            return {}
        answers = self._cluster.search(
            self._words(q="*", filter_by=ids_filter(words[:_MOST_GIVEN]), per_page=_MOST_GIVEN)
        )
        return {hit["document"]["id"]: hit["document"]["passages"] for hit in answers[0]["hits"]}

    def _words(self, **parameters: object) -> dict[str, Any]:
        return {"collection": self._cluster.words, "include_fields": "id,passages", "highlight_fields": "none",
                "highlight_full_fields": "none", **parameters}  # fmt: skip

    def _unchanged(self, path: str, indexed: str) -> str:
        """The text of an article.

        Raises:
            LookupError: it is gone, or not any more what the cluster has of it.
        """
        text = self._text_of(path)
        if text != indexed and mask(text, damage_of(text)) != indexed:
            raise LookupError(path)
        return text


def _likeliest(words: Sample, slot: Slot) -> list[str]:
    """The readings of a typed word, the likeliest first."""
    order = np.argsort(-slot.values, kind="stable")[:_MOST_READINGS]
    return [words.vocabulary[int(word)] for word in slot.words[order]]


def _pairs(words: Sample, slot: Slot) -> dict[tuple[str, str], float]:
    """The pairs that a typed word may mean, with their values."""
    vocabulary = words.vocabulary
    return {(vocabulary[item.pair.first], vocabulary[item.pair.second]): item.value for item in slot.pairs}


def _likeliest_pairs(words: Sample, slots: Sequence[Slot]) -> list[tuple[str, str]]:
    """The pairs that typed words may mean, the likeliest first."""
    values: dict[tuple[str, str], float] = {}
    for slot in slots:
        values |= _pairs(words, slot)
    return sorted(values, key=lambda pair: -values[pair])[:_MOST_PAIRS]
