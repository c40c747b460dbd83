"""Explanations: what each typed word was taken for, and parts that add up to the score."""

from __future__ import annotations

import pytest

from reader.search.query import parse_query
from tests.search.test_backend import search_over


@pytest.mark.parametrize(
    ("typed", "matched", "how"),
    [
        ("earth ", "earth", "as typed"),
        ("ear", "earth", "completed"),
        ("erath ", "earth", "misspelled"),
        ("intrn ", "international", "abbreviated"),
        ("rareearth ", "rare earth", "run together"),
        ("semi conductors ", "semiconductors", "apart"),
        ("zzzzzz ", "", "missing"),
    ],
)
def test_what_a_word_was_taken_for(typed: str, matched: str, how: str) -> None:
    search = search_over("the rare earth of international semiconductors", "other words", "and more of it")
    (hit,) = search.search(parse_query(f"rare {typed}"), explained=True)
    assert hit.explanation
    word = hit.explanation.words[1]
    assert (word.matched, word.how) == (matched, how)
    assert (word.value > 0) == bool(matched)
    parts = hit.explanation.article + hit.explanation.nearness + hit.explanation.order
    assert parts == pytest.approx(hit.score, rel=1e-5)
    assert search.search(parse_query(f"rare {typed}"))[0].explanation is None


def test_what_a_filter_alone_lists_needs_no_reason() -> None:
    (hit,) = search_over("rare earth").search(parse_query(""), allowed=frozenset({"0.txt"}), explained=True)
    assert hit.explanation is None
