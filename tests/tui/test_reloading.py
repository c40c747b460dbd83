"""What others change on disk shows on the screen."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.store import AnnotationStore
from reader.articles.models import Span
from tests.tui.reading import MEDIUM, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
SOON = 1.0


def others(person: Person) -> AnnotationStore:
    """The store of another process."""
    return AnnotationStore(person.library.location.annotations)


async def watching(person: Person) -> None:
    """Wait until the folder is watched."""
    await person.pilot.pause(0.6)


async def test_a_tag_and_a_highlight_of_another_process(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await watching(person)
        article = person.library.article(person.library.files[0].path)
        editing.add_tags(others(person), article, ["theirs"])
        await person.until(lambda: "#theirs" in person.pane("list"), SOON)
        assert "#theirs" in person.lines[0]
        _, y = person.place("China is ramping")
        before = [segment.style for segment in person.main.view.render_line(y - 1)]
        editing.add_highlight(others(person), article, Span(1, 40))
        await person.until(lambda: "1 ✎" in person.pane("list"), SOON)
        assert [segment.style for segment in person.main.view.render_line(y - 1)] != before
        await person.press("asterisk")
        assert {item.tags for item in person.annotations()} == {("theirs",), ()}, "nothing of theirs is lost"


async def test_annotations_that_are_damaged_and_mended_while_reading(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type("mine\n")
        await person.press("escape")
        await watching(person)
        file = person.library.location.annotations
        good = file.read_bytes()
        file.write_text("{ damaged")
        await person.until(lambda: "read-only" in person.lines[0], SOON)
        assert person.sees("China is ramping up")
        file.write_bytes(good)
        await person.until(lambda: "read-only" not in person.lines[0], SOON)
        assert "#mine" in person.lines[0]


async def test_articles_that_come_and_go(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down")
        await watching(person)
        (library_folder / "seeds" / "000_a new one.txt").write_text("A new one\n\nWith some words.\n")
        await person.until(lambda: "6 articles" in person.lines[0], SOON)
        await person.until(lambda: "A new one" in person.pane("list"), SOON)
        assert person.path == "002", "what is being read stays"
        assert person.main.article_list.index == 3
        (library_folder / "seeds" / "000_a new one.txt").unlink()
        await person.until(lambda: "5 articles" in person.lines[0], SOON)
        assert person.path == "002"
        assert person.main.article_list.index == 2


async def test_the_open_article_goes_away(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down")
        await watching(person)
        person.library.files[2].file.unlink()
        await person.until(lambda: "4 articles" in person.lines[0], SOON)
        await person.settle()
        assert person.app.is_running
        assert person.main.reading.article is not None
        shown = person.main.reading.article.path
        assert person.main.article_list.path == shown, "list and text agree"
        await person.press("t")
        await person.type("tag\n")
        assert {item.article.path for item in person.annotations()} == {shown}


async def test_the_article_after_one_that_went_away_is_opened(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down")
        await watching(person)
        person.library.files[2].file.unlink()
        await person.until(lambda: person.path == "003", SOON)
        assert person.main.article_list.index == 2
        assert "is not in the folder any more" in person.told[-1]


async def test_the_open_article_is_renamed(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("down", "enter", "space", "space")
        await watching(person)
        reading, file = person.reading(), person.library.files[1].file
        file.rename(file.with_name("zzz.txt"))
        await person.until(lambda: person.path == "zzz", SOON)
        await person.settle()
        assert person.reading() == reading
        assert person.main.article_list.index == 4
        assert person.told[-1].endswith("has another name: zzz.txt.")


async def test_the_open_article_changes(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter")
        await watching(person)
        file = person.library.files[1].file
        file.write_text("A new title\n\nAnd another text about China.\n")
        os.utime(file, (time.time() + 5, time.time() + 5))
        await person.until(lambda: person.sees("And another text about China."), SOON)
        assert "A new title" in person.pane("list")
        await person.recognized()
        assert "China  " in person.pane("side")
        await person.press("g", "v", "w", "h")
        (made,) = person.annotations()
        assert made.quote is not None
        assert made.quote.exact == "A new"


async def test_all_articles_go_away(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await watching(person)
        (library_folder / "seeds").rename(library_folder / "elsewhere")
        await person.until(lambda: "0 articles" in person.lines[0], SOON)
        await person.press("down", "up", "enter", "t", "escape", "s", "a", "escape", "slash", "x", "escape")
        assert person.app.is_running


async def test_a_tag_of_another_process_while_tagging(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await watching(person)
        await person.press("t")
        article = person.library.article(person.library.files[0].path)
        editing.add_tags(others(person), article, ["t"])
        await person.type("m\n")
        assert {tag for item in person.annotations() for tag in item.tags} == {"m", "t"}
        await person.until(lambda: person.sees(" #t "), SOON)
        await person.press("escape")
        assert "#t #m" in person.pane("list")


async def test_the_first_article_goes_away_while_it_is_open(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await watching(person)
        person.library.files[0].file.unlink()
        await person.until(lambda: person.path == "001", SOON)
        assert "top leaders in Beijing" in person.reading()


async def test_the_first_article_comes_into_an_empty_library(tmp_path: Path) -> None:
    async with at_the_screen(tmp_path) as person:
        await watching(person)
        (tmp_path / "first.txt").write_text("The first one\n\nIt is about China.\n")
        await person.until(lambda: person.sees("It is about China."), SOON)
        await person.recognized()
        assert "China" in person.pane("side")


async def test_the_open_article_is_read_anew_at_the_same_passage(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("down", "enter", "space", "space")
        await watching(person)
        first = person.reading()[:60]
        file = person.library.files[1].file
        file.write_text("A paragraph that is new.\n\n" * 12 + file.read_text().replace("U.S.", "US"))
        await person.until(lambda: bool(person.told), SOON)
        await person.settle()
        assert person.told[-1].endswith("was changed, and is read anew at the same passage.")
        assert person.reading()[:60] == first.replace("U.S.", "US")
        assert "A paragraph that is new." in person.main.view.text


async def test_an_article_that_was_touched_stays_as_it_is(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "v", "w")
        await watching(person)
        selected = person.selected
        os.utime(person.library.files[1].file, (time.time() + 5, time.time() + 5))
        await person.pilot.pause(SOON)
        assert person.told == []
        assert person.selected == selected


async def test_passages_lost_while_reading_are_announced(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "v", "right_curly_bracket", "right_curly_bracket", "h")
        await watching(person)
        person.library.files[1].file.write_text("Nothing of it is left.\n")
        await person.until(lambda: "! 1 lost" in person.lines[0])
        await person.until(lambda: any("A note or highlight lost its place" in said for said in person.told))
