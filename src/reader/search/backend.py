"""Where searches are answered: the protocol, and the local index behind it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from reader.articles.naming import natural_key
from reader.search.arrays import first_places
from reader.search.explaining import explain
from reader.search.models import Hit
from reader.search.phrases import phrase_passages
from reader.search.proximity import RankedPassage
from reader.search.ranking import Permitted, rank
from reader.search.readings import QueryReader
from reader.search.spans import matched_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reader.search.index import SearchIndex
    from reader.search.query import Query

CANDIDATES = 60
"""Articles that are read again token by token, at least."""
_MOST_WORDS = 32
"""Words of a query that are looked for; a pasted page is cut."""
_NO_TOKENS = np.zeros(0, np.uint32)
_NO_VALUES = np.zeros((0, 0), np.float32)
_NONE_SHOWN = np.zeros(0, np.bool_)


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
        explained: bool = False,
    ) -> list[Hit]:
        """The best passages for a query, best first.

        Args:
            query: what to look for; its filters are the caller's to resolve into ``allowed``.
            limit: hits at most.
            allowed: paths of the articles that may answer; None for all.
            per_article: hits of one article at most.
            cancelled: asked between the stages; once it says yes, the answer is an empty list.
            explained: whether each hit says why it was found.
        """
        ...


class LocalSearch:
    """Searches an index in memory; may be called from any thread."""

    def __init__(self, index: SearchIndex, text_of: Callable[[str], str], reader: QueryReader | None = None) -> None:
        """Search an index.

        Args:
            index: the articles' passages and words.
            text_of: gives the whole text of an article by its path, for shown hits only; a ``LookupError`` means
                that the article is gone, and its hits are left out.
            reader: says what typed words may mean, if it is not to be one of its own.
        """
        self._index = index
        self._text_of = text_of
        self._reader = reader or QueryReader(index)

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
        """See `SearchBackend.search`."""
        typed = query.words[:_MOST_WORDS]
        slots = self._reader.read(typed, unfinished=query.unfinished and len(typed) == len(query.words))
        if cancelled and cancelled():
            return []
        permitted = self._permitted(query, allowed)
        asks_for_articles = allowed is not None or bool(query.without)
        if slots:
            ranked = rank(self._index, slots, permitted, max(CANDIDATES, limit))
        else:
            ranked = self._listed(permitted.passages) if permitted is not None and asks_for_articles else iter(())
        taken = list(_spread(ranked, limit, per_article))
        if cancelled and cancelled():
            return []
        return [hit for item in taken if (hit := self._hit(item, typed if explained else ()))]

    def _permitted(self, query: Query, allowed: frozenset[str] | None) -> Permitted | None:
        """What may answer, by filters, words to leave out and phrases; None when all may."""
        index = self._index
        if allowed is None and not query.without and not query.phrases:
            alive, passages = index.alive, index.alive_passages
            return None if alive is None or passages is None else Permitted(alive, passages)
        articles = np.ones(index.article_count, np.bool_) if index.alive is None else index.alive.copy()
        if allowed is not None:
            articles[:] = False
            articles[[index.numbers[path] for path in allowed if path in index.numbers]] = True
        for words in query.without:
            articles[index.passage_articles[phrase_passages(index, words)]] = False
        any_phrase = np.zeros(len(index.passage_spans), np.bool_)
        for place, words in enumerate(query.phrases, start=1):
            unfinished = query.ends_in_phrase and place == len(query.phrases)
            held = phrase_passages(index, words, unfinished=unfinished)
            holding = np.zeros(len(articles), np.bool_)
            holding[index.passage_articles[held]] = True
            articles &= holding
            any_phrase[held] = True
        passages = articles[index.passage_articles]
        return Permitted(articles, passages & any_phrase if query.phrases else passages)

    def _listed(self, permitted: NDArray[np.bool_]) -> Iterator[RankedPassage]:
        """The first passage of each permitted article, in the order of their names."""
        index = self._index
        passages = np.flatnonzero(permitted)
        passages = passages[first_places(index.passage_articles[passages])]
        found = zip(index.passage_articles[passages].tolist(), passages.tolist(), strict=True)
        for article, passage in sorted(found, key=lambda item: natural_key(index.path(item[0]))):
            yield RankedPassage(article, passage, 0.0, _NO_TOKENS, _NO_VALUES, _NONE_SHOWN)

    def _hit(self, item: RankedPassage, explained: Sequence[str]) -> Hit | None:
        """A ranked passage as it is shown; None when its article is gone. Typed words that are given are explained."""
        index = self._index
        path = index.path(item.article)
        start, end = index.passage_spans[item.passage].tolist()
        try:
            passage = self._text_of(path)[start:end]
        except LookupError:
            return None
        words = {index.vocabulary[word] for word in item.matches()}
        spans = matched_spans(passage, start, words)
        why = explain(index.vocabulary, explained, item) if explained else None
        return Hit(path, index.title(item.article), start, start + len(passage), item.score, passage, spans, why)


def _spread(ranked: Iterable[RankedPassage], limit: int, per_article: int) -> Iterator[RankedPassage]:
    """The first ``limit`` passages, no more than ``per_article`` of one article."""
    counts: Counter[int] = Counter()
    allowed = (item for item in ranked if counts[item.article] < per_article)
    for item in islice(allowed, limit):
        counts[item.article] += 1
        yield item
