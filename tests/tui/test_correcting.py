"""E on a mention, a selection, an entity in the panel: the ruling is on the screen at once, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.models import Span
from reader.tui.screens.ruling import RulingScreen
from tests.tui.reading import MEDIUM, NARROW, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.library.fakes import FakeProcess

TEXT = """\
Huawei answers

Huawei is of China. The U.S. said so in Beijing, and Huawei heard it: Mr. Ren and the United States.
"""
OTHER = "Huawei once more, of China and Acme Robotics.\n"


def library(folder: Path) -> Path:
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(OTHER)
    return folder


def named(person: Person) -> list[tuple[str, str, str]]:
    """The mentions of the open article, as they are now."""
    return [(item.text, item.type, item.entity) for item in person.main.reading.mentions]


def rulings(person: Person) -> list[tuple[str, str, str]]:
    """What is on disk, read anew."""
    from reader.annotations.store import AnnotationStore

    documents = AnnotationStore(person.library.location.annotations).rulings()
    return [(item["action"], item["scope"], item["text"]) for item in documents]


def offered(person: Person) -> list[str]:
    """What the dialog offers."""
    assert isinstance(person.app.screen, RulingScreen)
    return [f"{choice.value.verb} {choice.value.name}".rstrip() for choice in person.app.screen.choices._fitting]


async def go_to(person: Person, words: str, nth: int = 0) -> None:
    """Click a mention in the text."""
    await person.pilot.click("#text", offset=person.place(words, nth=nth))
    await person.settle()


async def test_not_an_entity_only_here(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "Huawei", 1)
        await person.press("E")
        assert person.screen == "RulingScreen"
        assert person.sees("“Huawei” · ORG")
        assert person.sees("▸ in this article · 3 ◂")
        await person.press("tab", "tab")
        assert person.sees("▸ only here ◂")
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert [text for text, *_ in named(person)].count("Huawei") == 2
        assert rulings(person) == [("reject", "mention", "Huawei")]
        assert person.told[-1] == "“Huawei” is not an entity, here. u undoes it."
        await person.press("u")
        assert [text for text, *_ in named(person)].count("Huawei") == 3
        assert rulings(person) == []
        await person.press("ctrl+r")
        assert [text for text, *_ in named(person)].count("Huawei") == 2


async def test_in_this_article_and_everywhere(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "Huawei", 1)
        await person.press("E", "enter")
        assert "Huawei" not in person.pane("side")
        await person.press("u")
        assert "Huawei" in person.pane("side")
        await go_to(person, "Huawei", 1)
        await person.press("E", "tab", "enter")
        assert rulings(person) == [("reject", "everywhere", "Huawei")]
        person.main.show_pane(person.main.article_list)
        await person.press("down")
        await person.recognized()
        assert person.path == "b.t"
        assert [text for text, *_ in named(person)] == ["China"]
        await go_to(person, "China")
        await person.press("E")
        assert person.sees("▸ everywhere"), "the scope of the last ruling is proposed"


async def test_another_type_is_chosen_by_typing_or_clicked(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "Beijing")
        await person.press("E")
        await person.type("prod")
        assert offered(person)[0] == "of type PRODUCT"
        await person.press("enter")
        assert ("Beijing", "PRODUCT", "Beijing") in named(person)
        assert person.told[-1].startswith("“Beijing” is of type PRODUCT, in this article.")
        await go_to(person, "Beijing")
        await person.press("E")
        assert isinstance(person.app.screen, RulingScreen)
        row = offered(person).index("of type PERSON")
        await person.pilot.click("#verdicts", offset=(4, row))
        await person.pilot.click("#verdicts", offset=(4, row))
        await person.settle()
        assert ("Beijing", "PERSON", "Beijing") in named(person)


async def test_a_type_of_ones_own(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "Beijing")
        await person.press("E")
        await person.type("CAPITAL")
        assert offered(person) == ["of type CAPITAL", "the same as CAPITAL"]
        await person.press("enter")
        assert ("Beijing", "CAPITAL", "Beijing") in named(person)
        assert "CAPITAL" in person.pane("side")


async def test_the_same_as_another_and_not_the_same(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "Beijing")
        await person.press("E")
        await person.type("chna")
        assert offered(person)[0] == "the same as China"
        await person.press("enter")
        assert ("Beijing", "GPE", "China") in named(person)
        assert person.told[-1].startswith("“Beijing” is China, in this article.")
        assert ("U.S.", "GPE", "United States") in named(person)
        await go_to(person, "U.S.")
        assert person.sees("● GPE United States")
        await person.press("E")
        assert offered(person)[:2] == ["not an entity", "not United States"]
        await person.press("down", "enter")
        assert ("U.S.", "GPE", "U.S.") in named(person)
        assert person.told[-1].startswith("“U.S.” is not United States, in this article.")


async def test_a_selection_becomes_an_entity(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        start = TEXT.index("Mr. Ren")
        person.main.view.cursor = person.main.view.cursor.to(start).begin().to(start + len("Mr. Ren "))
        await person.press("E")
        assert person.sees("“Mr. Ren”")
        assert "not an entity" not in offered(person)
        await person.type("person")
        await person.press("enter")
        assert ("Mr. Ren", "PERSON", "Mr. Ren") in named(person)
        assert rulings(person) == [("mark", "article", "Mr. Ren")]
        assert not person.selected
        await person.press("u")
        assert ("Mr. Ren", "PERSON", "Mr. Ren") not in named(person)


async def test_a_selection_is_another_name_of_an_entity(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        start = TEXT.index("Mr. Ren")
        person.main.view.cursor = person.main.view.cursor.to(start).begin().to(start + len("Mr. Ren"))
        await person.press("E")
        await person.type("huawei")
        assert offered(person)[0] == "the same as Huawei"
        await person.press("enter")
        assert ("Mr. Ren", "ORG", "Huawei") in named(person)


async def test_a_selected_mention_is_that_mention_and_lines_are_no_name(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await person.pilot.click("#text", offset=person.place("Beijing"), times=2)
        assert person.selected == "Beijing"
        await person.press("E")
        assert "not an entity" in offered(person)
        await person.press("escape")
        assert not rulings(person)
        view = person.main.view
        view.cursor = view.cursor.to(0).begin().to(len("Huawei answers\n\nHuawei"))
        await person.press("E")
        assert person.screen == "MainScreen"
        assert person.told[-1].startswith("Go to a name first")


async def test_an_entity_in_the_panel_goes_with_all_its_names(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await person.press("shift+tab")
        while (entity := person.main.panel.entity(person.main.panel.index)) is None or entity.name != "United States":
            await person.press("down")
        await person.press("E")
        assert person.sees("“United States” · GPE")
        assert not person.sees("only here")
        await person.press("enter")
        assert not [text for text, *_ in named(person) if text in {"U.S.", "United States"}]
        assert sorted(text for _, _, text in rulings(person)) == ["U.S.", "United States"]
        await person.press("u")
        assert "United States" in person.pane("side"), "one step to undo"
        assert rulings(person) == []


async def test_without_a_name_it_is_said_what_to_do(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "answers")
        await person.press("E")
        assert person.screen == "MainScreen"
        assert person.told[-1].startswith("Go to a name first")


async def test_keys_on_a_mention_are_offered_and_can_be_clicked(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path), MEDIUM) as person:
        assert not person.sees("E correct")
        await person.press("greater_than_sign")
        assert person.sees("E correct")
        line = person.lines[-1]
        await person.pilot.click("KeyLine", offset=(line.index("E correct"), 0))
        await person.settle()
        assert person.screen == "RulingScreen"
        await person.press("escape")
        await go_to(person, "answers")
        assert not person.sees("E correct")


async def test_enter_on_a_mention_tells_all_of_its_entity(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "U.S.")
        await person.press("enter")
        assert person.screen == "EntityScreen"
        assert person.sees("United States · GPE · 2 mentions in 1 article")
        await person.press("escape")
        assert person.screen == "MainScreen"


async def test_where_the_panel_is_hidden_the_legend_stands_under_the_text(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path), NARROW) as person:
        await person.press("enter")
        await person.pilot.click("#text", offset=person.place("answers"))
        await person.until(lambda: person.sees("● ORG  ● GPE"))
        row = next(index for index, line in enumerate(person.lines) if "● ORG" in line)
        await person.pilot.click(offset=(person.lines[row].index("● ORG") + 2, row))
        await person.settle()
        assert person.sees("○ ORG  ● GPE")
        assert "ORG" in person.main.reading.hidden


async def test_a_heading_of_the_panel_is_clicked_to_hide_its_type(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        row = next(index for index, line in enumerate(person.pane("side").splitlines()) if "2 ORG" in line)
        await person.pilot.click("#side", offset=(4, row))
        await person.settle()
        assert "2 ORG  3 hidden" in person.pane("side")


async def test_a_type_that_only_some_models_mark_is_shown_and_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("tests.library.fakes", fromlist=["NAMES"]).NAMES, "China", "DISEASE")
    async with at_the_screen(library(tmp_path)) as person:
        assert "DISEASE" in person.pane("side")
        assert "China" in person.pane("side")
        await person.press("shift+tab", "end")
        while person.main.panel.heading(person.main.panel.index) is None:
            await person.press("up")
        await person.press("enter")
        assert "DISEASE  1 hidden" in person.pane("side")
        await person.press("enter")
        assert "China" in person.pane("side")


async def test_a_ruling_that_cannot_be_kept_is_said(tmp_path: Path, fake_process: FakeProcess) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        person.library.location.annotations.write_text("[]")
        await go_to(person, "Beijing")
        await person.press("E", "enter")
        assert ("Beijing", "GPE", "Beijing") in named(person)
        assert any("Not saved" in message for message in person.told)


async def test_the_current_mention_stays_where_it_is(tmp_path: Path) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await go_to(person, "Beijing")
        await person.press("E", "enter", "greater_than_sign")
        current = person.main.view.current
        assert isinstance(current, Span)
        assert person.main.view.text[current.start : current.end]
