from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from reader.library.events import ArticlesChanged
from reader.library.library import Library
from reader.tui.screens import main
from reader.tui.themes import THEMES
from tests.cli.conftest import tree
from tests.tui.reading import MEDIUM, NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_the_list_and_the_first_article_are_shown(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        assert person.path == "000"
        assert person.sees("5 articles · 5 unread")
        assert person.sees("● China Vows to Double Down")
        assert person.sees("572 words · 3 min")
        assert person.sees("China is ramping up efforts")
        assert person.sees("/ search")
        assert person.focus == "list"
        assert person.told == []


async def test_a_narrow_screen_shows_one_pane_at_a_time(library_folder: Path) -> None:
    async with at_the_screen(library_folder, NARROW) as person:
        assert person.sees("China Vows to Double Down on Tech")
        assert not person.sees("China is ramping up efforts")
        await person.press("enter")
        assert person.sees("China is ramping up efforts")
        assert not person.sees("China Vows to Double Down on Tech")
        await person.press("tab")
        assert person.sees("Huawei")
        assert not person.sees("China is ramping up efforts")
        await person.press("escape")
        assert person.sees("China Vows to Double Down on Tech")


async def test_arrow_keys_open_the_next_article(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down")
        assert person.path == "001"
        assert "top leaders in Beijing" in person.reading()
        await person.press("j", "j")
        assert person.path == "003"
        await person.press("end")
        assert person.path == "004"
        await person.press("down")
        assert person.path == "004"
        await person.press("k")
        assert person.path == "003"
        await person.press("g")
        assert person.path == "000"
        assert person.sees("China is ramping up efforts")


async def test_looking_around_writes_nothing(library_folder: Path) -> None:
    before = tree(library_folder)
    async with at_the_screen(library_folder) as person:
        await person.press("down", "enter", "space", "G", "g", "v", "w", "escape", "slash")
        await person.type("tech")
        await person.press("enter", "n", "question_mark", "escape", "1", "1", "q")
    assert tree(library_folder) == before


async def test_q_leaves(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "q")
        assert not person.app.is_running


async def test_news_while_leaving_does_no_harm(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        person.app.exit()
    person.app._hand_on(person.app.LibraryEvent(ArticlesChanged()))


async def test_reading_goes_on_where_it_stopped(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down", "down", "enter", "space", "space")
        stopped = person.reading()
        top = person.main.view.top_offset
        assert top > 0
        await person.press("escape", "up", "down")
        assert person.main.view.top_offset == top
        await person.press("q")
    async with at_the_screen(library_folder) as person:
        assert person.path == "003"
        assert person.reading() == stopped


async def test_a_terminal_that_is_killed_loses_no_more_than_the_last_moments(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "PLACE_SECONDS", 0.05)
    async with at_the_screen(library_folder) as person:
        await person.press("tab", "space")
        path, place = person.main.reading.article, person.main.view.top_offset
        assert path is not None
        assert place > 0
        await person.until(lambda: Library.open(library_folder).state.position(path.path) == place)


async def test_reaching_the_end_counts_as_done_on_the_screen_only(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "G")
        assert person.sees(" 100% ")
        await person.press("escape", "down")
        assert person.sees("○ China Tech Self-Reliance")
        assert person.sees("4 unread")
        assert not person.library.location.annotations.exists()


async def test_whoever_only_goes_through_the_list_has_read_nothing(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library_folder / "seeds" / "000_a short one.txt").write_text("A short one\n\nAll of it is on the screen.\n")
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down", "down", "up", "up", "up")
        assert person.sees("6 unread")
        assert "●" in person.pane("list")
        assert "○" not in person.pane("list")
        await person.press("down", "up", "tab", "tab", "tab")
        assert person.sees("6 unread"), "a text that is only passed"
        monkeypatch.setattr(main, "GLIMPSE_SECONDS", 0.0)
        await person.press("enter", "escape")
        assert person.sees("5 unread")


async def test_moving_in_the_text(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        await person.press("enter")
        first = person.reading()
        await person.press("down")
        assert person.reading() != first
        assert first.endswith(person.reading()[: len(first) // 2][-200:]) or person.reading()[:50] in first
        await person.press("k")
        assert person.reading() == first
        await person.press("pagedown")
        second = person.reading()
        assert second[:40] in first, "a row or two of the last page stay"
        await person.press("b")
        assert person.reading() == first
        await person.press("right_curly_bracket", "right_curly_bracket")
        assert person.reading().startswith("China Tech Self-Reliance Rises")
        await person.press("right_curly_bracket", "left_curly_bracket")
        assert person.reading().startswith("China Tech Self-Reliance Rises")
        await person.press("end")
        assert person.reading().rstrip().endswith(person.main.view.text.rstrip()[-40:])
        await person.press("home")
        assert person.reading() == first


async def test_panes_with_tab_and_back(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for pane in ("text", "side", "list"):
            await person.press("tab")
            assert person.focus == pane
        await person.press("shift+tab")
        assert person.focus == "side"
        await person.press("escape")
        assert person.focus == "list"
        await person.press("escape")
        assert person.focus == "list"


async def test_panes_can_be_hidden(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("grave_accent")
        assert not person.sees("Articles")
        assert person.focus == "text"
        await person.press("vertical_line")
        assert not person.sees("Entities")
        await person.press("tab")
        assert person.focus == "text"
        await person.press("grave_accent", "vertical_line")
        assert person.sees("Articles")
        assert person.sees("Entities")


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_the_side_panel_can_be_looked_at_on_smaller_screens(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("enter", "vertical_line")
        assert person.sees("Entities")
        assert person.sees("Huawei")
        assert person.focus == "side"
        await person.press("vertical_line")
        assert not person.sees("Entities")
        assert person.focus == "text"


async def test_resizing_keeps_the_passage_in_view(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down", "down", "down", "enter", "space", "space", "down")
        top = person.main.view.top_offset
        passage = person.main.view.text[top : top + 12]
        for size in (MEDIUM, NARROW, WIDE, (200, 60), (24, 10), WIDE):
            await person.pilot.resize_terminal(*size)
            await person.settle()
            assert passage in person.reading(), size
            assert person.path == "003"


async def test_the_pane_gone_to_is_the_one_that_a_narrow_screen_shows(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for key, name in (("enter", "text"), ("tab", "side"), ("tab", "list"), ("tab", "text")):
            await person.press(key)
            await person.pilot.resize_terminal(*NARROW)
            await person.settle()
            assert [pane for pane in ("list", "text", "side") if person.main.query_one(f"#{pane}").display] == [name]
            await person.pilot.resize_terminal(*WIDE)
            await person.settle()


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1), (400, 200)])
async def test_any_size_of_the_terminal(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        await person.press("down", "enter", "space", "tab", "escape", "v", "escape", "question_mark", "escape")
        await person.press("slash", "a", "down", "escape", "t", "x", "escape", "a", "escape", "x", "escape")
        assert person.path == "001"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_themes(library_folder: Path, theme: object) -> None:
    name = str(getattr(theme, "name", ""))
    async with at_the_screen(library_folder, settings=Settings(theme=name)) as person:
        assert person.app.theme == name
        assert person.sees("China is ramping up efforts")
        backgrounds = {
            segment.style.bgcolor
            for strip in person.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor
        }
        assert str(person.app.current_theme.background).lower() in {
            color.triplet.hex for color in backgrounds if color.triplet
        }


async def test_an_unknown_theme_in_the_settings_is_no_reason_not_to_open(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(theme="no such theme")) as person:
        assert person.app.theme == "reader-dark"


async def test_no_color(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_screen(library_folder) as person:
        _, y = person.place("China is ramping")
        strip = person.main.view.render_line(y - 1)
        (style,) = [segment.style for segment in strip if segment.text == "China"]
        assert style is not None
        assert style.underline
        await person.press("slash")
        await person.type("ramping up")
        await person.press("enter")
        strip = person.main.view.render_line(y - 1)
        assert any(segment.style and segment.style.reverse for segment in strip if "ramping" in segment.text)


async def test_keys_can_be_remapped(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(keys={"quit": "f10", "search": "f3,slash"})) as person:
        await person.press("q")
        assert person.app.is_running
        await person.press("f3")
        assert person.screen == "SearchScreen"
        await person.press("escape", "f10")
        assert not person.app.is_running


async def test_a_key_of_ones_own_is_shown_everywhere(library_folder: Path) -> None:
    settings = Settings(keys={"tag": "f6", "help": "f7", "leave-tags": "f8", "note": ""})
    async with at_the_screen(library_folder, settings=settings) as person:
        assert person.sees("f6 tag")
        assert not person.sees("a note")
        await person.press("f6")
        assert person.sees("f8 done")
        await person.press("f8", "f7")
        assert person.sees("f6 ")
        await person.press("escape", "ctrl+p")
        await person.type("tag the article")
        await person.until(lambda: person.sees("f6"))


async def test_keys_that_cannot_be_are_said_and_the_rest_is_as_it_was(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(keys={"tag": "q", "nothing": "f6"})) as person:
        assert [message.split(":")[:2] for message in person.told] == [["Settings", " keys"]] * 2
        await person.press("t")
        assert person.screen == "TagScreen"


@pytest.mark.parametrize(("key_set", "key"), [("vim", "colon"), ("emacs", "alt+x")])
async def test_keys_after_other_habits(library_folder: Path, key_set: str, key: str) -> None:
    async with at_the_screen(library_folder, settings=Settings(key_set=key_set)) as person:
        await person.press(key)
        assert person.screen == "ReaderPalette"


async def test_recognition_that_fails_is_said_once_and_reading_goes_on(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.library.fakes import use_fake_process

    use_fake_process(monkeypatch).failure = "The model [b]is[/b] not installed."
    async with at_the_screen(library_folder) as person:
        await person.until(lambda: bool(person.told))
        assert person.told == ["No entities: The model [b]is[/b] not installed."]
        assert "The model [b]is[/b] not" in person.pane("side")
        assert "installed." in person.pane("side")
        await person.press("down")
        assert person.path == "001"
        assert not person.sees("Recognizing"), "nothing is recognized any more"
        assert len(person.told) == 1
