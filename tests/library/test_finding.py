from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import finding
from reader.library.finding import TextFinder

TEXT = "Huawei’s chips — the “chips” of HUAWEI  Technologies.\nChip\u00adsets: semiconductors, semi-conductor."


def found(text: str, typed: str, *, fuzzy: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in TextFinder(text).find(typed, fuzzy=fuzzy)]


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("huawei", ["Huawei", "HUAWEI"]),
        ("HUAWEI'S", ["Huawei’s"]),
        ('"chips"', ["“chips”"]),
        ("huawei tech", ["HUAWEI  Tech"]),
        ("chipset", ["Chip\u00adset"]),
        ("semi-con", ["semi-con"]),
        ("technologies. chip", ["Technologies.\nChip"]),
        ("huwaei", []),
        ("", []),
        ("   ", []),
    ],
)
def test_letter_by_letter(typed: str, matches: list[str]) -> None:
    assert found(TEXT, typed) == matches


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("huwaei", ["Huawei’s", "HUAWEI"]),
        ("huwaei tecnologies", ["HUAWEI  Technologies"]),
        ("semicnoductro", ["semiconductors"]),
        ("semixxxductors", []),
        ("semiconducters", ["semiconductors"]),
        ("chi", ["chips", "chips", "Chip\u00adsets"]),
        ("of hua", ["of HUAWEI"]),
        ("fo", []),
        ("!", []),
    ],
)
def test_word_by_word_with_typos(typed: str, matches: list[str]) -> None:
    assert found(TEXT, typed, fuzzy=True) == matches


def test_other_scripts() -> None:
    text = "華為的手機。Café, naïve."
    assert found(text, "手機") == ["手機"]
    assert found(text, "手機", fuzzy=True) == ["手機"]
    assert found(text, "cafe", fuzzy=True) == ["Café"]


@given(st.text(alphabet="ab'’ \n", max_size=40), st.text(alphabet="ab' ", min_size=1, max_size=3))
def test_matches_are_in_order_apart_and_what_was_typed(text: str, typed: str) -> None:
    spans = TextFinder(text).find(typed)
    for one, other in pairwise(spans):
        assert one.end <= other.start
    for span in spans:
        assert re.sub(r"\s+", " ", text[span.start : span.end].replace("’", "'")) == re.sub(" +", " ", typed)


@given(st.text(max_size=60), st.text(max_size=6), st.booleans())
def test_any_text_and_any_words(text: str, typed: str, fuzzy: bool) -> None:
    for span in TextFinder(text).find(typed, fuzzy=fuzzy):
        assert 0 <= span.start < span.end <= len(text)


def test_there_is_an_end_to_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    assert len(TextFinder("e" * 10).find("e")) == 3
    assert TextFinder("e" * 10).find("e", cancelled=lambda: True) == ()
