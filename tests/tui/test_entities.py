from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config import Settings
from reader.entities.models import NAME_TYPES
from tests.tui.reading import NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.library.fakes import FakeProcess


def style_of(person: Person, words: str) -> object:
    """How words of the text are painted, from their first letter."""
    _, y = person.place(words)
    strip = person.main.view.render_line(y - 1)
    for segment in strip:
        if segment.text.startswith(words) or words in segment.text:
            return segment.style
    return None


def current(person: Person) -> str:
    span = person.main.view.current
    return person.main.view.text[span.start : span.end] if span else ""


async def test_entities_come_when_they_are_ready_and_reading_does_not_wait(
    library_folder: Path, fake_process: FakeProcess
) -> None:
    fake_process.go_on.clear()
    async with at_the_screen(library_folder, waiting=False) as person:
        assert person.sees("China is ramping up efforts")
        assert person.sees("Recognizing …")
        await person.press("down", "enter", "space", "escape")
        assert person.path == "001"
        fake_process.go_on.set()
        await person.until(lambda: person.sees("3 GPE"))
        assert not person.sees("Recognizing")
        count = person.main.view.text.count("China")
        assert any("China " in line and f" {count} " in line for line in person.lines)


async def test_the_mentions_of_another_article_are_not_painted_on_this_one(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for _ in range(4):
            await person.press("down")
            await person.recognized()
            text = person.main.view.text
            assert all(text[item.start : item.end] == item.text for item in person.main.reading.mentions)


async def test_a_type_is_hidden_and_shown_by_its_digit(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        plain = style_of(person, "ramping")
        shown = style_of(person, "China")
        assert shown != plain
        digit = str(NAME_TYPES.index("GPE") + 1)
        await person.press(digit)
        assert style_of(person, "China") == plain
        assert "3 GPE  28 hidden" in person.pane("side")
        assert "Beijing" not in person.pane("side")
        await person.press(digit)
        assert style_of(person, "China") == shown
        assert "hidden" not in person.pane("side")
        assert "Beijing" in person.pane("side")


async def test_every_digit_is_a_type(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        before = set(person.main.reading.hidden)
        for digit in "1234567890":
            await person.press(digit)
        assert person.main.reading.hidden == before | set(NAME_TYPES)
        for digit in "1234567890":
            await person.press(digit)
        assert person.main.reading.hidden == before


async def test_numbers_are_hidden_at_first(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("end")
        await person.recognized()
        while "2025" not in person.main.view.text:
            await person.press("up")
            await person.recognized()
        assert person.sees("# DATE")
        assert "2025" not in person.pane("side")
        await person.press("number_sign")
        assert "2025" in person.pane("side")
        await person.press("number_sign")
        assert "2025" not in person.pane("side")


async def test_the_settings_say_which_types_are_shown(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(types=("ORG",))) as person:
        assert "Huawei" in person.pane("side")
        assert "Beijing" not in person.pane("side")


async def test_next_and_previous_mention(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        mentions = [item for item in person.main.reading.mentions if item.type != "DATE"]
        await person.press("greater_than_sign")
        first = current(person)
        assert first == mentions[0].text
        for mention in mentions[1:4]:
            await person.press("greater_than_sign")
            assert current(person) == mention.text
        await person.press("less_than_sign", "less_than_sign", "less_than_sign")
        assert current(person) == first
        await person.press("less_than_sign")
        assert person.main.view.current is not None
        assert person.main.view.current.start == mentions[-1].start, "around the end"


async def test_enter_in_the_panel_goes_to_the_next_mention(library_folder: Path) -> None:
    async with at_the_screen(library_folder, WIDE) as person:
        await person.press("shift+tab")
        assert person.focus == "side"
        starts = []
        await person.press("down")
        entity = person.main.panel.entity(person.main.panel.index)
        assert entity is not None
        for _ in range(entity.count + 1):
            await person.press("enter")
            assert current(person) == entity.name
            assert current(person) in person.reading()
            assert person.main.view.current is not None
            starts.append(person.main.view.current.start)
        assert starts[0] == starts[-1]
        assert len(set(starts)) == entity.count
        assert person.focus == "side"


async def test_the_cursor_of_the_panel_passes_over_headings(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("shift+tab")
        panel = person.main.panel
        seen = []
        for _ in range(10):
            seen.append(panel.entity(panel.index))
            await person.press("down")
        assert all(seen)
        await person.press("home")
        assert panel.entity(panel.index) == seen[0]
        await person.press("end", "down")
        assert panel.entity(panel.index) == seen[-1]


async def test_on_a_narrow_screen_a_chosen_entity_shows_the_text(library_folder: Path) -> None:
    async with at_the_screen(library_folder, NARROW) as person:
        await person.press("tab", "tab")
        assert person.sees("Huawei")
        await person.press("enter")
        assert person.focus == "text"
        assert current(person)
        assert person.sees(current(person))


async def test_an_article_without_entities(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nothing to be named here\n")
    async with at_the_screen(tmp_path) as person:
        assert person.sees("No entities here.")
        await person.press("greater_than_sign", "shift+tab", "down", "enter", "1")
        assert person.app.is_running


async def test_the_help_is_a_legend_of_the_colors(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("question_mark", "pagedown")
        await person.until(lambda: person.sees("(ORG)"))
        strips = person.app.screen._compositor.render_strips()
        style = next(item.style for strip in strips for item in strip if item.text == "(ORG)")
        assert style is not None
        assert style.color == person.app.palette.entity("ORG").color
