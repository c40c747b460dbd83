from __future__ import annotations

import os

import orjson
from hypothesis import given
from hypothesis import strategies as st

from reader.cluster.documents import article_document, article_of, skeleton
from reader.search.abbreviations import abbreviates
from reader.search.segment import IndexedText

LETTERS = st.text(st.sampled_from("abeinrst"), min_size=1, max_size=9)


@given(st.binary(min_size=1, max_size=20), st.text(st.characters(), max_size=200))
def test_an_article_comes_back_as_it_was_sent(path: bytes, text: str) -> None:
    item = IndexedText(os.fsdecode(path), "A title", text)
    document = orjson.loads(orjson.dumps(article_document(item)))
    found = article_of(document)
    assert found.path == item.path
    assert len(found.text) == len(text)
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert found.text == text


def test_the_words_are_those_of_the_local_index() -> None:
    assert article_document(IndexedText("a", "", "Café, 東京都"))["words"] == "cafe 東京 京都 都"


@given(LETTERS, LETTERS)
def test_what_abbreviates_a_word_has_a_skeleton_that_begins_its_own(typed: str, word: str) -> None:
    if abbreviates(typed, word):
        assert skeleton(word).startswith(skeleton(typed))
