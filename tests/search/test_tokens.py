"""Tokens: offsets are exact whatever folding does, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.tokens import fold, plain, raw_tokens, tokens, typed_words, words_of

ODD = "aİıßﬁﬀéÅ\u0301\u0308\u00ad\u200bœŁ中國語ไทยのをｶﾞ'’-_ 9½ǅ🙂हिन्दी한글“–\u0e31\n"


def words(text: str) -> list[str]:
    return [word for word, _, _ in tokens(text)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("ﬁnance", "finance"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ŁÓDŹ", "lodz"),
        ("China’s", "china's"),
        ("co\u00adoperate", "cooperate"),
        ("ＨＵＡＷＥＩ", "huawei"),
        ("Ærø", "aero"),
    ],
)
def test_a_word_is_one_token_and_folds(written: str, folded: str) -> None:
    assert list(tokens(f"in {written}.")) == [("in", 0, 2), (folded, 3, 3 + len(written))]


def test_unspaced_scripts_are_bigrams_and_the_last_character() -> None:
    assert words("中国人。iPhone手机") == ["中国", "国人", "人", "iphone", "手机", "机"]
    assert words("ไทย") == ["ไท", "ทย", "ย"]


def test_a_typed_run_is_its_bigrams_alone() -> None:
    assert typed_words("中国人 chips 日") == ["中国", "国人", "chips", "日"]


def test_indic_vowel_signs_do_not_split_a_word() -> None:
    assert words("हिन्दी भाषा") == [fold("हिन्दी"), fold("भाषा")]


@given(st.text(alphabet=ODD) | st.text())
def test_offsets_are_exact(text: str) -> None:
    for word, start, end in tokens(text):
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]) == word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Xi’s “plan” – £9…", "xi's  plan     9 "),
        ("Café", None),
        ("co\u00adoperate", None),
        ("a中", None),
        ("\u0e31\u0e31", None),
        ("a\u0301", None),
    ],
)
def test_plain_text_is_folded_as_a_whole(text: str, folded: str | None) -> None:
    assert plain(text) == folded


@given(st.text(alphabet=ODD) | st.text())
def test_the_index_and_the_marks_see_the_same_words(text: str) -> None:
    assert [word for raw in raw_tokens(text) for word in words_of(raw)] == words(text)


@given(st.text(alphabet=ODD, min_size=1) | st.text(min_size=1))
def test_folding_twice_changes_nothing(text: str) -> None:
    for word in words(text):
        assert fold(word) == word
