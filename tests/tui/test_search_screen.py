from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.events import Key

from reader.annotations import editing
from reader.articles.models import Span
from reader.library.events import Progress
from reader.library.indexing import JOB
from reader.library.searching import Answer, Searching
from reader.search.query import FILTERS
from reader.tui.painting import NOTE_MARK
from reader.tui.screens.search import SearchInput
from tests.tui.reading import MEDIUM, NARROW, PATIENCE, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.tui.screens.search import SearchScreen


def search(person: Person) -> SearchScreen:
    assert person.screen == "SearchScreen"
    return cast("SearchScreen", person.app.screen)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_a_misspelled_search_finds_the_passage_while_typing(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("slash")
        assert person.sees("Type to search")
        await person.type("huwaei chips")
        hit = search(person).hit_list.hit
        assert hit is not None
        assert "Huawei" in hit.passage
        assert person.sees("Huawei")
        assert person.sees(" hits in ")
        if size != NARROW:
            assert "Huawei" in person.reading(search(person).preview)
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert person.path == hit.article[:3]
        assert "Huawei" in person.reading()
        assert person.focus == "text"
        view = person.main.view
        assert view.current == hit.matches[0]
        assert len(person.main.reading.matches) >= len(hit.matches)


async def test_each_letter_counts(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        for typed in ("h", "hu", "hua", "huaw"):
            await person.press(typed[-1])
            assert search(person).hit_list.count > 0, typed
        await person.type("xyzqj")
        assert person.sees("Nothing found.")
        await person.press("enter")
        assert person.screen == "SearchScreen"
        for _ in range(9):
            await person.press("backspace")
        assert person.sees("typos are forgiven")


async def test_arrows_move_through_the_hits_and_the_preview_follows(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("china")
        hits = search(person).hit_list.hits
        assert len(hits) > 3
        for hit in hits[1:4]:
            await person.press("down")
            assert search(person).hit_list.hit == hit
            assert hit.passage[:30].replace("\n", "") in person.reading(search(person).preview)
        await person.press("pagedown", "up", "pageup", "pageup")
        assert search(person).hit_list.hit == hits[0]
        await person.press("down", "enter")
        assert person.path == hits[1].article[:3]
        assert person.main.view.current == hits[1].matches[0]


async def on_to_another(person: Person, key: str) -> str:
    """Press a key until it leads to another article, or around; what is told then."""
    person.app.clear_notifications()
    for _ in range(len(person.main.reading.matches) + 1):
        before, path = person.main.view.current, person.path
        await person.press(key)
        current, text = person.main.view.current, person.main.view.text
        assert current is not None
        assert text[current.start : current.end].casefold() in person.reading().casefold()
        if person.told:
            break
        assert person.path == path
        assert before is not None
        assert (current > before) == (key == "n")
    (told,) = person.told
    return told


async def test_next_and_previous_match_go_on_to_the_next_article(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("huawei")
        articles = list(dict.fromkeys(hit.article[:3] for hit in search(person).hit_list.hits))
        assert len(articles) > 1
        await person.press("enter")
        view, reading = person.main.view, person.main.reading
        for number, article in enumerate(articles[1:], start=2):
            assert await on_to_another(person, "n") == f"Article {number} of {len(articles)} with hits"
            assert (person.path, view.current) == (article, reading.matches[0])
        assert await on_to_another(person, "n") == f"Around to the first of {len(articles)} articles with hits"
        assert (person.path, view.current) == (articles[0], reading.matches[0])
        assert await on_to_another(person, "N") == f"Around to the last of {len(articles)} articles with hits"
        assert (person.path, view.current) == (articles[-1], reading.matches[-1])
        assert await on_to_another(person, "N") == f"Article {len(articles) - 1} of {len(articles)} with hits"
        assert (person.path, view.current) == (articles[-2], reading.matches[-1])


async def test_next_match_goes_around_where_only_one_article_has_hits(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("path:001 tech")
        await person.press("enter")
        assert await on_to_another(person, "n") == "Around to the first match"
        assert person.main.view.current == person.main.reading.matches[0]
        assert await on_to_another(person, "N") == "Around to the last match"
        assert person.main.view.current == person.main.reading.matches[-1]


async def test_next_match_passes_over_an_article_that_is_gone(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("tech")
        articles = list(dict.fromkeys(hit.article for hit in search(person).hit_list.hits))
        await person.press("enter")
        (library_folder / "seeds" / articles[1]).unlink()
        person.library._articles.clear()
        for key, there in (("n", articles[2]), ("N", articles[0])):
            await person.press(*key * len(person.main.reading.matches))
            assert person.path == there[:3]
            assert any(articles[1] in told for told in person.told)


async def test_what_was_written_is_shown_and_opens_its_passage(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        article = person.library.article(person.library.files[1].path)
        at = article.text.index(". ", len(article.text) // 2) + 2
        passage = Span(at, at + 60)
        editing.add_note(person.library.store, article, "Long before it comes: ask for zyxwvuts", passage)
        editing.add_highlight(person.library.store, article, Span(0, 20), tags=["qponmlkj"])
        await person.press("slash")
        await person.type("zyxwvtus")
        assert person.sees(f"{NOTE_MARK} Long before it comes: ask for zyxwvuts")
        shown = article.text[passage.start : passage.end].split()
        assert " ".join(shown[:4]) in person.pane_of(search(person).hit_list)
        assert " ".join(shown[:4]) in person.reading(search(person).preview)
        await person.press("enter")
        assert (person.path, person.main.view.current) == ("001", passage)
        assert person.main.reading.matches == (passage,)
        await person.press("slash")
        await person.type("qponm")
        assert person.sees(f"{NOTE_MARK} #qponmlkj")


async def test_a_note_on_a_whole_article_opens_it(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        article = person.library.article(person.library.files[2].path)
        editing.add_note(person.library.store, article, "On zyxwvuts")
        await person.press("slash")
        await person.type("zyxwvuts")
        assert person.sees(f"{NOTE_MARK} On zyxwvuts")
        await person.press("enter")
        assert (person.path, person.main.reading.matches, person.focus) == ("002", (), "text")


async def test_up_on_an_empty_line_recalls_earlier_queries(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for query in ("china", "huawei chips"):
            await person.press("slash")
            await person.type(query)
            await person.press("enter")
        await person.press("slash", "up")
        line = search(person).query_one(SearchInput)
        assert line.value == "huawei chips"
        assert search(person).hit_list.count
        await person.press("up")
        assert line.value == "china"
        await person.press("up")
        assert line.value == "china"
        await person.press("down", "up")
        assert (line.value, search(person).hit_list.index) == ("china", 0)
        await person.type(" x")
        await person.press("up")
        assert line.value == "china x"


async def test_a_query_that_was_left_comes_back_if_it_found_something(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for query in ("huawei chips", "zyxwvuts", ""):
            await person.press("slash")
            await person.type(query)
            await person.press("escape")
        await person.press("slash", "up")
        assert search(person).query_one(SearchInput).value == "huawei chips"
        await person.press("up")
        assert search(person).query_one(SearchInput).value == "huawei chips"


async def test_escape_gives_everything_back_as_it_was(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "down", "down")
        before = person.reading()
        await person.press("slash")
        await person.type("huawei")
        await person.press("escape")
        assert person.path == "001"
        assert person.reading() == before
        assert person.focus == "text"
        assert person.main.hits == ()


async def test_escape_takes_the_marks_off_first(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("huawei")
        await person.press("enter", "escape")
        assert person.main.reading.matches == ()
        assert person.focus == "text"
        await person.press("n")
        assert person.focus == "text"
        await person.press("escape")
        assert person.focus == "list"


async def test_search_for_the_selection(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "slash")
        assert person.sees("│ China ")
        assert search(person).hit_list.count > 0


async def test_filters_on_the_screen(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        store = person.library.store
        editing.add_tags(store, person.library.article(person.library.files[2].path), ["mine"])
        await person.press("slash")
        await person.type("tag:mine")
        assert [hit.article[:3] for hit in search(person).hit_list.hits] == ["002"]
        await person.type(" tech")
        assert {hit.article[:3] for hit in search(person).hit_list.hits} == {"002"}


@pytest.mark.parametrize("typed", ["title:china", "entity:China", "huawei", "path:00"])
async def test_an_article_that_vanished_does_not_end_the_search(library_folder: Path, typed: str) -> None:
    async with at_the_screen(library_folder) as person:
        person.library.files[3].file.unlink()
        await person.press("slash")
        await person.type(typed)
        assert "003" not in {hit.article[:3] for hit in search(person).hit_list.hits}
        await person.press("down", "enter", "escape")


@pytest.mark.parametrize("typed", ['"', "-", "tag:", "\\", "[b]", "é", "中", "((", "*" * 50, "a" * 500])
async def test_whatever_is_typed(library_folder: Path, typed: str) -> None:
    async with at_the_screen(library_folder) as person:
        person.main.search_for(typed)
        await person.settle()
        assert person.screen == "SearchScreen"
        await person.press("down", "enter", "x", "escape")


async def test_a_click_on_a_hit_opens_it(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("china")
        hits = search(person).hit_list.hits
        await person.pilot.click("#hits", offset=(5, 1 + 3 * 2))
        await person.settle()
        assert person.screen == "MainScreen"
        assert person.path == hits[2].article[:3]
        assert person.main.view.current == hits[2].matches[0]


async def test_the_key_line_can_be_clicked(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.pilot.click("MainScreen KeyLine", offset=(2, 0))
        await person.settle()
        assert person.screen == "SearchScreen"
        await person.type("china")
        line = person.lines[-1]
        await person.pilot.click("SearchScreen KeyLine", offset=(line.index("next hit"), 0))
        await person.settle()
        assert search(person).hit_list.index == 1
        await person.pilot.click("SearchScreen KeyLine", offset=(line.index("back"), 0))
        await person.settle()
        assert person.screen == "MainScreen"


async def test_an_article_that_changed_since_is_searched_anew(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("zyxwv")
        assert person.sees("Nothing found.")
        (library_folder / "seeds" / "new.txt").write_text("About zyxwv\n\nHere stands zyxwv.\n")
        person.library.rescan()
        await person.type("u")
        await person.press("backspace")
        assert person.sees("About zyxwv")
        await person.press("enter")
        assert person.main.view.text.startswith("About zyxwv")


filters = st.builds("{}:{}".format, st.sampled_from(FILTERS), st.text(max_size=5))
tricky = st.text(st.sampled_from('aé中"-:()[]\\/* \x1b\u202e\u0301'), max_size=20)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30) | filters | tricky, min_size=3, max_size=12))
async def test_nothing_typed_is_an_error(library_folder: Path, queries: list[str]) -> None:
    async with at_the_screen(library_folder, waiting=False) as person:
        await person.press("slash")
        for query in queries:
            search(person).query_one(SearchInput).value = query
            await person.press("down", "up")
            assert search(person).hit_list.border_title


async def test_a_newer_letter_ends_an_older_question(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, ended = threading.Event(), threading.Event()
    answer = Searching.search

    def slow(searching: Searching, typed: str, limit: int = 20, cancelled: Callable[[], bool] | None = None) -> Answer:
        if typed == "h":
            began.set()
            while cancelled and not cancelled() and not ended.wait(0.001):
                pass
            ended.set()
        return answer(searching, typed, limit, cancelled)

    monkeypatch.setattr(Searching, "search", slow)
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        person.app.post_message(Key("h", "h"))
        await person.until(began.is_set)
        assert not ended.is_set()
        person.app.post_message(Key("u", "u"))
        await person.until(ended.is_set)
        await person.settle()
        assert {hit.written for hit in search(person).hit_list.hits} == {None}
        assert search(person).hit_list.hits == answer(person.library.searching, "hu", 60).hits


async def test_enter_waits_for_the_answer_to_all_that_was_typed(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, answer = threading.Event(), Searching.search

    def slow(searching: Searching, typed: str, limit: int = 20, cancelled: Callable[[], bool] | None = None) -> Answer:
        if typed == "title:china":
            entered.wait(PATIENCE)
        return answer(searching, typed, limit, cancelled)

    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("title:chin")
        monkeypatch.setattr(Searching, "search", slow)
        for key in ("a", "enter"):
            person.app.post_message(Key(key, key if len(key) == 1 else "\r"))
        await person.pilot.pause(0.05)
        assert person.screen == "SearchScreen"
        entered.set()
        await person.settle()
        assert person.screen == "MainScreen"


async def test_the_cursor_stays_with_its_hit_while_the_index_grows(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("china")
        await person.press("down", "down")
        screen = search(person)
        hit, *_ = reversed(screen.hit_list.hits[:3])
        screen.handle(Progress(JOB, 1_000, 2_000, 12))
        await person.settle()
        assert person.sees("index: 1,000 of 2,000 · 12 s left")
        article = library_folder / "seeds" / "more.txt"
        article.write_text("China, China\n\nChina and China and nothing but China.\n")
        person.library.rescan()
        screen.handle(Progress(JOB, 2_000, 2_000))
        await person.settle()
        assert not person.sees("index: ")
        assert screen.hit_list.hit is not None
        assert (screen.hit_list.hit.article, screen.hit_list.hit.start) == (hit.article, hit.start)
        await person.type("n")
        assert screen.hit_list.index == 0


async def test_an_index_that_cannot_be_made_says_so(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_screen(library_folder) as person:
        monkeypatch.setattr(Searching, "problem", "The index cannot be made: no room.")
        monkeypatch.setattr(Searching, "search", lambda *_, **__: Answer("", (), 0.0, complete=False))
        await person.press("slash")
        assert person.sees("The index cannot be made: no room.")


async def test_the_preview_of_an_article_in_markdown_has_its_structure(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Garden\n\nOf **hedges** and more.\n")
    (tmp_path / "b.txt").write_text("Noise\n\nOf **noises** and more.\n")
    async with at_the_screen(tmp_path) as person:
        assert person.main.view.painted.markdown is not None
        await person.press("slash")
        await person.type("hedges")
        assert search(person).preview.painted.markdown is not None
        await person.press("ctrl+u")
        await person.type("noises")
        assert search(person).preview.painted.markdown is None
