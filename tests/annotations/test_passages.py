"""Passages by their words and by their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.errors import AnnotationError
from reader.annotations.passages import find_quote, quoted
from reader.articles.models import Span
from tests.annotations.examples import TEXT, article


def test_first_place_unless_nth_says_otherwise() -> None:
    first, second = TEXT.index("chips"), TEXT.rindex("chips")
    assert find_quote(TEXT, "chips") == find_quote(TEXT, "chips", 1) == Span(first, first + 5)
    assert find_quote(TEXT, "chips", 2) == Span(second, second + 5)
    assert find_quote(TEXT, "chips", 3) is None
    assert find_quote(TEXT, "chips", 0) is None
    assert find_quote(TEXT, "absent") is None
    assert find_quote(TEXT, "") is None
    assert find_quote(TEXT, "  ") is None


def test_places_may_overlap() -> None:
    assert find_quote("banana", "ana", 2) == Span(3, 6)


def test_spaces_and_line_ends_between_words_do_not_matter() -> None:
    span = find_quote(TEXT, "for more.  Nobody")
    assert span is not None
    assert TEXT[span.start : span.end] == "for more.\nNobody"


@given(st.text(min_size=1, max_size=40), st.data())
def test_any_part_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    places = [place for place in range(len(text)) if text.startswith(quote, place)]
    if quote.strip():
        nth = places.index(start) + 1
        assert find_quote(text, quote, nth) == Span(start, end)


def test_quote_with_its_surroundings() -> None:
    text = "x" * 50 + "here" + "y" * 10
    quote, position = quoted(article(text=text), Span(50, 54))
    assert (quote.exact, quote.prefix, quote.suffix) == ("here", "x" * 32, "y" * 10)
    assert (position.start, position.end) == (50, 54)


@pytest.mark.parametrize("span", [Span(3, 3), Span(4, 3), Span(-1, 3), Span(0, len(TEXT) + 1), Span(500, 600)])
def test_spans_out_of_the_article_are_refused(span: Span) -> None:
    with pytest.raises(AnnotationError, match=rf"{span.start}:{span.end} is not within folder/one\.txt"):
        quoted(article(), span)
