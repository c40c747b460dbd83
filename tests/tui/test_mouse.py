from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tests.tui.reading import MEDIUM, NARROW, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.widget import Widget


async def test_a_click_in_the_list_opens_what_is_under_the_pointer(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for row, path in ((5, "002"), (6, "002"), (7, "003"), (1, "000"), (2, "000")):
            await person.pilot.click("#list", offset=(8, row))
            await person.settle()
            assert person.path == path, row
            assert person.focus == "text"
        for row in (0, 30):
            await person.pilot.click("#list", offset=(8, row))
            await person.settle()
            assert person.path == "000", "a border or an empty row is nothing to open"


async def test_a_click_on_a_narrow_screen_goes_to_the_text(library_folder: Path) -> None:
    async with at_the_screen(library_folder, NARROW) as person:
        await person.pilot.click("#list", offset=(8, 3))
        await person.settle()
        assert person.path == "001"
        assert "top leaders in" in person.reading()
        assert person.sees("top leaders")


async def test_a_click_in_the_text_puts_the_cursor_there(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        text = person.main.view.text
        for words in ("ramping", "Washington’s pressure", "In-Depth" if "In-Depth" in text else "Zhejiang"):
            await person.pilot.click("#text", offset=person.place(words))
            await person.settle()
            assert person.main.view.cursor.offset == text.index(words)
            assert person.selected == ""


async def test_dragging_selects(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        text = person.main.view.text
        start, end = text.index("technological resilience"), text.index("On a rare")
        await person.pilot.mouse_down("#text", offset=person.cell(start))
        await person.pilot.hover("#text", offset=person.cell(start + 5))
        await person.pilot.hover("#text", offset=person.cell(end))
        await person.pilot.mouse_up("#text", offset=person.cell(end))
        await person.settle()
        assert person.selected == text[start:end]
        assert person.sees("h highlight")
        await person.pilot.hover("#text", offset=person.cell(end + 20))
        await person.settle()
        assert person.selected == text[start:end], "the button is up"
        await person.press("h")
        (made,) = person.annotations()
        assert made.quote is not None
        assert made.quote.exact == text[start:end]


async def test_dragging_back_selects_too(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        text = person.main.view.text
        start, end = text.index("technological resilience"), text.index("On a rare")
        await person.pilot.mouse_down("#text", offset=person.cell(end))
        await person.pilot.hover("#text", offset=person.cell(start))
        await person.pilot.mouse_up("#text", offset=person.cell(start))
        await person.settle()
        assert person.selected == text[start:end]


async def test_two_clicks_select_the_word_and_three_the_paragraph(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        text = person.main.view.text
        place = person.place("self-sufficiency")
        await person.pilot.click("#text", offset=(place[0] + 3, place[1]), times=2)
        await person.settle()
        assert person.selected == "self-sufficiency"
        await person.pilot.click("#text", offset=place, times=3)
        await person.settle()
        assert person.selected == text.strip().partition("\n")[0]


async def test_a_click_after_a_selection_drops_it(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("enter", "v", "w")
        assert person.selected
        await person.pilot.click("#text", offset=person.place("Washington"))
        await person.settle()
        assert person.selected == ""
        assert not person.sees("h highlight")


async def test_a_click_beside_the_text(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for offset in ((1, 1), (0, 0), (2, 10), (78, 5), (40, 9)):
            await person.pilot.click("#text", offset=offset, times=2)
            await person.settle()
        assert person.app.is_running
    async with at_the_screen(library_folder / "seeds" / "004_44a69bb044ddcf52.txt", (150, 80)) as person:
        await person.pilot.click("#text", offset=(10, 75))
        await person.settle()
        assert person.main.view.cursor.offset == len(person.main.view.text)
        await person.press("v", "a", "escape", "h", "t", "escape")
        assert person.app.is_running


async def test_the_wheel_turns_the_text_and_keeps_the_list(library_folder: Path) -> None:
    async with at_the_screen(library_folder, MEDIUM) as person:
        first = person.reading()
        for _ in range(3):
            person.main.view.post_message(_wheel(person.main.view))
            await person.settle()
        await person.pilot.pause(0.3)
        assert person.reading() != first
        assert person.path == "000"


def _wheel(widget: Widget) -> events.MouseScrollDown:
    return events.MouseScrollDown(
        widget=widget, x=10, y=10, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False
    )


async def test_the_key_line_does_what_it_says(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for label, screen in (
            ("search", "SearchScreen"),
            ("tag", "TagScreen"),
            ("note", "NoteScreen"),
            ("export", "ExportScreen"),
            ("keys", "HelpScreen"),
            ("go to", "ReaderPalette"),
        ):
            await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index(label), 0))
            await person.settle()
            assert person.screen == screen
            await person.press("escape")
            assert person.screen == "MainScreen"
        await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index("select"), 0))
        await person.settle()
        assert person.selected
        for label in ("word", "sentence", "paragraph"):
            before = person.selected
            await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index(f" {label}") + 1, 0))
            await person.settle()
            assert len(person.selected) > len(before), label
        await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index("highlight"), 0))
        await person.settle()
        assert len(person.annotations()) == 1
        await person.pilot.click("MainScreen KeyLine", offset=(person.lines[-1].index("quit"), 0))
        await person.settle()
        assert not person.app.is_running


async def test_a_click_in_the_side_panel_goes_to_a_mention(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        row = next(number for number, line in enumerate(person.lines) if "Huawei  " in line)
        await person.pilot.click("#side", offset=(4, row - 1))
        await person.settle()
        current = person.main.view.current
        assert current is not None
        assert person.main.view.text[current.start : current.end] == "Huawei"
        assert "Huawei" in person.reading()


async def test_clicking_a_message_away_more_than_once(library_folder: Path) -> None:
    async with at_the_screen(library_folder, messages=True) as person:
        person.main.notify("A message.")
        await person.pilot.pause(0.1)
        x, y = (int(place) for place in person.app.screen.query_one("Toast").region.center)
        for _ in range(3):
            for kind in (events.MouseDown, events.MouseUp):
                assert person.app._driver is not None
                person.app._driver.send_message(kind(None, x, y, 0, 0, 1, False, False, False))
        await person.settle()
        await person.pilot.pause(0.1)
        assert not person.sees("A message.")
        assert person.app.is_running
