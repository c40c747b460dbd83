from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from reader.annotations import editing
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
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


async def test_next_and_previous_match_go_on_to_the_next_article(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash")
        await person.type("huawei")
        hits = search(person).hit_list.hits
        articles = list(dict.fromkeys(hit.article[:3] for hit in hits))
        assert len(articles) > 1
        await person.press("enter")
        visited, starts = [person.path], [person.main.view.current]
        for _ in range(60):
            await person.press("n")
            if person.path != visited[-1]:
                visited.append(person.path)
                if len(visited) > len(articles):
                    break
            starts.append(person.main.view.current)
            current = person.main.view.current
            assert current is not None
            assert person.main.view.text[current.start : current.end].casefold() in person.reading().casefold()
        assert visited == [*articles, articles[0]], "around, in the order of the hits"
        assert person.main.view.current == starts[0]
        await person.press("N")
        assert person.path == articles[-1]
        await person.press("n")
        assert person.path == articles[0]


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
