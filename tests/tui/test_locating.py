"""Finding in the article, sections, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.reading import NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_finding_is_live_and_counts(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("f")
        await person.type("nanjing")
        assert person.sees("1 of 2")
        assert "Nanjing" in person.reading()
        await person.press("down")
        assert person.sees("2 of 2")
        await person.press("down")
        assert person.sees("1 of 2")
        await person.press("up")
        assert person.sees("2 of 2")
        await person.press("enter")
        assert person.focus == "text"
        assert not person.sees("2 of 2")
        here = person.main.view.current
        await person.press("N")
        assert person.main.view.current != here
        await person.press("n")
        assert person.main.view.current == here


async def test_leaving_gives_back_what_was(library_folder: Path) -> None:
    async with at_the_screen(library_folder, NARROW) as person:
        await person.press("enter", "space")
        before = person.reading()
        await person.press("f")
        await person.type("nanjing")
        assert person.reading() != before
        await person.press("escape")
        assert person.reading() == before
        assert person.main.reading.matches == ()
        assert person.focus == "text"


async def test_typos_are_forgiven_on_demand(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("f")
        await person.type("nanjign")
        assert person.sees("nothing")
        await person.press("ctrl+t")
        assert person.sees("find ~")
        assert person.sees("1 of 2")
        await person.press("ctrl+t")
        assert person.sees("nothing")


async def test_the_selection_is_found(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("v", "f")
        assert person.sees("find China")
        assert person.sees("1 of ")


async def test_the_keys_of_finding_can_be_clicked(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("f")
        await person.type("nanjing")
        line = person.lines[-1]
        for words in ("↓ next", "esc back"):
            await person.pilot.click(offset=(line.index(words) + 1, len(person.lines) - 1))
            await person.settle()
            assert person.sees("2 of 2") == (words == "↓ next")
        assert person.focus == "text"


async def test_sections_forward_and_back(tmp_path: Path) -> None:
    sections = "\n\n".join(f"# Part {number}\n\n" + "Some words of it.\n\n" * 40 for number in range(1, 4))
    (tmp_path / "a.md").write_text(f"A title\n\n{sections}")
    async with at_the_screen(tmp_path, waiting=False) as person:
        await person.press("tab")
        tops = []
        for key in ("]", "]", "]", "]", "[", "["):
            await person.press(key)
            tops.append(person.reading().lstrip("# \n")[:6])
        assert tops == ["Part 1", "Part 2", "Part 3", "Part 3", "Part 2", "Part 1"]
        assert person.told == ["No section after this one."]


async def test_back_from_a_search_and_forward_again(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("alt+left")
        assert person.told == ["No jump to go back to."]
        await person.press("enter", "pagedown")
        before = person.reading()
        await person.press("/")
        await person.type("shutterstock")
        await person.press("enter")
        there, after = person.path, person.reading()
        assert there != "000"
        for key, path, text in (("alt+left", "000", before), ("alt+right", there, after), ("ctrl+o", "000", before)):
            await person.press(key)
            assert (person.path, person.reading()) == (path, text)


async def test_one_line_is_typed_on_at_a_time(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("f")
        await person.type("china")
        await person.pilot.click(person.main.article_list, offset=(5, 2))
        await person.settle()
        assert person.focus == "text"
        await person.press("F")
        await person.type("urges")
        assert not person.sees("in this article")
        assert not person.main.find_line.display
        assert person.focus != "list"
        assert person.sees("1 of 5")
        assert person.main.reading.matches, "what was found stays marked"
        await person.press("escape")
        assert person.focus == "list"


async def test_messages_do_not_stand_on_how_many_matches_there_are(library_folder: Path) -> None:
    async with at_the_screen(library_folder, messages=True) as person:
        await person.press("asterisk", "s", "f")
        await person.type("China")
        assert "1 of 11" in person.lines[-2]
        assert "u undoes it" in person.lines[-3]
        await person.press("escape")
        assert "u undoes it" in person.lines[-2]
