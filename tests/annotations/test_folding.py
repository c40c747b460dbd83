from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.folding import FoldedText, folded

some_texts = st.text(st.sampled_from("aBİß “”'’—- \n\t\xa0\u200b\u00ad漢😀") | st.characters(exclude_categories=["Cs"]))


def test_quotes_dashes_spaces_and_case_are_alike() -> None:
    assert folded("“It’s\n\n here” — SHE\xa0said") == folded('"it\'s here" - she said')


def test_what_nobody_sees_is_nothing() -> None:
    assert folded("soft\u00adly  \u200b un\u200bseen") == "softly unseen"


@given(some_texts)
def test_every_character_is_found_again(text: str) -> None:
    whole = FoldedText(text)
    assert len(whole.folded) <= len(text)
    former = 0
    for offset, char in enumerate(whole.folded):
        start, end = whole.original_span(offset, offset + 1)
        assert former <= start < end <= len(text)
        assert end == start + 1
        assert folded(text[start:end]) in (char, "")
        assert whole.folded_offset(start) == offset
        former = end


@given(some_texts, st.integers(0, 40))
def test_folding_begins_anew_anywhere(text: str, cut: int) -> None:
    whole = FoldedText(text)
    offset = whole.folded_offset(min(cut, len(text)))
    assert 0 <= offset <= len(whole.folded)


@given(some_texts)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
