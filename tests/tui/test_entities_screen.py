"""The entities of the whole library: listed as they are recognized, by type, by order, and corrected there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from reader.annotations.ruling import Action
from reader.entities.models import Entity
from reader.tui.screens.entities import EntitiesScreen, foreseen
from reader.tui.subjects import Verdict
from tests.tui.reading import MEDIUM, NARROW, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.library.fakes import FakeProcess

ONE = Entity("One", "ORG", ("One", "1"), 5, ("a.txt",))
TWO = Entity("Two", "GPE", ("Two",), 3, ("a.txt", "b.txt"))
THREE = Entity("Three", "ORG", ("Three",), 1, ("b.txt",))


def library(folder: Path) -> Path:
    (folder / "a.txt").write_text("China and China.\n\nHuawei of China, in 2025. The U.S. too.\n")
    (folder / "b.txt").write_text("China, SMIC and Xi Jinping. The United States.\n")
    return folder


def listed(person: Person) -> list[str]:
    """The names that are listed, in order."""
    screen = cast("EntitiesScreen", person.app.screen)
    return [choice.value.name for choice in screen.choices._fitting]


async def opened(person: Person) -> None:
    """Go to the screen, and wait for all entities."""
    await person.press("e")
    screen = cast("EntitiesScreen", person.app.screen)
    await person.until(lambda: len(screen.index.mentions) == len(person.library.files))
    await person.settle()


async def test_all_are_listed_with_type_counts_and_bar(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        assert listed(person) == ["China", "United States", "Huawei", "SMIC", "Xi Jinping"]
        china = next(line for line in person.lines if " 4 in 2 " in line)
        assert all(part in china for part in ("China", "GPE", "━━━"))
        assert person.sees("▸ all 5 ◂"), "numbers are no names"
        assert person.sees("China · GPE"), "who is under the cursor"
        assert not person.sees("2025 ")


async def test_they_come_as_they_are_recognized(tmp_path: Path, fake_process: FakeProcess) -> None:
    fake_process.go_on.clear()
    async with at_the_screen(library(tmp_path), waiting=False) as person:
        await person.press("e")
        await person.until(lambda: person.sees("0 of 2 articles"))
        assert listed(person) == []
        await person.press("enter", "ctrl+e", "tab", "ctrl+o")
        fake_process.go_on.set()
        await person.until(lambda: "SMIC" in listed(person) and "China" in listed(person))
        assert not person.sees("of 2 articles")


async def test_why_nothing_is_recognized_is_said(tmp_path: Path, fake_process: FakeProcess) -> None:
    fake_process.failure = "The model is not installed; there is a way to bring it."
    async with at_the_screen(library(tmp_path)) as person:
        await person.press("e")
        await person.until(lambda: person.sees("0 of 2 articles"))
        await person.until(lambda: person.sees("The model is not installed"))
        assert listed(person) == []


async def test_one_type_after_another(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        assert person.sees("PERSON 1    ORG 2    GPE 2")
        await person.press("tab")
        assert listed(person) == ["Xi Jinping"]
        await person.press("tab")
        assert listed(person) == ["Huawei", "SMIC"]
        await person.press("tab", "tab")
        assert len(listed(person)) == 5
        row = next(index for index, line in enumerate(person.lines) if "ORG 2" in line)
        await person.pilot.click(offset=(person.lines[row].index("ORG 2") + 1, row))
        await person.settle()
        assert listed(person) == ["Huawei", "SMIC"]
        await person.pilot.click(offset=(person.lines[row].index("ORG 2") + 1, row))
        await person.settle()
        assert len(listed(person)) == 5, "a second click shows all again"


async def test_orders_and_filter(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        await person.press("ctrl+o")
        assert listed(person)[:2] == ["China", "United States"]
        assert person.sees("in most articles first")
        await person.press("ctrl+o")
        assert listed(person) == sorted(listed(person))
        await person.type("hwawei")
        assert listed(person) == ["Huawei"]
        await person.press(*["backspace"] * 6)
        await person.type("u.s.")
        assert listed(person) == ["United States"], "by any of its names"


async def test_the_card_tells_the_names_and_why_and_the_preview_marks_every_mention(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        await person.press("down")
        assert person.sees("also U.S.  the same country")
        await person.press("up")
        preview = cast("EntitiesScreen", person.app.screen).preview
        assert len(preview.painted.mentions) == 3


async def test_the_preview_stays_in_its_place_and_is_laid_out_anew_for_another_article_alone(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        await person.press("down")
        screen = cast("EntitiesScreen", person.app.screen)
        place, layout = screen.preview.region, screen.preview.text_layout
        await person.press("down")
        assert person.sees("Huawei · ORG"), "in the same article"
        assert screen.preview.text_layout is layout
        assert len(screen.preview.painted.mentions) == 1
        await person.press("down")
        assert person.sees("SMIC · ORG"), "in the other one"
        assert screen.preview.text_layout is not layout
        assert screen.preview.region == place, "under a card that says less"


async def test_an_entity_is_no_entity_at_once_and_is_one_again(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        await person.press("down", "ctrl+e")
        assert person.screen == "RulingScreen"
        assert person.sees("“United States” · GPE")
        await person.press("enter")
        assert "United States" not in listed(person)
        assert person.told[-1] == "“United States” is not an entity, everywhere. ^u undoes it."
        await person.until(lambda: not cast("EntitiesScreen", person.app.screen)._looking)
        assert "United States" not in listed(person)
        await person.press("ctrl+u")
        await person.until(lambda: "United States" in listed(person))


async def test_a_ruling_shows_before_all_is_linked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        monkeypatch.setattr(EntitiesScreen, "look", lambda _: None)
        await person.press("ctrl+e", "enter")
        assert "China" not in listed(person)
        await person.type("smic")
        await person.press("ctrl+e")
        await person.type("huawei\n")
        await person.press(*["backspace"] * 4)
        assert set(listed(person)) == {"Huawei", "United States", "Xi Jinping"}
        assert person.sees(" 2 in 2 ")


async def test_another_type_and_the_same_as(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        await person.type("smic")
        await person.press("ctrl+e")
        await person.type("huawei\n")
        await person.press(*["backspace"] * 4)
        assert "SMIC" not in listed(person)
        await person.until(lambda: any("Huawei" in line and " 2 in 2 " in line for line in person.lines))
        await person.type("xi jin")
        await person.press("ctrl+e")
        await person.type("work")
        await person.press("enter")
        await person.until(lambda: person.sees("WORK_OF_ART 1"))


async def test_narrow_and_medium_screens(tmp_path: Path) -> None:
    for size in (NARROW, MEDIUM):
        async with at_the_screen(library(tmp_path), size) as person:
            await opened(person)
            assert person.sees("China")
            assert person.sees(" 4 in 2 ")
            assert person.sees("━")


async def test_a_type_that_only_some_models_mark_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.library.fakes import NAMES

    monkeypatch.setitem(NAMES, "SMIC", "COMPANY")
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        assert "SMIC" in listed(person)
        assert person.sees("COMPANY 1")


def test_a_verdict_is_foreseen() -> None:
    assert foreseen(TWO, Verdict(Action.REJECT)) == ({("GPE", "Two")}, [])
    assert foreseen(TWO, Verdict(Action.RETYPE, type="LOC")) == ({("GPE", "Two")}, [replace(TWO, type="LOC")])
    gone, (both,) = foreseen(THREE, Verdict(Action.SAME, other=ONE))
    assert gone == {("ORG", "One"), ("ORG", "Three")}
    assert both == Entity("One", "ORG", ("One", "1", "Three"), 6, ("a.txt", "b.txt"))


async def test_the_screen_stands_before_all_is_gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stood: list[bool] = []
    gather = EntitiesScreen._gather_index

    def watched(screen: EntitiesScreen) -> object:
        stood.append(screen.has_settled)
        return gather(screen)

    monkeypatch.setattr(EntitiesScreen, "_gather_index", watched)
    async with at_the_screen(library(tmp_path)) as person:
        await opened(person)
        assert listed(person)
    assert stood
    assert all(stood)
