"""What typed words may mean, on small indexes written for each case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from reader.search.compounds import abbreviated_pairs, split_pairs
from reader.search.expansion import edits_allowed, expand
from reader.search.index import IndexedText, SearchIndex, build_index
from reader.search.readings import QueryReader
from reader.search.tokens import fold
from reader.search.vocabulary import Vocabulary


def index_of(*texts: str) -> SearchIndex:
    return build_index(IndexedText(f"{number}.txt", "", text) for number, text in enumerate(texts))


def expanded(index: SearchIndex, typed: str, *, unfinished: bool = False) -> list[str]:
    """The words that a typed one may mean, the likeliest first."""
    found = expand(index, typed, unfinished=unfinished)
    return [index.vocabulary[word] for word in found.words[np.argsort(found.penalties, kind="stable")].tolist()]


def pairs(index: SearchIndex, typed: str) -> list[str]:
    words = index.vocabulary
    return [
        f"{words[pair.first]} {words[pair.second]}"
        for pair in (*split_pairs(index, typed), *abbreviated_pairs(index, typed))
    ]


@pytest.mark.parametrize(("typed", "edits"), [("a", 0), ("chip", 1), ("chips", 2), ("controls", 2), ("elections", 3)])
def test_longer_words_may_hold_more_typos(typed: str, edits: int) -> None:
    assert edits_allowed(typed) == edits


def test_the_word_itself_comes_first_and_its_typos_after() -> None:
    index = index_of("chips chops ships shops China China's")
    assert expanded(index, "chips")[0] == "chips"
    assert set(expanded(index, "chips")) >= {"chips", "chops", "ships"}
    assert expanded(index, "china")[:2] == ["china", "china's"]
    assert expanded(index, "china's")[:2] == ["china's", "china"]


@given(st.sets(st.text("abcé'", min_size=1, max_size=6), max_size=40), st.text("abcé'", min_size=1, max_size=6))
def test_every_word_within_the_edits_is_found(words: set[str], typed: str) -> None:
    listed = sorted(fold(word) for word in words)
    index = index_of(" ".join(listed))
    found = {index.vocabulary[word] for word in range(len(index.vocabulary))}
    near = {word for word in found if OSA.distance(typed, word) <= edits_allowed(typed)}
    assert near <= set(expanded(index, typed))


def test_an_unfinished_word_means_all_that_begin_so() -> None:
    index = index_of("earth earthen earthquake other")
    assert set(expanded(index, "earth", unfinished=True)) == {"earth", "earthen", "earthquake"}
    assert expanded(index, "earth", unfinished=True)[0] == "earth"


def test_an_unfinished_word_may_hold_a_typo() -> None:
    index = index_of("semiconductor other")
    for typed in ("smei", "semmi", "semicnd", "senic"):
        assert "semiconductor" in expanded(index, typed, unfinished=True), typed


def test_abbreviations_leave_out_vowels_and_the_end() -> None:
    index = index_of("international interest government")
    assert expanded(index, "intrntnl") == ["international"]
    assert expanded(index, "gov") == ["government"]
    assert expanded(index, "gvt") == []


def test_words_run_together_are_split_only_where_the_pair_stands() -> None:
    index = index_of("rare earth", "a rare sight on earth tonight")
    assert pairs(index, "rareearth") == ["rare earth"]
    assert pairs(index, "raresight") == ["rare sight"]
    assert pairs(index, "earthrare") == []


def test_two_words_abbreviated_in_one() -> None:
    assert pairs(index_of("European championship", "Europe and others"), "eurpnchmpn") == ["european championship"]


def test_a_space_too_many_or_at_the_wrong_place() -> None:
    index = index_of("semiconductor exports", "for councils")
    words = index.vocabulary
    reader = QueryReader(index)
    for slot in reader.read(["semi", "conductor"], unfinished=False):
        assert words[slot.words[slot.values.argmax()]] == "semiconductor"
    first, second = reader.read(["forc", "ouncils"], unfinished=False)
    assert [(words[pair.first], words[pair.second], pair.covers) for pair in (item.pair for item in first.pairs)] == [
        ("for", "councils", "first")
    ]
    assert [(words[pair.first], words[pair.second], pair.covers) for pair in (item.pair for item in second.pairs)] == [
        ("for", "councils", "second")
    ]


def test_rare_words_are_worth_more_than_common_ones() -> None:
    index = index_of(*["trade"] * 50, "trade tariff")
    rare, common = QueryReader(index).read(["tariff", "trade"], unfinished=False)
    assert rare.values.max() > common.values.max()


def test_readings_that_say_nothing_are_left_out() -> None:
    index = index_of(*["chips"] * 5, *["this"] * 20)
    for typed, meant in (("chips", {"chips"}), ("chpis", {"chips"}), ("thsi", {"this"})):
        (slot,) = QueryReader(index).read([typed], unfinished=False)
        assert {index.vocabulary[word] for word in slot.words.tolist()} == meant, typed


def test_a_far_reading_tells_little_even_if_there_is_no_nearer_one() -> None:
    near, far = (QueryReader(index_of("states")).read([typed], unfinished=False)[0] for typed in ("sttes", "ktatek"))
    assert 0 < 2 * far.values.max() < near.values.max()


def test_an_empty_index_knows_no_words() -> None:
    (slot,) = QueryReader(index_of()).read(["chips"], unfinished=True)
    assert len(slot.words) == len(slot.pairs) == 0


@pytest.mark.parametrize(
    "typed", ["x" * 5000, "é" * 40, "中" * 40, "'", "9" * 30], ids=["long", "accents", "Chinese", "quote", "digits"]
)
def test_odd_words_are_no_error(typed: str) -> None:
    QueryReader(index_of("chips", "中国人", "éé")).read([typed, typed], unfinished=True)


def test_a_page_without_a_space_is_not_tried_at_each_of_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[str] = []
    monkeypatch.setattr(Vocabulary, "_find", lambda _, word: sought.append(word))
    assert split_pairs(index_of("rare earth"), "x" * 5000) == []
    assert sought == []
