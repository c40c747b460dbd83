"""The list of articles: filtered while typing, by chips, and sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.library.library import Library
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def titles(person: Person) -> list[str]:
    """The beginnings of the titles in the list."""
    return [line.strip(" ▌│●○◐")[:13] for line in person.pane("list").split("\n")[1:-1:2] if line.strip(" │")]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_the_list_is_filtered_while_typing(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("F")
        await person.type("xi ugres")
        assert person.sees("1 of 5")
        assert titles(person) == ["Chinese Presi"]
        await person.press("enter")
        assert person.focus == "list"
        assert person.sees("xi ugres ✕")
        await person.press("enter")
        assert person.path == "004"


async def test_leaving_the_filter_and_taking_it_off(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("F")
        await person.type("urges")
        await person.press("escape")
        assert len(titles(person)) == 5
        assert not person.sees("✕")
        await person.press("F")
        await person.type("urges")
        await person.press("enter", "escape")
        assert len(titles(person)) == 5
        assert not person.sees("✕")


async def test_the_arrow_keys_move_while_typing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("F")
        await person.type("china")
        await person.press("down")
        assert person.path == "001"


async def test_chips_are_taken_off_one_by_one(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type("chips")
        await person.press("enter", "escape", "F")
        await person.type("#chips is:starred")
        assert person.sees("0 of 5")
        await person.press("enter")
        row = next(number for number, line in enumerate(person.lines) if "✕" in line)
        await person.pilot.click(offset=(person.lines[row].index("is:starred"), row))
        await person.settle()
        assert person.sees("Articles 1 of 5")
        assert not person.sees("is:starred")
        row = next(number for number, line in enumerate(person.lines) if "✕" in line)
        await person.pilot.click(offset=(person.lines[row].index("#chips"), row))
        await person.settle()
        assert len(titles(person)) == 5


async def test_articles_by_a_person(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        editing.add_tags(
            person.library.store, person.library.article(person.library.files[2].path), ["x"], creator="Ben"
        )
        await person.press("F")
        await person.type("by:be")
        await person.until(lambda: person.sees("1 of 5"))
        await person.type("m")
        await person.until(lambda: person.sees("did you mean Ben?"))


async def test_the_order_is_remembered(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        before = titles(person)
        await person.press("o", "o", "o")
        assert person.told[-1] == "Listed longest first"
        longest = titles(person)
        assert longest != before
        assert person.path == "000"
    assert Library.open(library_folder).state.layout["order"] == "longest first"
    async with at_the_screen(library_folder) as person:
        assert titles(person) == longest


async def test_a_new_article_is_listed_under_the_filter(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("F")
        await person.type("urges")
        await person.press("enter")
        (library_folder / "seeds" / "new.txt").write_text("The president urges calm\n\nWords.\n")
        await person.until(lambda: person.sees("Articles 2 of 6"))


async def test_a_web_page_that_cannot_be_read_yet_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text("<p>Words")
    for place in ("articles.decoding", "articles.html", "library.catalog", "library.recognition"):
        monkeypatch.setattr(f"reader.{place}.is_supported", lambda _: False)
    async with at_the_screen(tmp_path) as person:
        assert person.sees("web page, not shown")
        assert "reading-room[html]" in person.reading()
        assert not person.sees("Recognizing")


async def test_tags_and_notes_are_seen_rather_than_the_count_of_words(library_folder: Path) -> None:
    library = Library.open(library_folder)
    article = library.article(library.files[1].path)
    editing.add_note(library.store, article, "A note on it")
    editing.add_tags(library.store, article, ["semiconductors"])
    async with at_the_screen(library_folder, MEDIUM) as person:
        assert "3 min · 1 ✎ #semicon" in person.pane("list")
        assert "680 words · 4 min" in person.pane("list")
