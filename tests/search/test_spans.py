"""Marks of matched words: where the tokens of the passage are, however they are looked for."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from reader.articles.models import Span
from reader.search.spans import matched_spans
from reader.search.tokens import tokens

WORDS = ("a", "ab", "a'b", "b9", "é", "中a", "中")


@given(st.text(alphabet="abAB9'’“ -_é中½\u0301", max_size=30), st.sets(st.sampled_from(WORDS), max_size=3))
@example("a'b a’b b'a", {"a", "a'b"})
def test_marks_are_the_tokens_that_are_wanted(passage: str, wanted: set[str]) -> None:
    spans = matched_spans(passage, 7, wanted)
    marked = {place for span in spans for place in range(span.start - 7, span.end - 7)}
    assert marked == {place for word, start, end in tokens(passage) if word in wanted for place in range(start, end)}
    assert all(first.end <= second.start for first, second in pairwise(spans))


def test_marks_stand_where_the_passage_stands() -> None:
    assert matched_spans("The “Huawei’s” chips, Huawei", 100, {"huawei", "chips"}) == (Span(115, 120), Span(122, 128))
