from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual.command import CommandList

from reader.annotations import editing
from reader.commands import COMMANDS, CONTEXT_TITLES
from reader.key_signs import key_sign
from reader.tui import palette
from reader.tui.palette import Choice, like
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from reader.tui.screens.main import MainScreen


def offered(person: Person) -> list[str]:
    """What the palette offers, best first."""
    assert person.screen == "ReaderPalette"
    options = person.app.screen.query_one(CommandList)
    prompts = [options.get_option_at_index(index).prompt for index in range(options.option_count)]
    return [str(prompt).partition("\n")[0] for prompt in prompts]


async def ask(person: Person, words: str) -> list[str]:
    """Type into the palette and wait for its answer."""
    await person.press("ctrl+p")
    await person.type(words)
    await person.pilot.pause(0.25)
    await person.settle()
    return offered(person)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("vows to doubel down", "001"),
        ("artifical inteligence self reliance", "002"),
        ("president xi urges tech independance", "004"),
    ],
)
async def test_misspelled_titles_are_found_and_opened(library_folder: Path, typed: str, path: str) -> None:
    async with at_the_screen(library_folder) as person:
        found = await ask(person, typed)
        title = person.library.catalog.entry(person.library.catalog.find(f"{path}_")).title
        assert found
        assert found[0] == title
        await person.press("enter")
        await person.pilot.pause(0.2)
        assert person.path == path
        assert person.screen == "MainScreen"


async def test_artilce_finds_articles(tmp_path: Path) -> None:
    for name, title in (("a", "The first article"), ("b", "Something else"), ("c", "Another article")):
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\nSome words.\n")
    async with at_the_screen(tmp_path) as person:
        assert {"The first article", "Another article"} <= set(await ask(person, "artilce"))


@pytest.mark.parametrize(
    ("typed", "screen"),
    [
        ("export", "ExportScreen"),
        ("serch all artcles", "SearchScreen"),
        ("show all keys", "HelpScreen"),
        ("tag the article", "TagScreen"),
        ("write a note", "NoteScreen"),
    ],
)
async def test_commands_are_run(library_folder: Path, typed: str, screen: str) -> None:
    async with at_the_screen(library_folder) as person:
        assert await ask(person, typed)
        await person.press("enter")
        await person.pilot.pause(0.2)
        await person.settle()
        assert person.screen == screen


async def test_a_command_is_found_by_its_label_too(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        assert (await ask(person, "quit"))[0] == "Leave"
        await person.press("enter")
        await person.until(lambda: not person.app.is_running)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("huwaei", "Huawei"),
        ("chip", "#chips"),
        ("doubel down", "They double down on something quite long"),
        ("Set the statsu", "Set the status"),
    ],
)
def test_likeness_forgives_typos(typed: str, text: str) -> None:
    (found,) = like(typed, [Choice(text, "", lambda: None)])
    assert found[0] > 70


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("vows to double down", "On to the next"),
        ("available", "AI"),
        ("the of and", "Something else"),
        ("xqzj", "Export annotations"),
    ],
)
def test_a_small_word_in_common_is_no_likeness(typed: str, text: str) -> None:
    assert like(typed, [Choice(text, "", lambda: None)]) == []


async def test_before_anything_is_typed_the_commands_are_offered(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("ctrl+p")
        await person.pilot.pause(0.2)
        commands = [item.help for item in COMMANDS if item.palette]
        assert offered(person)[: len(commands)] == commands


async def test_every_command_of_the_palette_runs(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for item in COMMANDS:
            if item.palette and item.id != "quit":
                await person.main.run_action(item.action)
                await person.settle()
                while person.screen != "MainScreen":
                    await person.press("escape")
        assert person.app.is_running


async def test_tags_and_entities_are_found(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        article = person.library.article(person.library.files[3].path)
        editing.add_tags(person.library.store, article, ["semiconductors"])
        assert (await ask(person, "semicondutors"))[0] == "#semiconductors"
        await person.press("enter")
        await person.pilot.pause(0.2)
        await person.settle()
        assert person.screen == "SearchScreen"
        assert person.sees("1 hit in 1 article")
        await person.press("escape")
        assert "Huawei" in await ask(person, "huwaei")
        await person.press("enter")
        await person.pilot.pause(0.2)
        await person.settle()
        current = person.main.view.current
        assert current is not None
        assert person.main.view.text[current.start : current.end] == "Huawei"


async def test_an_entity_of_another_article_is_found_with_all_its_mentions(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down", "down", "down")
        assert "Huawei" not in person.main.view.text
        for file in person.library.files:
            person.library.entities.recognized(person.library.article(file.path))
        assert "Huawei" in await ask(person, "huwaei")
        await person.press("enter")
        await person.pilot.pause(0.2)
        await person.settle()
        assert person.screen == "EntityScreen"
        assert "Huawei" in person.lines[0]
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert "Huawei" in person.main.view.text


async def test_what_is_known_later_is_found_by_what_was_typed(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = threading.Event()
    articles = palette._articles

    def slow(main: MainScreen) -> list[Choice]:
        ready.wait(10)
        return articles(main)

    monkeypatch.setattr(palette, "_articles", slow)
    async with at_the_screen(library_folder) as person:
        title = person.library.catalog.entry(person.library.files[1].path).title
        assert title not in await ask(person, "vows to double down")
        ready.set()
        await person.until(lambda: title in offered(person))


async def test_whatever_is_typed_can_be_searched_for(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        assert any("huwaei" in choice for choice in await ask(person, "huwaei"))


async def test_escape_closes_the_palette(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await ask(person, "x[/]y")
        await person.press("escape")
        assert person.screen == "MainScreen"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_help_shows_all_keys(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("question_mark")
        assert person.screen == "HelpScreen"
        seen = set(person.lines)
        box = person.app.screen.query_one("#box")
        for row in range(0, box.max_scroll_y + 8, 8):
            box.scroll_to(y=row, animate=False, force=True)
            await person.settle()
            seen |= set(person.lines)
        whole = "\n".join(seen)
        for title in CONTEXT_TITLES.values():
            assert title in whole
        for item in COMMANDS:
            if item.keys:
                assert any(key_sign(item.keys[0]) in line and item.help[:20] in line for line in seen), item.id
        await person.press("home")
        await person.until(lambda: box.scroll_y == 0)
        await person.press("pagedown")
        await person.until(lambda: box.scroll_y > 0)
        await person.press("escape")
        assert person.screen == "MainScreen"


@pytest.mark.parametrize("key", ["q", "question_mark", "escape"])
async def test_help_is_closed_by_any_likely_key(library_folder: Path, key: str) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("f1", key)
        assert person.screen == "MainScreen"
        assert person.app.is_running
