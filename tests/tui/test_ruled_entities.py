"""A ruling shows wherever entities are shown, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations.ruling import Action, Decision, Scope, add_ruling, add_rulings
from reader.annotations.store import AnnotationStore
from tests.tui.reading import Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

REJECTED = Decision(Action.REJECT, Scope.EVERYWHERE, "China")
RETYPED = Decision(Action.RETYPE, Scope.EVERYWHERE, "China", type="LAW")


async def recognized(person: Person) -> None:
    await person.until(lambda: "China  " in person.pane("side"))


def painted(person: Person, words: str) -> bool:
    """Whether some words of the open article are painted as an entity."""
    return any(mention.text == words for mention in person.main.reading.mentions)


async def test_a_ruling_of_ones_own_shows_at_once_and_is_undone(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await recognized(person)
        await person.app.change(add_rulings, [REJECTED])
        person.main.repaint()
        assert not painted(person, "China")
        await person.settle()
        assert "China  " not in person.pane("side")
        await person.press("u")
        assert painted(person, "China")
        assert "China  " in person.pane("side")


async def test_a_ruling_of_another_process_shows(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await recognized(person)
        add_ruling(AnnotationStore(person.library.location.annotations), RETYPED)
        await person.until(lambda: "LAW" in person.pane("side"))
        assert painted(person, "China")


@pytest.mark.parametrize("decision", [REJECTED, RETYPED])
async def test_a_ruling_shows_in_the_list_of_all_entities(library_folder: Path, decision: Decision) -> None:
    add_ruling(AnnotationStore(library_folder / "annotations.json"), decision)
    async with at_the_screen(library_folder) as person:
        await person.until(lambda: bool(person.main.reading.mentions))
        assert painted(person, "China") is (decision is RETYPED)
        await person.press("e")
        await person.until(lambda: person.sees("Beijing"))
        assert any("China  " in line and "LAW " in line for line in person.lines) is (decision is RETYPED)
        assert not any("China  " in line and "GPE " in line for line in person.lines)
