"""Several articles tagged at once: those marked in the list, and those of all hits of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def tagged(person: Person, tag: str) -> list[str]:
    """The first three digits of the articles that carry a tag on disk."""
    return sorted(item.article.path[:3] for item in person.annotations() if tag in item.tags)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_marked_articles_are_tagged_and_that_is_undone_at_once(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("space", "space", "down", "space")
        assert person.sees("3 marked")
        assert person.sees("t tag 3 articles")
        assert sum("✓" in line for line in person.pane("list").split("\n")) == 3
        await person.press("t")
        assert person.sees("Tags of 3 articles")
        await person.type("china, policy\n")
        assert tagged(person, "china") == tagged(person, "policy") == ["000", "001", "003"]
        assert person.told[-1] == "Tagged 3 articles #china #policy. esc u undoes it."
        await person.press("escape", "u")
        assert person.annotations() == ()
        assert person.told[-1] == "Undone: #china #policy on 3 articles"
        await person.press("ctrl+r", "escape")
        assert len(person.annotations()) == 6
        assert not person.sees("marked")


async def test_what_some_have_already_is_told_and_completed(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        store = person.library.store
        editing.add_tags(store, person.library.article(person.library.files[0].path), ["China"])
        await person.press("ctrl+a", "t")
        assert person.sees("Tags of 5 articles")
        assert person.sees("#China on 1")
        await person.type("china\n")
        assert len(person.annotations()) == 5
        assert person.sees(" #China ")
        await person.press("backspace")
        assert person.annotations() == ()
        assert person.told[-1] == "Took #China off 5 articles. esc u undoes it."
        await person.press("escape", "ctrl+a")
        assert not person.sees("marked")


async def test_marks_are_made_with_the_mouse(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for article in (1, 3, 3, 4):
            await person.pilot.click("#list", offset=(3, 2 * article + 1))
            await person.settle()
        assert [path[:3] for path in person.main.article_list.marked] == ["001", "004"]
        await person.pilot.click("#list", offset=(12, 7), control=True)
        await person.settle()
        assert [path[:3] for path in person.main.article_list.marked] == ["001", "003", "004"]
        assert person.path == "000", "a click on the sign opens nothing"
        await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index("tag 3 articles"), 0))
        await person.settle()
        assert person.sees("Tags of 3 articles")


async def test_a_selection_is_tagged_before_marked_articles(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("space", "enter", "v", "t")
        assert person.sees("Tags of the selection")
        await person.type("here\n")
        await person.press("escape")
        (made,) = person.annotations()
        assert made.quote is not None
        await person.press("escape")
        assert person.sees("1 marked")
        await person.press("escape")
        assert not person.sees("1 marked")


async def test_space_turns_the_page_in_the_text_and_marks_nothing_elsewhere(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("tab", "space", "tab", "space", "ctrl+a")
        assert person.main.article_list.marked == []


async def test_marks_on_articles_that_are_gone_go(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("ctrl+a")
        person.library.files[1].file.unlink()
        person.library.rescan()
        await person.settle()
        assert person.sees("4 marked")


async def test_the_articles_of_all_hits_are_tagged_at_once(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("slash", "ctrl+t")
        assert person.screen == "SearchScreen", "there are no hits yet"
        await person.type("huawei")
        await person.until(lambda: person.sees("Huawei"))
        await person.settle()
        found = sorted({hit.article[:3] for hit in person.library.searching.search("huawei", wait=True).hits})
        await person.press("ctrl+t")
        await person.type("phones\n")
        assert tagged(person, "phones") == found
        await person.press("escape", "escape", "u")
        assert person.annotations() == ()
