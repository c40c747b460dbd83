"""Queries: whatever is typed has a meaning, never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query import FILTERS, Filter, Query, parse_query


def test_words_are_folded_and_the_last_is_unfinished() -> None:
    assert parse_query("Huwaei CHIPS") == Query("Huwaei CHIPS", words=("huwaei", "chips"), unfinished=True)


@pytest.mark.parametrize("text", ["chips ", '"chips"', "chips tag:a", "chips -", 'chips "', "", "chips -huawei"])
def test_the_last_word_is_finished_by_what_follows(text: str) -> None:
    assert not parse_query(text).unfinished


def test_phrases() -> None:
    query = parse_query('the "rare earth" export "con')
    assert query.words == ("the", "rare", "earth", "export", "con")
    assert query.phrases == (("rare", "earth"), ("con",))
    assert query.unfinished


def test_words_and_phrases_left_out() -> None:
    query = parse_query('chips -huawei -"rare earth" self-reliance')
    assert query.without == (("huawei",), ("rare", "earth"))
    assert query.words == ("chips", "self", "reliance")


def test_filters() -> None:
    query = parse_query('tag:chips ENTITY:"Xi Jinping" -type:ORG in:notes by:"Ada L" title:"trade path:seeds/000')
    assert query.filters == (
        Filter("tag", "chips"),
        Filter("entity", "Xi Jinping"),
        Filter("type", "ORG", negated=True),
        Filter("in", "notes"),
        Filter("by", "Ada L"),
        Filter("title", "trade path:seeds/000"),
    )
    assert query.words == ()


def test_an_unknown_filter_is_words() -> None:
    assert parse_query("http://example.org/a").words == ("http", "example", "org", "a")
    assert parse_query("colour:red").words == ("colour", "red")


def test_in_knows_the_notes_alone() -> None:
    assert parse_query("in:NOT").filters == (Filter("in", "NOT"),)
    assert parse_query('in:2024 -in:"the house"').filters == ()
    assert parse_query('in:2024 -in:"the house"').words == ("in", "2024")
    assert parse_query('in:2024 -in:"the house"').without == (("in", "the", "house"),)


def test_a_filter_without_a_value_is_nothing_yet() -> None:
    assert parse_query("chips tag:") == Query("chips tag:", words=("chips",))


@given(
    st.text()
    | st.lists(st.sampled_from([*(f"{name}:" for name in FILTERS), '"', "-", " ", "a", "中", "’"])).map("".join)
)
def test_nothing_typed_is_an_error(text: str) -> None:
    query = parse_query(text)
    assert query.text == text
    assert all(query.words)
    assert all(phrase and all(phrase) for phrase in (*query.phrases, *query.without))
    assert not query.unfinished or query.words
