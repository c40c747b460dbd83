from __future__ import annotations

import os

import numpy as np
import orjson
from hypothesis import given
from hypothesis import strategies as st

from reader.cluster.documents import LIBRARY, article_document, digest_of, words_documents
from reader.cluster.sample import StoredArticle
from reader.cluster.words import LibraryWords
from reader.search.index import build_index
from reader.search.segment import IndexedText


@given(st.binary(min_size=1, max_size=20), st.text(st.characters(codec="utf-8"), max_size=200))
def test_an_article_comes_back_as_it_is_indexed_here(path: bytes, text: str) -> None:
    item = IndexedText(os.fsdecode(path), "A title", text)
    index = build_index([item])
    words = LibraryWords.of(index.word_counts(), index.live_passages)
    found = StoredArticle.of(orjson.loads(orjson.dumps(article_document(item))), words)
    assert (found.path, found.title, found.digest) == (item.path, item.title, digest_of(text))
    segment = index.segments[0]
    np.testing.assert_array_equal(found.spans, segment.passage_spans)
    np.testing.assert_array_equal(found.tokens, segment.tokens)
    np.testing.assert_array_equal(found.lengths, np.diff(segment.passage_tokens))


def test_half_a_character_can_be_sent() -> None:
    document = article_document(IndexedText("a", "half \ud83d", "half \ud83d of it"))
    assert orjson.loads(orjson.dumps(document))["title"] == "half ?"


def test_the_words_are_those_of_the_local_index() -> None:
    assert article_document(IndexedText("a", "", "Café, 東京都\n\nand more"))["words"] == "cafe 東京 京都 都\nand more"


def test_a_word_that_the_library_did_not_have_is_unknown() -> None:
    words = LibraryWords.of({"chips": 1}, 1)
    found = StoredArticle.of(article_document(IndexedText("a", "", "new chips")), words)
    assert found.tokens.tolist() == [words.unknown, words.ids["chips"]]
    assert words.frequency("new") == 0


def test_the_last_document_tells_whether_any_word_changed() -> None:
    stamps = [
        list(words_documents(words, passages))[-1]["stamp"]
        for words, passages in (({"a": 1}, 2), ({"a": 1}, 2), ({"a": 2}, 2), ({"b": 1}, 2), ({"a": 1}, 3))
    ]
    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 4
    assert [item["id"] for item in words_documents({f"w{n}": 1 for n in range(10_001)}, 1)] == ["0", "1", LIBRARY]
