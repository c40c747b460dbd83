from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import editing
from reader.annotations.models import Status
from reader.articles.models import Span
from reader.library.listing import ListFilter, Order, listed
from reader.search.query import Filter

if TYPE_CHECKING:
    from reader.library.library import Library


@pytest.fixture
def known(library: Library) -> Library:
    """The five articles: the first is tagged, the second done, the third starred, the fourth noted."""
    paths = [file.path for file in library.files]
    library.catalog.load(paths)
    articles = [library.article(path) for path in paths]
    editing.add_tags(library.store, articles[0], ["china/chips"])
    editing.set_status(library.store, articles[1], Status.DONE)
    editing.set_starred(library.store, articles[2], starred=True)
    editing.add_note(library.store, articles[3], "Why?", Span(0, 5))
    library.state.set_position(paths[4], 10, 0.4)
    return library


def numbers(library: Library, typed: str, order: Order = Order.PATH) -> str:
    return "".join(path[2] for path in listed(library, ListFilter.typed(typed), order))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "01234"),
        ("#china", "0"),
        ("-#china", "1234"),
        ("is:done", "1"),
        ("is:reading", "4"),
        ("is:unread", "023"),
        ("is:unr", "023"),
        ("-is:unread", "14"),
        ("is:starred", "2"),
        ("is:noted", "3"),
        ("is:unread is:starred", "2"),
        ("is:", "01234"),
        ("is:nothing", "01234"),
        ("urges", "4"),
        ("ugres", "4"),
        ("CHINESE PRESIDENT", "4"),
        ("#china president", ""),
        ("path:003", "3"),
        ("zzzzzzzz", ""),
    ],
)
def test_filters(known: Library, typed: str, found: str) -> None:
    assert numbers(known, typed) == found


def test_orders(known: Library) -> None:
    assert numbers(known, "", Order.LONGEST)[0] == "3"
    assert numbers(known, "", Order.UNREAD)[-1] == "4"
    titles = known.catalog.titles(file.path for file in known.files)
    paths = listed(known, ListFilter(), Order.TITLE)
    assert [titles[path].casefold() for path in paths] == sorted(title.casefold() for title in titles.values())
    newest = listed(known, ListFilter(), Order.NEWEST)
    assert [known.file(path).modified_ns for path in newest] == sorted(
        (file.modified_ns for file in known.files), reverse=True
    )


def test_every_order_is_reached() -> None:
    order, seen = Order.PATH, set()
    for _ in Order:
        seen.add(order)
        order = order.next
    assert (seen, order) == (set(Order), Order.PATH)


def test_parts_can_be_taken_off() -> None:
    wanted = ListFilter.typed('-is:done #china "rare earth" -#x entity:"Xi Jinping" is:starred')
    assert wanted.parts == ("-is:done", "is:starred", "#china", "-#x", 'entity:"Xi Jinping"', "rare earth")
    for part in wanted.parts:
        assert part not in wanted.without(part).parts
        assert len(wanted.without(part).parts) == len(wanted.parts) - 1


@given(st.text(alphabet='ab#:-" isdone', max_size=30))
def test_a_filter_is_typed_again_as_it_is_shown(text: str) -> None:
    wanted = ListFilter.typed(text)
    assert ListFilter.typed(" ".join(wanted.parts)).parts == wanted.parts


def test_a_title_that_is_not_known_yet_is_found_by_file_name(library: Library) -> None:
    assert listed(library, ListFilter.typed("001"), Order.PATH) == (library.files[1].path,)
    assert ListFilter.typed("tag:a").filters == (Filter("tag", "a"),)
