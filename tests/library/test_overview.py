from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import editing
from reader.annotations.models import Status
from reader.articles.models import Span
from reader.library.overview import _groups, heat_map, overview

if TYPE_CHECKING:
    from reader.library.library import Library


def test_an_untouched_library(library: Library) -> None:
    library.catalog.load(file.path for file in library.files)
    found = overview(library)
    assert (found.articles, found.read, found.words) == (5, 5, 3828)
    assert dict(found.by_status) == {Status.UNREAD: 5}
    assert found.minutes_left == 18
    assert (found.tags, found.starred, found.notes, found.highlights) == ((), 0, 0, 0)


def test_what_the_person_did_is_counted(library: Library) -> None:
    paths = [file.path for file in library.files]
    library.catalog.load(paths)
    one, two = library.article(paths[0]), library.article(paths[1])
    editing.add_tags(library.store, one, ["chips", "china"])
    editing.add_tags(library.store, two, ["china"])
    editing.set_status(library.store, one, Status.DONE)
    editing.set_starred(library.store, two, starred=True)
    editing.add_note(library.store, two, "Why?", Span(0, 5))
    editing.add_highlight(library.store, two, Span(0, 5))
    library.state.set_position(paths[1], 9, 0.5)
    found = overview(library)
    assert found.tags == (("china", 2), ("chips", 1))
    assert (found.starred, found.notes, found.highlights) == (1, 1, 1)
    assert dict(found.by_status) == {Status.DONE: 1, Status.READING: 1, Status.UNREAD: 3}
    assert found.words_left == 3828 - one.words - two.words / 2


def test_what_is_not_known_yet_is_left_out(library: Library) -> None:
    assert (overview(library).articles, overview(library).read, overview(library).words) == (5, 0, 0)


def test_the_heat_map_counts_every_mention(library: Library) -> None:
    for file in library.files:
        library.entities.recognized(library.article(file.path))
    index = library.entities.everywhere()
    found = heat_map(library, 3, 80)
    assert [group.paths for group in found.groups] == [(file.path,) for file in library.files]
    assert [entity.count for entity in found.entities] == [sum(row) for row in found.counts]
    assert found.entities == tuple(entity for entity in index.entities if entity.type != "DATE")[:3]
    assert found.most == max(max(row) for row in found.counts)
    grouped = heat_map(library, 3, 2)
    assert [len(group.paths) for group in grouped.groups] == [3, 2]
    assert [sum(row) for row in grouped.counts] == [sum(row) for row in found.counts]


@given(st.integers(0, 200), st.integers(1, 50))
def test_groups_hold_every_article_once_and_are_even(articles: int, columns: int) -> None:
    paths = [str(number) for number in range(articles)]
    groups = _groups(paths, columns)
    assert [path for group in groups for path in group.paths] == paths
    assert len(groups) == min(articles, columns)
    sizes = {len(group.paths) for group in groups}
    assert max(sizes, default=0) - min(sizes, default=0) <= 1


@pytest.mark.parametrize("columns", [1, 5])
def test_nothing_recognized(library: Library, columns: int) -> None:
    found = heat_map(library, 5, columns)
    assert (found.entities, found.counts, found.most) == ((), (), 1)
