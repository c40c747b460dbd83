"""Segments put together say the same as one made of all their articles at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.search.backend import LocalSearch
from reader.search.index import SearchIndex
from reader.search.merging import merge
from reader.search.query import parse_query
from reader.search.segment import IndexedText, Segment, build_segment

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = [
    "alpha",
    "alphabet",
    "beta",
    "betas",
    "gamma",
    "delta",
    "x",
    "rare",
    "earth",
    "rareearth",
    "中国",
    "naïve",
    "🚀",
]
TEXTS = st.lists(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=4).map("\n\n".join), max_size=7
)
QUERIES = [
    "alpha",
    "alpah bet",
    "rare earth",
    "rareearth",
    "rareearht",
    '"rare earth"',
    '"alpha bet',
    "-alpha",
    "beta -gamma",
    "gma",
    "rrert",
    "中国",
    "naive x",
    "delt",
]


def articles(texts: Sequence[str]) -> list[IndexedText]:
    return [
        IndexedText(f"{number}.txt", f"Title {number}", text, len(text), number, bytes([number]) * 32)
        for number, text in enumerate(texts)
    ]


def assert_same(one: Segment, other: Segment) -> None:
    mine, others = one.arrays(), other.arrays()
    assert mine.keys() == others.keys()
    for name, items in mine.items():
        assert items.dtype == others[name].dtype, name
        assert np.array_equal(items, others[name]), name


@given(TEXTS, st.data())
def test_merged_segments_are_those_of_all_articles_at_once(texts: list[str], data: st.DataObject) -> None:
    listed = articles(texts)
    ends = sorted(data.draw(st.lists(st.integers(0, len(listed)), min_size=1, max_size=3)))
    bounds = list(zip([0, *ends], [*ends, len(listed)], strict=True))
    alive = data.draw(st.lists(st.booleans(), min_size=len(listed), max_size=len(listed)))
    segments = [build_segment(listed[start:end]) for start, end in bounds]
    kept = [np.array(alive[start:end], np.bool_) for start, end in bounds]
    assert_same(merge(segments, [None] * len(segments)), build_segment(listed))
    expected = build_segment(item for item, is_alive in zip(listed, alive, strict=True) if is_alive)
    assert_same(merge(segments, kept), expected)


@given(TEXTS, st.data())
def test_an_index_of_two_segments_answers_as_one_of_what_is_left(texts: list[str], data: st.DataObject) -> None:
    listed = articles(texts)
    cut = data.draw(st.integers(0, len(listed)))
    alive = np.array(data.draw(st.lists(st.booleans(), min_size=len(listed), max_size=len(listed))), np.bool_)
    both = SearchIndex(build_segment(listed[:cut]), build_segment(listed[cut:]), alive)
    fresh = SearchIndex(build_segment(item for item, is_alive in zip(listed, alive, strict=True) if is_alive))
    text_of = {item.path: item.text for item in listed}.__getitem__
    two, one = LocalSearch(both, text_of), LocalSearch(fresh, text_of)
    for typed in QUERIES:
        assert two.search(parse_query(typed), 50) == one.search(parse_query(typed), 50), typed


def test_arrays_come_back_as_the_segment_that_they_were() -> None:
    segment = build_segment(articles(["rare earth 中国", "", "naïve 🚀 x"]))
    assert_same(Segment.of_arrays(segment.arrays()), segment)
    assert list(segment.paths) == ["0.txt", "1.txt", "2.txt"]
    assert segment.titles[1:] == ["Title 1", "Title 2"]
