"""Answers queries from the cluster: it finds candidates, and they are ranked here as locally.

What typed words may mean is worked out from the words of the library, which are held here, and from the pairs of words
that the cluster says it has. Then it names articles that hold such words, and a small index of these answers.
"""

from __future__ import annotations

from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Any

from reader.articles.damage import damage_of, mask
from reader.cluster.articles import StoredArticles
from reader.cluster.candidates import any_search, searches
from reader.cluster.connection import ids_filter
from reader.cluster.documents import article_id, digest_of
from reader.cluster.pairs import known_pairs
from reader.cluster.sample import Sample, SampleReader
from reader.cluster.words import WordsKeeper
from reader.search.backend import LocalSearch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.cluster.connection import Cluster
    from reader.cluster.words import LibraryWords
    from reader.search.models import Hit
    from reader.search.query import Query
    from reader.search.readings import Slot

CANDIDATES = 30
"""Articles that are looked at, if no more hits are wanted."""
FEW = 12
"""Articles with all that was typed; if there are fewer, those with some of it are looked at, too."""
PAIRS_ASKED = (25, 200)
"""Pairs of words that typed ones may mean, of which is asked whether they stand anywhere: more if nothing is found."""
_MOST_CANDIDATES = 250
"""That the cluster names at a time; so many are looked at where a filter is set, since they hold less of the query."""
_MOST_TYPED = 32
_MOST_ALLOWED = 2000
"""Articles that a filter lets through up to which the cluster is told them."""


class ClusterSearch:
    """A `SearchBackend` that asks the cluster; may be called from any thread.

    Args:
        cluster: which.
        text_of: gives the whole text of an article by its path; a ``LookupError`` means that it is gone.
    """

    def __init__(self, cluster: Cluster, text_of: Callable[[str], str]) -> None:
        self._cluster = cluster
        self._text_of = text_of
        self._words = WordsKeeper(cluster)
        self._articles = StoredArticles(cluster)

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
        typed = query.words[:_MOST_TYPED]
        unfinished = query.unfinished and len(typed) == len(query.words)
        words = self._words.current()
        expansion = words.reader.expansion
        most = min(max(CANDIDATES, limit), _MOST_CANDIDATES) if allowed is None else _MOST_CANDIDATES
        for pairs_asked in PAIRS_ASKED:
            pairs = known_pairs(self._cluster, words, typed, pairs_asked)
            reader = SampleReader(Sample.of_pairs(words, pairs), pairs, expansion) if pairs else words.reader
            slots = reader.read(typed, unfinished=unfinished)
            if cancelled and cancelled():
                return []
            if stamps := self._named(words, slots, query, most, allowed):
                break
        if cancelled and cancelled():
            return []
        found = self._articles.get(stamps, words)
        digests = {item.path: item.digest for item in found}
        index = Sample(words, found)
        reader = SampleReader(index, pairs, expansion) if pairs else reader
        return LocalSearch(index, lambda path: self._unchanged(path, digests[path]), reader).search(
            query, limit, allowed=allowed, per_article=per_article, cancelled=cancelled, explained=explained
        )

    def _named(
        self, words: LibraryWords, slots: Sequence[Slot], query: Query, most: int, allowed: frozenset[str] | None
    ) -> dict[str, str]:
        """The stamps of articles that may answer, by their ids."""
        only = _only(allowed)
        answers = self._cluster.search(*searches(words.vocabulary, slots, query, most, only))
        named = _stamps(answers)
        if len(named) < FEW and any(len(slot.words) for slot in slots):
            named |= _stamps(self._cluster.search(any_search(words.vocabulary, slots, most, only)))
        return dict(islice(named.items(), most))

    def _unchanged(self, path: str, digest: str) -> str:
        """The text of an article.

        Raises:
            LookupError: it is gone, or not any more what the cluster has of it.
        """
        text = self._text_of(path)
        if digest_of(text) != digest and digest_of(mask(text, damage_of(text))) != digest:
            raise LookupError(path)
        return text


def _stamps(answers: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The stamps of the articles that searches found, by their ids; first the first of each search."""
    in_turn = chain.from_iterable(zip_longest(*(answer["hits"] for answer in answers)))
    return {hit["document"]["id"]: hit["document"]["stamp"] for hit in in_turn if hit}


def _only(allowed: frozenset[str] | None) -> str:
    """The filter that lets through these articles alone, if the cluster can be told them all."""
    if allowed is None or len(allowed) > _MOST_ALLOWED:
        return ""
    return ids_filter(sorted(map(article_id, allowed)))
