"""The vocabulary: what bisection and groups find is what a plain scan finds."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search.vocabulary import Vocabulary
from reader.search.words import WordList, letter_mask

WORDS = st.sets(st.text(alphabet="abcé中9'", min_size=1, max_size=6)).map(sorted)


SPLITS = st.tuples(WORDS, st.integers(0, 3))


def split(words: list[str], newer: int) -> tuple[Vocabulary, list[str]]:
    """Every so many of the words are only in newer articles; the words by their ids."""
    late = words[::newer] if newer else []
    main = [word for word in words if word not in late]
    return Vocabulary(WordList.of(main), WordList.of(late)), main + late


@given(SPLITS, st.text(alphabet="abcé中9'", max_size=4))
def test_finding(case: tuple[list[str], int], sought: str) -> None:
    vocabulary, words = split(*case)
    assert [vocabulary[word] for word in range(len(vocabulary))] == words
    assert vocabulary.texts(np.arange(len(words))) == words
    assert vocabulary.find(sought) == (words.index(sought) if sought in words else None)
    found = [word for ids in vocabulary.prefix_ranges(sought) for word in ids]
    assert [words[word] for word in found] == [word for word in words if word.startswith(sought)]


def test_finding_among_many() -> None:
    words = sorted(f"{number:x}" for number in range(3000))
    listed = WordList.of(words)
    assert [listed.find(word) for word in words] == list(range(len(words)))
    assert [listed.first_from(word + "!") for word in words[:200]] == list(range(1, 201))
    assert listed.first_from("b", 2990) == 2990


@given(SPLITS, st.integers(1, 7))
@example((["a", "aa"], 0), 2)
def test_groups(case: tuple[list[str], int], length: int) -> None:
    vocabulary, words = split(*case)
    whole = vocabulary.whole(length)
    assert [words[first] for first in whole.firsts] == [word for word in words if len(word) == length]
    beginnings = vocabulary.beginnings(length)
    found: Counter[str] = Counter()
    for first, end in zip(beginnings.firsts, beginnings.ends, strict=True):
        found[words[first][:length]] += end - first
    assert found == Counter(word[:length] for word in words if len(word) >= length)
    for group in (whole, beginnings):
        assert group.masks.tolist() == [letter_mask(words[first][:length]) for first in group.firsts]


@given(st.text("abeést9'中", max_size=8), st.data())
def test_an_edit_changes_at_most_one_letter_of_each_kind(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word)))
    letter = data.draw(st.sampled_from("aest9'中"))
    for edited in (word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :]):
        before, after = int(letter_mask(word)), int(letter_mask(edited))
        assert (before & ~after).bit_count() <= 1
        assert (after & ~before).bit_count() <= 1


def test_letters_that_a_word_holds_twice_are_told() -> None:
    assert letter_mask("seen") != letter_mask("sen")
    assert letter_mask("abba") == letter_mask("aba") | letter_mask("b")


def test_a_word_that_is_gone_is_not_found() -> None:
    vocabulary = Vocabulary(WordList.of(["a", "b"]), WordList.of(["c"]), np.array([False, True, False]))
    assert [vocabulary.find(word) for word in "abc"] == [0, None, 2]
