"""The panels at the side: entities, notes and outline of the open article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.articles.models import Span
from reader.library.library import Library
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def noted(library_folder: Path) -> Path:
    """The five articles, with a note late in the first and a highlight early in it."""
    library = Library.open(library_folder)
    article = library.article(library.files[0].path)
    start = article.text.index("Huawei")
    editing.add_note(library.store, article, "Who says so?", Span(start, start + 6))
    start = article.text.index("resilience")
    editing.add_highlight(library.store, article, Span(start, start + 10))
    library.close()
    return library_folder


def side(person: Person) -> str:
    region = person.main.side.region
    return "\n".join(line[region.x : region.right] for line in person.lines[region.y : region.bottom])


async def at_the_side(person: Person) -> None:
    """Go to the panel at the side, on any size of screen."""
    await person.press("|" if not person.main.side.display else "tab")
    while person.main.focused is not person.main.side:
        await person.press("tab")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_notes_in_the_order_of_the_text_lead_to_their_passages(noted: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(noted, size) as person:
        await at_the_side(person)
        await person.press("right")
        shown = side(person)
        assert shown.index("resilience") < shown.index("Huawei") < shown.index("Who says so?")
        await person.press("down", "enter")
        assert person.focus == "text"
        assert "Huawei’s founder" in person.reading()
        assert person.main.view.current is not None


async def test_a_new_note_is_there_at_once(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("tab", "tab", "right")
        assert "Nothing yet" in side(person)
        await person.press("shift+tab", "v", "h")
        assert "China" in side(person)
        await person.press("u")
        assert "Nothing yet" in side(person)


async def test_the_outline_leads_to_its_sections_and_follows_reading(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("tab", "tab", "left")
        assert "Geopolitical" in side(person)
        await person.press("down", "enter")
        assert "Geopolitical Realignment" in person.reading()
        assert person.main.outline_panel._here == 1
        await person.press("alt+left")
        assert person.reading().startswith("China is ramping up")
        assert person.main.outline_panel._here == -1
        await person.press("escape", "down")
        assert "Geopolitical" not in side(person)


async def test_right_and_left_go_from_the_list_to_the_other_panes(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("right")
        assert person.focus == "text"
        await person.press("tab", "right", "right", "right")
        assert person.focus == "side"


async def test_the_names_on_the_edge_can_be_clicked(noted: Path) -> None:
    async with at_the_screen(noted) as person:
        region = person.main.side.region
        edge = person.lines[region.y]
        for name, words in (("Notes", "Who says so?"), ("Outline", "Geopolitical"), ("Entities", "2 ORG")):
            await person.pilot.click(offset=(edge.index(name, region.x) + 1, region.y))
            await person.settle()
            assert words in side(person)
