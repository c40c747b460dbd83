"""Tags as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.errors import AnnotationError
from reader.annotations.tags import distinct, fold, inline_tags, normalized, unique


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("chips", "chips"), ("  Chips ", "Chips"), ("cafe\u0301", "café"), ("two words", "two words"), ("日本", "日本")],
)
def test_kept_form(typed: str, kept: str) -> None:
    assert normalized(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "  ", "\t", "a\nb", "a\0b", "\x1b[31m", "a\x85b", "a\u2028b", "a\u202eb", "\ud800"]
)
def test_refused(typed: str) -> None:
    with pytest.raises(AnnotationError, match="tag"):
        normalized(typed)


def test_one_of_each_spelling() -> None:
    assert unique(["Chips", " chips", "CHIPS ", "straße", "STRASSE", "cafe\u0301", "café"]) == (
        "Chips",
        "straße",
        "café",
    )
    assert distinct(["a\nb", "A\nB", ""]) == ("a\nb", "")


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#chips", ["chips"]),
        ("see #chips and #Policy.", ["chips", "Policy"]),
        ("#chips #Chips", ["chips"]),
        ("line\n#china/chips, (more)", ["china/chips"]),
        ("#a-b_c9!", ["a-b_c9"]),
        ("#über #日本語 #हिन्दी #cafe\u0301", ["über", "日本語", "हिन्दी", "café"]),
        ("#end/ #end2-", ["end", "end2"]),
        ("# Heading", []),
        ("## Heading", []),
        ("C# and x#y and http://a/#b", []),
        ("#1 #42nd #-x #_x", []),
        ('(#no) "#no"', []),
        ("#a#b", ["a"]),
        ("#don't", ["don"]),
        ("", []),
    ],
)
def test_inline(body: str, tags: list[str]) -> None:
    assert list(inline_tags(body)) == tags


@given(st.text())
def test_inline_tags_can_always_be_kept(body: str) -> None:
    for tag in inline_tags(body):
        assert normalized(tag) == tag
        assert fold(tag) in fold(body)
