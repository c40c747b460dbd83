"""The vocabulary: what bisection and groups find is what a plain scan finds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from reader.search.vocabulary import Vocabulary, letter_mask

WORDS = st.sets(st.text(alphabet="abcé中9'", min_size=1, max_size=6)).map(sorted)


@given(WORDS, st.text(alphabet="abcé中9'", max_size=4))
def test_finding(words: list[str], sought: str) -> None:
    vocabulary = Vocabulary.of(words)
    assert vocabulary.words.tolist() == words
    assert vocabulary.find(sought) == (words.index(sought) if sought in words else None)
    first, end = vocabulary.prefix_range(sought)
    assert words[first:end] == [word for word in words if word.startswith(sought)]


@given(WORDS, st.integers(1, 7))
@example(["a", "aa"], 2)
def test_groups(words: list[str], length: int) -> None:
    vocabulary = Vocabulary.of(words)
    whole = vocabulary.whole(length)
    assert [words[first] for first in whole.firsts] == [word for word in words if len(word) == length]
    beginnings = vocabulary.beginnings(length)
    found = [
        (words[first][:length], end - first) for first, end in zip(beginnings.firsts, beginnings.ends, strict=True)
    ]
    cut = [word[:length] for word in words if len(word) >= length]
    assert found == [(beginning, cut.count(beginning)) for beginning in dict.fromkeys(cut)]
    assert beginnings.masks.tolist() == [letter_mask(beginning) for beginning, _ in found]
