from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.sentences import sentence_around
from tests.tui.texts import texts

TEXT = """\
A heading

It was the U.S. Congress that met. Mr. Smith of Acme Inc. spoke for 2.5 hours! "Why?" asked Jane. No end
- and a point
他来了。她走了。
"""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("heading", "A heading"),
        ("U.S.", "It was the U.S. Congress that met."),
        ("Smith", "Mr. Smith of Acme Inc. spoke for 2.5 hours!"),
        ("No", "No end"),
        ("point", "- and a point"),
        ("走", "她走了。"),
        ("met. Mr. Smith", "It was the U.S. Congress that met. Mr. Smith of Acme Inc. spoke for 2.5 hours!"),
    ],
)
def test_the_sentence_around_a_passage(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    found = sentence_around(TEXT, start, start + len(words))
    assert TEXT[found.start : found.end] == sentence


def test_a_text_without_sentences_is_cut() -> None:
    text = "word " * 10_000
    found = sentence_around(text, 25_000, 25_004)
    assert 1000 < found.end - found.start < 1500


@given(texts, st.data())
def test_it_holds_the_passage_and_leaves_its_line_at_no_other_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentence_around(text, start, end)
    assert found.start <= start <= end <= found.end
    assert "\n" not in text[found.start : start] + text[end : found.end]
