"""Passages: every visible character in exactly one, none longer than allowed."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reader.search.passages import LONGEST, passages


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in passages(text)]


def test_paragraphs_are_passages() -> None:
    assert pieces("\n One.\n\n \n Two\nlines.\n\n") == ["One.", "Two\nlines."]


def test_long_paragraphs_are_cut_at_sentence_ends() -> None:
    sentence = "This sentence is as long as most of them are. "
    found = pieces(sentence * 40)
    assert len(found) > 2
    assert all(piece.endswith("are.") for piece in found)


def test_long_paragraphs_are_cut_at_lines_first() -> None:
    line = "- a point that takes a line. And says it in two sentences\n"
    assert all(piece.startswith("- a point") for piece in pieces(line * 40))


@given(st.text(alphabet="a. \n。é\t"), st.integers(1, 200))
def test_every_visible_character_is_in_one_passage(text: str, times: int) -> None:
    text *= times
    found = list(passages(text))
    last = 0
    for start, end in found:
        assert last <= start < end <= len(text)
        assert end - start <= LONGEST
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


def test_a_long_line_takes_linear_time() -> None:
    started = time.process_time()
    assert pieces("x" * 1_000_000)
    assert list(passages("\n" + " " * 1_000_000)) == []
    assert time.process_time() - started < 2
