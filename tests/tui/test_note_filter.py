from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.models import Color
from reader.tui.note_filter import NoteFilter

names = st.text("abz09äß中 /-", min_size=1).map(lambda text: " ".join(text.split()))
filters = st.builds(
    NoteFilter,
    st.lists(st.text("abzäß中", min_size=1), max_size=3).map(" ".join),
    st.lists(names.filter(bool), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(Color), max_size=2, unique=True).map(tuple),
    st.lists(names.filter(bool), max_size=2, unique=True).map(tuple),
)


@given(filters)
def test_a_filter_is_typed_as_it_is_read(wanted: NoteFilter) -> None:
    assert NoteFilter.typed(wanted.text) == wanted


@given(filters, filters)
def test_toggling_twice_changes_nothing(wanted: NoteFilter, other: NoteFilter) -> None:
    apart = NoteFilter(
        tags=tuple(tag for tag in other.tags if tag not in wanted.tags),
        colors=tuple(color for color in other.colors if color not in wanted.colors),
        people=tuple(person for person in other.people if person not in wanted.people),
    )
    assert wanted.toggled(apart).toggled(apart) == wanted


@pytest.mark.parametrize(
    ("typed", "words", "tags", "colors"),
    [
        ("how much", "how much", (), ()),
        ("#china how much", "how much", ("china",), ()),
        ('tag:"trade war" color:green', "", ("trade war",), ("green",)),
        ("#", "#", (), ()),
        ('#"', "", (), ()),
        ("50% of color", "50% of color", (), ()),
    ],
)
def test_what_is_typed(typed: str, words: str, tags: tuple[str, ...], colors: tuple[str, ...]) -> None:
    assert NoteFilter.typed(typed) == NoteFilter(words, tags, colors)


@pytest.mark.parametrize("typed", ["#china", "#CHIN", "#chnia", "color:yel", "color:key", "color:green color:yellow"])
def test_what_stays(typed: str) -> None:
    assert NoteFilter.typed(typed).keeps(("china/chips", "china"), "yellow", {"yellow": "Key point"})


@pytest.mark.parametrize("typed", ["#policy", "#china #policy", "color:green", "color:yellow #policy"])
def test_what_goes(typed: str) -> None:
    assert not NoteFilter.typed(typed).keeps(("china",), "yellow", {"yellow": "Key point"})


def test_colors_and_tags_are_gone_through_in_turn() -> None:
    wanted, seen = NoteFilter("words"), []
    for _ in range(4):
        wanted = wanted.next_color(["yellow", "pink"])
        seen.append(wanted.colors)
    assert seen == [("yellow",), ("pink",), (), ("yellow",)]
    assert wanted.next_tag(["a", "b"]) == NoteFilter("words", ("a",), ("yellow",))


@pytest.mark.parametrize(
    ("typed", "writers"),
    [
        ("by:ada", {"ada lovelace"}),
        ("by:lovelase", {"ada lovelace"}),
        ('by:"Ben" words', {"ben"}),
        ("by:ada by:ben", {"ada lovelace", "ben"}),
        ("by:xavier", set()),
        ("written by ada", set()),
    ],
)
def test_whose_notes_stay(typed: str, writers: set[str]) -> None:
    assert NoteFilter.typed(typed).writers(["Ada Lovelace", "Ben"]) == writers


def test_people_are_gone_through_in_turn() -> None:
    wanted = NoteFilter.typed("").next_person(["Ada", "Ben"])
    assert wanted.text == "by:Ada "
    assert wanted.next_person(["Ada", "Ben"]).next_person(["Ada", "Ben"]) == NoteFilter()
