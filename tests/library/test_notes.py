"""What the person added is found, too: what was written in any search, what was highlighted with in:notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.articles.models import Span

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.library import Library
    from reader.search.models import Hit


@pytest.fixture
def noted(library: Library) -> Library:
    """A note on a passage of 000, a highlight in 001 with a tag, a note on all of 002, a tag on all of 003."""
    articles = [library.article(file.path) for file in library.files]
    start = articles[0].text.index("China")
    editing.add_note(library.store, articles[0], "Compare with zyxwvuts, and #moonshot", Span(start, start + 40))
    editing.add_highlight(library.store, articles[1], Span(10, 60), tags=["qponmlkj"])
    editing.add_note(library.store, articles[2], "All of it is about hgfedcba")
    editing.add_tags(library.store, articles[3], ["lighthouse"])
    return library


@pytest.fixture
def shared(noted: Library) -> Library:
    """The same, with a note by Ada and one by Ben on 004, in nearly the same words."""
    article = noted.article(noted.files[4].path)
    for name, start in (("Ada", 0), ("Ben", 100)):
        editing.add_note(noted.store, article, f"An aardvark of {name}'s", Span(start, start + 50), creator=name)
    return noted


def hits(library: Library, typed: str) -> tuple[Hit, ...]:
    found = library.searching.search(typed, wait=True).hits
    for hit in found:
        assert hit.passage == library.article(hit.article).text[hit.start : hit.end]
        assert all(hit.start <= span.start < span.end <= hit.end for span in hit.matches)
    return found


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("zyxwvuts", "000"),
        ("zyxwvtus", "000"),
        ("zyxw", "000"),
        ("moonshot", "000"),
        ("qponmlkj", "001"),
        ("hgfedcba", "002"),
        ("lighthouse", "003"),
    ],
)
def test_what_was_written_is_found_in_a_plain_search(noted: Library, typed: str, article: str) -> None:
    best = hits(noted, typed)[0]
    assert best.article.startswith(article)
    assert best.written is not None
    annotation = noted.store.get(best.written.annotation)
    assert annotation is not None
    found = {best.written.text[span.start : span.end] for span in best.written.matches}
    assert found
    assert found <= {"zyxwvuts", "moonshot", "qponmlkj", "hgfedcba", "lighthouse"}
    if annotation.position:
        assert (best.start, best.end) == (annotation.position.start, annotation.position.end)
        assert best.places == (Span(best.start, best.end),)
    else:
        assert best.places == ()


def test_a_highlight_is_no_hit_of_its_own_in_a_plain_search(noted: Library) -> None:
    quote = noted.article(noted.files[1].path).text[10:60]
    assert all(hit.written is None for hit in hits(noted, quote))


def test_in_notes_searches_quotes_and_gives_annotated_passages_only(noted: Library) -> None:
    quote = noted.article(noted.files[1].path).text[10:60]
    best, *_ = hits(noted, f"{quote} in:notes")
    assert (best.article[:3], best.start, best.end) == ("001", 10, 60)
    assert best.matches
    assert all(hit.written for hit in hits(noted, "china in:notes"))
    assert [hit.article[:3] for hit in hits(noted, "zyxwvuts in:notes")] == ["000"]
    assert hits(noted, "lighthouse in:notes") == ()


def test_in_notes_alone_lists_all_notes_and_highlights(noted: Library) -> None:
    assert {hit.article[:3] for hit in hits(noted, "in:notes")} == {"000", "001", "002"}
    assert {hit.article[:3] for hit in hits(noted, "in:notes tag:qponmlkj")} == {"001"}


def test_filters_hold_for_notes_too(noted: Library) -> None:
    assert hits(noted, "zyxwvuts -path:000")[:1] == ()
    assert hits(noted, "zyxwvuts -tag:moonshot") == ()
    assert [hit.article[:3] for hit in hits(noted, "zyxwvuts tag:MOONSHOT")] == ["000"]


def test_far_matches_do_not_show_among_passages(noted: Library) -> None:
    editing.add_note(noted.store, noted.article(noted.files[4].path), "chips")
    found = hits(noted, "huawei smic chips export controls")
    assert found[0].written is None
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert max(sum(hit.article == other.article for other in found) for hit in found) <= 3


def test_a_note_is_found_where_its_passage_is_today(noted: Library, library_folder: Path) -> None:
    file = library_folder / "seeds" / noted.files[0].path
    file.write_text("A new beginning.\n\n" + file.read_text())
    noted.rescan()
    best = hits(noted, "zyxwvuts")[0]
    assert best.passage.startswith("China")


def test_a_note_whose_article_is_gone_is_no_hit(noted: Library, library_folder: Path) -> None:
    (library_folder / "seeds" / noted.files[0].path).unlink()
    noted.rescan()
    assert hits(noted, "zyxwvuts") == ()
    assert hits(noted, "zyxwvuts in:notes") == ()


def test_new_and_removed_notes(noted: Library) -> None:
    made = editing.add_note(noted.store, noted.article(noted.files[4].path), "tsrqponm")
    assert [hit.written and hit.written.annotation for hit in hits(noted, "tsrqponm")] == [made.id]
    editing.remove_annotation(noted.store, made.id)
    assert hits(noted, "tsrqponm") == ()


@pytest.mark.parametrize(
    "typed",
    [
        "in:",
        "in:notes in:notes",
        "in:notes -in:notes",
        "tag:",
        'tag:"',
        "in:nonsense",
        '-"',
        "in:notes -china",
        ":",
        "a:b",
    ],
)
def test_a_wrong_query_is_never_an_error(noted: Library, typed: str) -> None:
    hits(noted, typed)
    hits(noted, typed + " china")


@pytest.mark.parametrize(
    ("typed", "writers"),
    [
        ("aardvark", {"Ada", "Ben"}),
        ("aardvark by:ada", {"Ada"}),
        ("aardvark -by:ada", set()),
        ("in:notes aardvark by:ada", {"Ada"}),
        ("in:notes aardvark -by:ada", {"Ben"}),
        ("in:notes by:ben", {"Ben"}),
    ],
)
def test_notes_by_a_person(shared: Library, typed: str, writers: set[str]) -> None:
    assert {hit.written.writer for hit in hits(shared, typed) if hit.written} == writers


def test_without_a_name_a_note_is_told_without_one(noted: Library) -> None:
    (hit, *_) = hits(noted, "in:notes zyxwvuts")
    assert hit.written is not None
    assert hit.written.writer == ""


def test_a_name_that_nobody_has_is_told(shared: Library) -> None:
    assert shared.searching.search("by:Bem", wait=True).notice == "nobody called “Bem” wrote here; did you mean Ben?"
    assert not shared.searching.search("-by:Bem", wait=True).notice
    assert not shared.searching.search("by:Ben", wait=True).notice
