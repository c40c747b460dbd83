from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.articles.models import Span
from reader.library.filters import Filters
from reader.search.query import parse_query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library.library import Library


@pytest.fixture
def allowed(library: Library) -> Callable[[str], set[str] | None]:
    """The first three digits of the articles that may answer a query."""

    library.searching.update()
    filters = Filters(library)

    def ask(query: str) -> set[str] | None:
        found = filters.allowed(parse_query(query).filters)
        return None if found is None else {path[:3] for path in found}

    return ask


@pytest.fixture
def annotated(library: Library) -> Library:
    """000 and 001 are tagged, 001 also on a passage, 002 has a note, 003 a highlight; two by Ada, one by Ben."""
    store, articles = library.store, [library.article(file.path) for file in library.files]
    editing.add_tags(store, articles[0], ["Chips", "trade war"], creator="Ada Lovelace")
    editing.add_tags(store, articles[1], ["policy"])
    editing.add_highlight(store, articles[1], Span(0, 5), tags=["chips"], creator="Ben")
    editing.add_note(store, articles[2], "A note with a #question", creator="ada lovelace")
    editing.add_highlight(store, articles[3], Span(0, 5))
    return library


EVERYTHING = {"000", "001", "002", "003", "004"}


def test_without_a_filter_there_is_nothing_to_pass(allowed: Callable[[str], set[str] | None]) -> None:
    assert allowed("") is None
    assert allowed('chips "rare earth" -china nonsense:word') is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tag:chips", {"000", "001"}),
        ("tag:CHIPS", {"000", "001"}),
        ('tag:"trade war"', {"000"}),
        ("tag:policy tag:chips", {"001"}),
        ("tag:question", {"002"}),
        ("tag:chip", set()),
        ("-tag:chips", {"002", "003", "004"}),
        ("tag:chips -tag:policy", {"000"}),
        ("tag:nothing", set()),
        ("-tag:nothing", EVERYTHING),
        ("path:00", EVERYTHING),
        ("path:004_", {"004"}),
        ("path:44A69", {"004"}),
        ("-path:004_", EVERYTHING - {"004"}),
        ('title:"vows to double"', {"001"}),
        ("title:VOWS", {"001"}),
        ("-title:vows", EVERYTHING - {"001"}),
        ("title:chin title:vows", {"001"}),
        ("in:notes", {"001", "002", "003"}),
        ("-in:notes", {"000", "004"}),
        ("in:notes tag:chips", {"001"}),
        ('by:"Ada Lovelace"', {"000", "002"}),
        ("by:ada", {"000", "002"}),
        ("by:love", {"000", "002"}),
        ("by:lace", set()),
        ("-by:ada", {"001", "003", "004"}),
        ("by:ada in:notes", {"002"}),
        ("by:ada by:ben", set()),
        ("by:nobody", set()),
    ],
)
def test_what_the_person_added_and_names_filter(
    annotated: Library, allowed: Callable[[str], set[str] | None], query: str, expected: set[str]
) -> None:
    assert allowed(query) == expected


def test_entities_filter_as_far_as_they_are_known(library: Library, allowed: Callable[[str], set[str] | None]) -> None:
    assert allowed("entity:Huawei") == set()
    assert allowed("-type:ORG") == EVERYTHING
    for file in library.files:
        library.recognition.mentions(library.article(file.path))
    having = {path for path in EVERYTHING if "Huawei" in _text(library, path)}
    assert having
    assert allowed("entity:huawei") == having
    assert allowed("-entity:Huawei") == EVERYTHING - having
    assert allowed('entity:"Xi Jinping"') == {path for path in EVERYTHING if "Xi Jinping" in _text(library, path)}
    assert allowed("entity:Hua") == set()
    assert allowed("type:gpe") == EVERYTHING
    assert allowed("type:LAW") == set()


def _text(library: Library, number: str) -> str:
    return library.article(library.catalog.find(f"{number}_")).text


def test_a_tag_on_an_article_that_is_gone_does_no_harm(
    annotated: Library, library_folder: Path, allowed: Callable[[str], set[str] | None]
) -> None:
    (library_folder / "seeds" / annotated.files[0].path).unlink()
    annotated.rescan()
    assert allowed("tag:chips") == {"001"}
    assert allowed("-tag:policy") == {"002", "003", "004"}


@pytest.mark.parametrize("query", ["title:vows", "entity:China", "type:GPE", "-title:nothing"])
def test_a_file_that_vanished_meanwhile_does_not_stop_the_others(
    library: Library, library_folder: Path, allowed: Callable[[str], set[str] | None], query: str
) -> None:
    for file in library.files[1:]:
        library.recognition.mentions(library.article(file.path))
    (library_folder / "seeds" / library.files[0].path).unlink()
    assert "001" in (allowed(query) or set())
