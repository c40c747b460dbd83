"""Where searches are answered: the protocol, and the local index behind it."""

from __future__ import annotations

from typing import Protocol, TYPE_CHECKING

import numpy as np

from reader.search.models import Hit
from reader.search.phrases import phrase_passages
from reader.search.proximity import RankedPassage
from reader.search.ranking import rank
from reader.search.readings import Slot, read_words
from reader.search.spans import matched_spans

if TYPE_CHECKING:
    from reader.search.index import SearchIndex
    from reader.search.query import Query
    from numpy.typing import NDArray
    from collections.abc import Callable

CANDIDATES = 60
"""Articles that are read again token by token, at least."""


SHOWN_WITHIN = 2.0
"""Of the readings of a word in one passage those are marked whose value is within this of the best."""


class SearchBackend(Protocol):
    """Answers queries; every backend gives the same hits for the same articles, but may rank them its own way."""

    def search(
        self,
        query: Query,
        limit: int = 20,
        *,
        allowed: frozenset[str] | None = None,
        per_article: int = 3,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Hit]:
        """The best passages for a query, best first.

        Args:
            query: what to look for; its filters are the caller's to resolve into ``allowed``.
            limit: hits at most.
            allowed: paths of the articles that may answer; None for all.
            per_article: hits of one article at most.
            cancelled: asked between the stages; once it says yes, the answer is an empty list.
        """
        ...


class LocalSearch:
    """Searches an index in memory; may be called from any thread."""

    def __init__(self, index: SearchIndex, text_of: Callable[[str], str]) -> None:
        """``text_of`` gives the whole text of an article by its path; it is asked for shown hits only."""
        self._index = index
        self._text_of = text_of

    def search(
        self,
        query: Query,
        limit: int = 20,
        *,
        allowed: frozenset[str] | None = None,
        per_article: int = 3,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Hit]:
        """See `SearchBackend.search`."""
        slots = read_words(self._index, query.words, unfinished=query.unfinished)
        if cancelled and cancelled():
            return []
        permitted = self._permitted(query, allowed)
        if not slots:
            ranked = self._listed(permitted)
        else:
            ranked = rank(self._index, slots, permitted, max(CANDIDATES, limit))
        if cancelled and cancelled():
            return []
        return [self._hit(item, slots) for item in _spread(ranked, limit, per_article)]

    def _permitted(self, query: Query, allowed: frozenset[str] | None) -> NDArray[np.bool_] | None:
        """Which passages may answer, by filters, words to leave out and phrases; None when all may."""
        index = self._index
        if allowed is None and not query.without and not query.phrases:
            return None
        articles = np.ones(len(index.paths), np.bool_)
        if allowed is not None:
            articles[:] = [path in allowed for path in index.paths]
        for words in query.without:
            articles[index.passage_articles[phrase_passages(index, words)]] = False
        any_phrase = np.zeros(len(index.passage_spans), np.bool_)
        for words in query.phrases:
            unfinished = query.unfinished and words == query.phrases[-1] == query.words[-len(words) :]
            held = phrase_passages(index, words, unfinished=unfinished)
            articles &= np.isin(np.arange(len(articles)), index.passage_articles[held])
            any_phrase[held] = True
        passages = articles[index.passage_articles]
        return passages & any_phrase if query.phrases else passages

    def _listed(self, permitted: NDArray[np.bool_] | None) -> list[RankedPassage]:
        """The first passage of each permitted article; nothing when nothing was asked."""
        if permitted is None:
            return []
        articles, firsts = np.unique(self._index.passage_articles[permitted], return_index=True)
        passages = np.flatnonzero(permitted)[firsts]
        return [RankedPassage(*pair, 0.0) for pair in zip(articles.tolist(), passages.tolist(), strict=True)]

    def _hit(self, item: RankedPassage, slots: list[Slot]) -> Hit:
        index = self._index
        path = index.paths[item.article]
        start, end = index.passage_spans[item.passage].tolist()
        passage = self._text_of(path)[start:end]
        tokens = index.tokens[index.passage_tokens[item.passage] : index.passage_tokens[item.passage + 1]]
        wanted = {index.vocabulary.words[word] for slot in slots for word in _matching(slot, tokens, item.passage)}
        return Hit(
            path,
            index.titles[item.article],
            start,
            start + len(passage),
            item.score,
            passage,
            matched_spans(passage, start, wanted),
        )


def _spread(ranked: list[RankedPassage], limit: int, per_article: int) -> list[RankedPassage]:
    """The first ``limit`` passages, no more than ``per_article`` of one article."""
    taken: list[RankedPassage] = []
    counts: dict[int, int] = {}
    for item in ranked:
        if counts.get(item.article, 0) < per_article:
            counts[item.article] = counts.get(item.article, 0) + 1
            taken.append(item)
            if len(taken) == limit:
                break
    return taken


def _matching(slot: Slot, tokens: NDArray[np.uint32], passage: int) -> set[int]:
    """The words of a passage that are the best readings of one typed word, or about as good."""
    places = np.minimum(np.searchsorted(slot.words, tokens), max(len(slot.words) - 1, 0))
    held = places[slot.words[places] == tokens] if len(slot.words) else places[:0]
    values = slot.values[held]
    words = set(slot.words[held[values >= values.max(initial=0) - SHOWN_WITHIN]].tolist())
    for pair, passages in zip(slot.pairs, slot.pair_passages, strict=True):
        at = int(np.searchsorted(passages, passage))
        if at < len(passages) and passages[at] == passage:
            words.update((pair.first, pair.second))
    return words
