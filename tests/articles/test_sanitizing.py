from __future__ import annotations

import json
import time
import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.sanitizing import DOT, MARK, one_line, visible

any_text = st.text(st.characters(), max_size=60)  # lone surrogates too
unsafe_text = st.text(
    alphabet=st.sampled_from(
        "a \t\n\r\x00\x1b\x07\x7f\x80\x9b\x9f\u00ad\u200b\u200d\u202e\u2066\u2028\ufe0f\ufeff\ud800\U000e0041\U0001f468"
    ),
    max_size=30,
)
ACTING_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_c0_controls_and_delete_are_their_pictures() -> None:
    for code in (*range(0x09), *range(0x0B, 0x20)):
        assert visible(chr(code)) == chr(0x2400 + code)
    assert visible("\x7f") == "␡"
    assert visible("a\x1b[31mb\x07") == "a␛[31mb␇"


def test_tab_and_line_feed_stay() -> None:
    assert visible("a\tb\nc") == "a\tb\nc"


@pytest.mark.parametrize(
    "codes",
    [
        range(0x80, 0xA0),
        range(0x202A, 0x202F),
        range(0x2066, 0x206A),
        (0x2028, 0x2029),
        range(0xE0000, 0xE0080),
    ],
    ids=["C1", "bidi embeddings and overrides", "bidi isolates", "separators", "tags"],
)
def test_what_acts_is_a_mark(codes: range) -> None:
    for code in codes:
        assert visible(f"a{chr(code)}b") == f"a{MARK}b"


def test_lone_surrogates_are_marks() -> None:
    assert visible("\ud800x\udfff") == f"{MARK}x{MARK}"


@pytest.mark.parametrize("character", "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u034f\u3164\ufe0f")
def test_what_has_no_width_is_a_dot(character: str) -> None:
    assert visible(f"pass{character}word") == f"pass{DOT}word"


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🚀 👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 ⚠️ 1️⃣ ©️",
        "“Curly” – quotes… é e\u0301 ñ",
        "中文 日本語 한국어 ไทย عربي עברית Ελληνικά",
        "葛\U000e0100城",
        "[bold]markup[/bold] [@click=app.quit]x[/]",
        "",
    ],
)
def test_what_is_harmless_stays_the_very_same_object(text: str) -> None:
    assert visible(text) == text
    if not any(mark in text for mark in "\u200d\ufe0f\U000e0100"):
        assert visible(text) is text
        assert one_line(text) is text


def test_joiners_that_join_no_emoji_are_dots() -> None:
    assert visible("\u200d👩") == f"{DOT}👩"
    assert visible("👩\u200d") == f"👩{DOT}"
    assert visible("👩\u200dx") == f"👩{DOT}x"
    assert visible("\ufe0fx\u200d") == f"{DOT}x{DOT}"


def test_a_chain_of_variation_selectors_hides_nothing() -> None:
    assert visible("👍\ufe0f\ufe0f\U000e0101") == f"👍\ufe0f{DOT}{DOT}"


@given(any_text | unsafe_text)
def test_offsets_hold_and_nothing_acts(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown or "\u200d" in shown
    for before, after in zip(text, shown, strict=True):
        assert after == before or after in (MARK, DOT) or "\u2400" <= after <= "\u2421"
        assert after in "\t\n\u200d" or unicodedata.category(after) not in ACTING_CATEGORIES - {"Cf"}
    json.dumps(shown, ensure_ascii=False).encode()


@given(any_text | unsafe_text)
def test_one_line_is_one_line_of_the_same_length(text: str) -> None:
    assert len(one_line(text)) == len(text)
    assert len(one_line(text).splitlines()) <= 1
    assert "\t" not in one_line(text)


def test_every_format_character_of_unicode_is_seen_unless_it_belongs_to_a_script() -> None:
    kept = {
        code
        for code in chain(range(0xD800), range(0xE000, 0x110000))
        if unicodedata.category(chr(code)) in ACTING_CATEGORIES and visible(chr(code)) == chr(code)
    }
    # Signs over numbers are seen themselves; from U+13430 on stand joiners of hieroglyphs.
    signs = {9, 10, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    assert all(code in signs or code >= 0x13430 for code in kept)


def test_names_with_line_breaks_show_them() -> None:
    assert one_line("a\nb\tc\x1b") == "a␊b c␛"


@pytest.mark.parametrize(
    "line", ["a" * 1_000_000, "\x1b" * 1_000_000, "e" + "\u0301" * 1_000_000, "👩\u200d" * 300_000]
)
def test_a_huge_line_is_quick(line: str) -> None:
    before = time.process_time()
    assert len(visible(line)) == len(line)
    assert time.process_time() - before < 2
