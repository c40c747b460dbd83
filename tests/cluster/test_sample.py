from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.cluster.documents import article_document
from reader.cluster.sample import Sample, SampleReader, StoredArticle
from reader.cluster.words import LibraryWords
from reader.search.backend import LocalSearch
from reader.search.index import SearchIndex, build_index
from reader.search.query import parse_query
from reader.search.segment import IndexedText

if TYPE_CHECKING:
    from pathlib import Path

    from reader.search.models import Hit


@pytest.fixture
def texts(seeds: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in sorted(seeds.iterdir())}


def indexed(texts: dict[str, str]) -> SearchIndex:
    return build_index(IndexedText(path, "", text) for path, text in texts.items())


def sample(texts: dict[str, str], whole: SearchIndex) -> Sample:
    words = LibraryWords.of(whole.word_counts(), whole.live_passages)
    documents = [article_document(IndexedText(path, "", text)) for path, text in texts.items()]
    return Sample(words, [StoredArticle.of(document, words) for document in documents])


def hits(index: SearchIndex, texts: dict[str, str], typed: str) -> list[Hit]:
    return LocalSearch(index, texts.__getitem__).search(parse_query(typed), explained=True)


@pytest.mark.parametrize(
    "typed", ["huwaei chips", "rareearth exprots", "semi conductor", "chi", '"rare earth" -gallium', "rarearth", "xqzv"]
)
def test_a_sample_of_all_articles_answers_as_their_index(texts: dict[str, str], typed: str) -> None:
    whole = indexed(texts)
    assert hits(sample(texts, whole), texts, typed) == hits(whole, texts, typed)


def test_words_are_as_frequent_as_in_the_library(texts: dict[str, str]) -> None:
    whole = indexed(texts)
    one = dict([next(iter(texts.items()))])
    found = sample(one, whole)
    assert found.word_counts() == whole.word_counts()
    assert found.live_passages == whole.live_passages


def test_pairs_alone_are_an_index_of_them() -> None:
    words = LibraryWords.of({"earth": 5, "exports": 4, "rare": 3}, 9)
    rare, earth = words.ids["rare"], words.ids["earth"]
    index = Sample.of_pairs(words, [(rare, earth)])
    assert index.has_pair(rare, earth)
    assert not index.has_pair(earth, rare)
    reader = SampleReader(index, {(rare, earth): 3}, words.reader.expansion)
    [slot] = reader.read(["rareearth"], unfinished=False)
    assert [(item.pair.first, item.pair.second) for item in slot.pairs] == [(rare, earth)]
    assert reader.pair_frequency(rare, earth) == 3
