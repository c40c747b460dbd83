"""One entity: its mentions in their sentences, its names and why, who appears with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.tui.reading import NARROW, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.tui.screens.entity import EntityScreen

ONE = """\
A story

The United States met China. Later, the U.S. left Beijing.
Huawei stayed, and the U.S. wrote.
"""
TWO = "Nobody asked the United States about Xi Jinping. China was silent.\n"


def library(folder: Path) -> Path:
    (folder / "a.txt").write_text(ONE)
    (folder / "b.txt").write_text(TWO)
    return folder


def screen(person: Person) -> EntityScreen:
    return cast("EntityScreen", person.app.screen)


def listed(person: Person) -> list[str]:
    """What is listed, as it looks."""
    rows = (screen(person).choices.item(index, 60) for index in range(screen(person).choices.count))
    return [" / ".join(row.plain.rstrip() for row in item if row.plain) for item in rows]


async def opened(person: Person, name: str) -> None:
    """Go to an entity by way of the list of all."""
    await person.press("e")
    await person.until(lambda: len(screen(person).index.mentions) == len(person.library.files))
    await person.type(name)
    await person.press("enter")
    assert person.screen == "EntityScreen"
    await person.until(lambda: bool(screen(person)._articles))
    await person.settle()


async def test_every_mention_in_its_sentence(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        assert person.sees("United States · GPE · 4 mentions in 2 articles")
        assert listed(person) == [
            "The United States met China. / A story",
            "Later, the U.S. left Beijing. / A story",
            "Huawei stayed, and the U.S. wrote. / A story",
            "Nobody asked the United States about Xi Jinping. / " + person.library.catalog.entry("b.txt").title,
        ]
        await person.type("wrote")
        assert len(listed(person)) == 1
        await person.press("enter")
        assert person.screen == "MainScreen"
        current = person.main.view.current
        assert current is not None
        assert current.start == ONE.index("U.S. wrote")
        assert person.focus == "text"


async def test_the_names_and_why_they_are_one(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        await person.press("tab")
        assert person.sees("▸ Names ◂")
        assert person.sees("2 names")
        rows = listed(person)
        assert any(row.startswith("U.S.") and "2  the same country" in row for row in rows)
        assert any(row.startswith("United States") and "2  the name it goes by" in row for row in rows)


async def test_a_merge_is_undone_there(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        await person.press("tab")
        while not listed(person)[screen(person).choices.index].startswith("U.S."):
            await person.press("down")
        assert person.sees("^d keep apart")
        await person.press("ctrl+d")
        assert person.told[-1] == "“U.S.” is not United States, everywhere. ^u undoes it."
        await person.until(lambda: person.sees("United States · GPE · 2 mentions in 2 articles"))
        await person.until(lambda: person.sees("1 name"))
        await person.press("ctrl+d")
        assert person.told[-1].startswith("It goes by this name")
        await person.press("ctrl+u")
        await person.until(lambda: person.sees("United States · GPE · 4 mentions in 2 articles"))


async def test_who_appears_with_it_and_the_way_there(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        await person.pilot.click(offset=(person.lines[3].index("Together with") + 1, 3))
        await person.settle()
        assert person.sees("4 companions")
        assert [row.split()[0] for row in listed(person)] == ["China", "Beijing", "Huawei", "Xi"]
        await person.press("enter")
        await person.until(lambda: person.sees("China · GPE · 2 mentions in 2 articles"))
        await person.press("escape")
        assert person.sees("United States · GPE")
        await person.press("enter")
        await person.until(lambda: bool(screen(person)._articles))
        await person.settle()
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert person.sees("China")


async def test_a_mention_is_ruled_on_and_goes_at_once(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        await person.press("down", "ctrl+e")
        assert person.sees("“U.S.” · GPE · United States")
        await person.press("tab")
        assert person.sees("▸ only here ◂")
        await person.press("enter")
        assert person.told[-1] == "“U.S.” is not an entity, here. ^u undoes it."
        assert not any("left Beijing" in row for row in listed(person))
        await person.until(lambda: person.sees("3 mentions in 2 articles"))
        await person.press("ctrl+u")
        await person.until(lambda: any("left Beijing" in row for row in listed(person)))


async def test_a_ruling_shows_before_all_is_linked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        monkeypatch.setattr(type(screen(person)), "look", lambda _: None)
        await person.press("down", "ctrl+e", "enter")
        assert person.sees("2 mentions"), "both that are written so"
        await person.press("tab", "tab", "tab")
        assert len(listed(person)) == 2


async def test_a_ruling_that_cannot_be_kept_takes_nothing_away(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        person.library.location.annotations.write_text("[]")
        await person.press("down", "ctrl+e", "enter")
        assert any("Not saved" in message for message in person.told)
        await person.until(lambda: len(listed(person)) == 4)


async def test_what_becomes_another_entity_is_followed(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "beijing")
        await person.press("ctrl+e")
        await person.type("china")
        await person.press("enter")
        await person.until(lambda: person.sees("China · GPE · 3 mentions in 2 articles"))
        await person.press("ctrl+u")
        await person.until(lambda: person.sees("Beijing · GPE · 1 mention in 1 article"))


async def test_what_is_no_entity_any_more_leaves_an_empty_screen(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path), NARROW) as person:
        await opened(person, "huawei")
        await person.press("ctrl+e", "enter")
        await person.until(lambda: person.sees("0 mentions"))
        await person.press("enter", "ctrl+e", "ctrl+d", "tab", "tab", "tab", "escape")
        assert person.screen == "EntitiesScreen"
        await person.press("escape")
        assert person.screen == "MainScreen"


async def test_the_title_under_a_sentence_is_quiet(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person, "united states")
        row, title = (screen(person).choices.render_line(y) for y in (3, 4))
        assert "Later" in row.text
        assert "A story" in title.text
        words = next(segment.style for segment in row if "Later" in segment.text)
        quiet = next(segment.style for segment in title if "A story" in segment.text)
        assert words != quiet
