"""Everything that keys do is done by the mouse alone: the whole table of commands is walked.

Keys only lead to where a walk begins, and type words. What stands in a line of keys, on the edge of a dialog or in the
palette is clicked, and the action must arrive at something that has it; what moves about is done by clicking, dragging
and the wheel, and must have the same effect.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual import events
from textual.actions import parse
from textual.app import App

from reader.commands import COLORS, COMMANDS, Command, Context, command
from reader.config import Settings
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.chips import Chips
from reader.tui.widgets.color_row import ColorRow
from reader.tui.widgets.lines import MORE, KeyLine
from reader.tui.widgets.scope_row import ScopeRow
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen
from tests.tui.test_lost_screen import lose, lost

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.dom import DOMNode

STILL = Settings(reduced_motion=True)
LOW = (150, 18)
"""Little enough rows for the wheel to have something to do."""
PALETTE = [item for item in COMMANDS if item.palette]
WALKS: dict[Context, tuple[str, ...]] = {
    Context.SELECTION: ("\rvww",),
    Context.FIND: ("fchina",),
    Context.FILTER: ("Fchina",),
    Context.SEARCH: ("/china",),
    Context.BROWSE: ("A", "T", "e", "!"),
    Context.OVERVIEW: ("O",),
    Context.TAG: ("t",),
    Context.NOTE: ("a",),
    Context.COLOR: ("C",),
    Context.EXPORT: ("x",),
    Context.RULING: ("\rvwE",),
    Context.ASKING: ("R",),
    Context.DIALOG: ("?",),
}
"""The keys to where the commands of a context are offered."""
SCROLLBAR = re.compile("[\u2580-\u259f]")
BY_A_CHIP = {"notes-by-person"}
"""Offered where several people wrote; the mouse has their chips anyway."""


class Mouse:
    """A person's hand on it."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def place(self, words: str, nth: int = 0) -> tuple[int, int] | None:
        """Where words stand on the screen."""
        places = [(row.index(words), y) for y, row in enumerate(self.person.lines) if words in row]
        return places[nth] if len(places) > nth else None

    def row_of(self, words: str) -> int | None:
        """The row that says this and no more, but for a scrollbar."""
        return next((y for y, row in enumerate(self.person.lines) if SCROLLBAR.sub("", row).strip() == words), None)

    async def click(self, words: str, nth: int = 0, into: int = 0) -> None:
        """Click on words."""
        place = self.place(words, nth)
        assert place is not None, (words, "\n".join(self.person.lines))
        await self.click_at(place[0] + into, place[1])

    async def click_at(self, x: int, y: int) -> None:
        await self.person.pilot.click(offset=(x, y))
        await self.person.settle()

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        await self.person.pilot.mouse_down(offset=start)
        await self.person.pilot.hover(offset=end)
        await self.person.pilot.mouse_up(offset=end)
        await self.person.settle()

    async def wheel(self, x: int, y: int, turns: int) -> None:
        """Turn the wheel down, or up with a negative number."""
        kind = events.MouseScrollDown if turns > 0 else events.MouseScrollUp
        for _ in range(abs(turns)):
            assert self.person.app._driver is not None
            self.person.app._driver.send_message(kind(None, x, y, 0, 0, 0, False, False, False))
        await self.person.settle()

    async def press(self, item: Command) -> None:
        """Click on a command in the line of keys, or on the edge of the dialog."""
        keys = self.person.app.keys_in_force
        words = f"{keys.sign(item)} {item.label}"
        screen = self.person.app.screen
        if isinstance(screen, Dialog):
            await self.click(words, nth=-1, into=len(words) - 1)
            return
        line = screen.query_one(KeyLine).region
        for _ in COMMANDS:
            row = self.person.lines[line.y]
            if f"{words}  " in f"{row}  ":
                await self.click_at(f"{row}  ".index(f"{words}  "), line.y)
                return
            assert MORE in row, (words, row)
            await self.click_at(row.rindex(MORE), line.y)
        raise AssertionError(words)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[object, ...]]]:
    """The actions that arrived at something that has them; those of the table are not done."""
    arrived: list[tuple[str, tuple[object, ...]]] = []
    known = {wanted(item)[0] for item in COMMANDS} - {"press", "submit"}
    original = cast("Callable[..., Awaitable[bool]]", App._dispatch_action)

    async def dispatch(app: App[Any], namespace: DOMNode, name: str, parameters: tuple[object, ...]) -> bool:
        if name == "palette" or name not in known | {"submit"}:
            arrived.append((name, parameters))
            return await original(app, namespace, name, parameters)
        if hasattr(namespace, f"action_{name}"):
            arrived.append((name, parameters))
        return True

    monkeypatch.setattr(App, "_dispatch_action", dispatch)
    return arrived


def wanted(item: Command) -> tuple[str, tuple[object, ...]]:
    """The name of a command's action, and what it is given."""
    _, name, parameters = parse(item.action)
    return name, parameters


def offered(person: Person, context: Context) -> list[Command]:
    """The commands of a context that are to be clicked on this screen."""
    screen = person.app.screen
    if isinstance(screen, Dialog):
        return [item for item in COMMANDS if item.context is context and item.footer]
    return [item for item in screen.query_one(KeyLine).offered if item.context is context]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("context", WALKS)
async def test_what_is_offered_is_done_by_a_click(
    library_folder: Path, size: tuple[int, int], context: Context, ran: list[tuple[str, tuple[object, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    walked = set()
    for keys in WALKS[context]:
        with monkeypatch.context() as undone:
            undone.setattr(App, "_dispatch_action", ORIGINAL)
            async with at_the_screen(library_folder, size, STILL) as person:
                await person.press(*keys)
                await person.until(lambda: bool(offered(person, context)))
                undone.undo()
                for item in offered(person, context):
                    ran.clear()
                    await Mouse(person).press(item)
                    assert wanted(item) in ran, item.id
                    walked.add(item.id)
    assert walked | BY_A_CHIP >= {item.id for item in COMMANDS if item.context is context and item.footer}


ORIGINAL = App._dispatch_action


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
async def test_the_palette_opened_by_a_click_offers_everything(
    library_folder: Path, part: int, ran: list[tuple[str, tuple[object, ...]]]
) -> None:
    async with at_the_screen(library_folder, MEDIUM, STILL) as person:
        mouse = Mouse(person)
        await mouse.press(command("palette"))
        for item in PALETTE[part::4]:
            if person.screen != "ReaderPalette":
                await mouse.press(command("palette"))
            ran.clear()
            while (row := mouse.row_of(item.help)) is None:
                before = person.lines
                await mouse.wheel(50, 15, 5)
                assert person.lines != before, item.id
            await mouse.click_at(20, row)
            assert wanted(item) in ran, item.id


async def in_a_list(mouse: Mouse) -> None:
    """Items by clicks, pages by the wheel, panels by their names."""
    person = mouse.person
    for title, path in (("Chinese President Xi", "004"), ("China Vows to", "001"), ("Chinese authorities", "002")):
        await mouse.click(title, into=4)
        assert (person.path, person.focus) == (path, "text")
    for name in ("Notes", "Outline", "Entities"):
        await mouse.click(name, into=1)
        assert [side.id for side in person.main.query(".side") if side.display] == [person.main.side_named(name).id]
    await mouse.click("●", nth=0)
    assert len(person.main.article_list.marked) == 1
    await mouse.press(command("mark-all"))
    assert len(person.main.article_list.marked) == 5
    await person.pilot.resize_terminal(150, 10)
    await person.settle()
    for turns in (9, -9):
        shown = person.pane("list")
        await mouse.wheel(10, 5, turns)
        assert person.pane("list") != shown


async def in_the_text(mouse: Mouse) -> None:
    """The wheel turns rows and pages, a highlight that is clicked offers its note."""
    person, view = mouse.person, mouse.person.main.view
    await mouse.wheel(70, 8, 3)
    assert view.scroll_y > 0
    await mouse.wheel(70, 8, 60)
    assert view.progress == 1.0
    await mouse.wheel(70, 8, -80)
    assert view.scroll_y == 0
    await mouse.drag(mouse.place("ramping") or (0, 0), mouse.place("efforts") or (0, 0))
    await mouse.press(command("highlight"))
    await mouse.click("ramping", into=2)
    await mouse.press(command("open-passage"))
    assert person.screen == "NoteScreen"


async def while_selecting(mouse: Mouse) -> None:
    """Dragging widens and narrows by whatever; a click drops; the colors are in their dialog."""
    person, text = mouse.person, mouse.person.main.view.text
    start = mouse.place("ramping") or (0, 0)
    for end in ("efforts", "technological", "As Beijing"):
        await mouse.drag(start, mouse.place(end) or (0, 0))
        assert person.selected == text[text.index("ramping") : text.index(end)]
    await mouse.click("ramping", into=2)
    assert person.selected == ""
    for number, color in enumerate(COLORS):
        await mouse.drag(start, (start[0] + 4 + number, start[1]))
        await mouse.press(command("color-selection"))
        await mouse.click(color, nth=-1, into=1)
        assert [item.color for item in person.annotations()][-1:] or number == 0
        assert color in {item.color for item in person.annotations()}


async def while_filtering(mouse: Mouse) -> None:
    """The list can be clicked meanwhile."""
    await mouse.person.press(*"Fchina")
    await mouse.click("China, under", into=2)
    assert mouse.person.path == "003"


async def in_the_search(mouse: Mouse) -> None:
    """The wheel turns the hits, a click opens one."""
    person = mouse.person
    await person.press(*"/china")
    await person.until(lambda: person.sees(" hits in "))
    before = person.lines
    await mouse.wheel(20, 10, 5)
    assert person.lines != before
    await mouse.wheel(20, 10, -9)
    await mouse.click_at(10, 9)
    assert person.screen == "MainScreen"
    assert person.main.hits


async def among_things(mouse: Mouse) -> None:
    """A click goes to one, the wheel to others, chips to a kind of them."""
    person = mouse.person
    await person.press("e")
    await person.until(lambda: person.sees("Xi Jinping"))
    await mouse.click("Xi Jinping")
    await person.until(lambda: person.sees("Xi Jinping · PERSON"))
    await mouse.click("PERSON ", into=2)
    assert person.sees("▸ PERSON")
    await mouse.click("all ", into=1)
    for _ in range(2):
        await mouse.click("China  ")
    await person.until(lambda: person.sees("China · GPE · "))
    before = person.lines
    await mouse.wheel(20, 10, 5)
    assert person.lines != before


async def in_the_overview(mouse: Mouse) -> None:
    """A click goes to a cell."""
    person = mouse.person
    await person.press("O")
    await person.until(lambda: person.sees("China  "))
    place = mouse.place("United States") or (0, 0)
    await mouse.click_at(60, place[1])
    assert any("United States: " in row for row in person.lines)


async def while_tagging(mouse: Mouse) -> None:
    """A click on a known tag adds it."""
    person = mouse.person
    await person.press(*"tchips", "enter", "escape")
    await mouse.click("China Vows to", into=4)
    await mouse.press(command("tag"))
    await mouse.click("#chips", nth=-1, into=1)
    assert [item.article.path[:3] for item in person.annotations() if "chips" in item.tags] == ["000", "001"]


async def in_a_note(mouse: Mouse) -> None:
    """A click takes a color."""
    await mouse.press(command("note"))
    for color in ("green", "pink", "blue"):
        await mouse.click(f" {color} ", nth=-1, into=2)
        assert mouse.person.app.screen.query_one(ColorRow).color == color


async def while_exporting(mouse: Mouse) -> None:
    """Formats and scopes are chips."""
    await mouse.press(command("export"))
    for words in ("csv", "w3c", "brat", "json", "this article"):
        await mouse.click(f" {words} ", nth=-1, into=2)
        assert mouse.person.sees(f"▸ {words} ◂")
    assert mouse.person.app.screen.query(Chips)


async def while_correcting(mouse: Mouse) -> None:
    """A click goes to a verdict, the wheel to others, a chip says where it holds."""
    person = mouse.person
    await mouse.click("China is ramping", into=2)
    await mouse.press(command("correct"))
    await mouse.click("everywhere", into=2)
    assert person.app.screen.query_one(ScopeRow).scope == "everywhere"
    before = person.lines
    await mouse.wheel(75, 10, 5)
    assert person.lines != before
    await mouse.wheel(75, 10, -9)
    await mouse.click("people")
    await mouse.click("people")
    assert person.screen == "MainScreen"
    assert "China" in person.told[-1]


async def attaching(mouse: Mouse) -> None:
    """From what is lost to its new place."""
    person = mouse.person
    before = lost(person)
    await person.press("!")
    await mouse.press(replace_label("choose-one", "attach anew"))
    await mouse.drag(mouse.place("nobody had") or (0, 0), mouse.place("before, all") or (0, 0))
    await mouse.press(command("attach"))
    assert lost(person) == before - 1


def replace_label(id_: str, label: str) -> Command:
    """A command under the name that it has on some screen."""
    return command(id_)._replace(label=label)


def ids(context: Context, *, but: tuple[str, ...] = ()) -> set[str]:
    """The commands of a context that no line of keys offers."""
    return {item.id for item in COMMANDS if item.context is context and not item.footer and item.id not in but}


OTHERWISE: dict[Callable[[Mouse], Awaitable[None]], set[str]] = {
    in_a_list: ids(Context.LIST),
    in_the_text: ids(Context.TEXT),
    while_selecting: ids(Context.SELECTION, but=("attach",)),
    while_filtering: ids(Context.FILTER),
    in_the_search: ids(Context.SEARCH),
    among_things: ids(Context.BROWSE),
    in_the_overview: ids(Context.OVERVIEW),
    while_tagging: ids(Context.TAG),
    in_a_note: ids(Context.NOTE),
    while_exporting: ids(Context.EXPORT),
    while_correcting: ids(Context.RULING),
    attaching: {"attach"},
}
"""What no line of keys offers, and how the mouse does it."""


@pytest.mark.parametrize("walk", OTHERWISE, ids=lambda walk: walk.__name__)
async def test_what_moves_about_is_done_by_clicking_dragging_and_the_wheel(
    library_folder: Path, walk: Callable[[Mouse], Awaitable[None]]
) -> None:
    if walk is attaching:
        lose(library_folder)
    async with at_the_screen(library_folder, LOW, STILL) as person:
        await walk(Mouse(person))


def test_every_command_is_walked() -> None:
    walked = defaultdict(set, {item.id: {"palette"} for item in PALETTE})
    for item in COMMANDS:
        if item.footer and (item.context in WALKS or item.id == "palette"):
            walked[item.id].add("line of keys")
        if any(item.id in moving for moving in OTHERWISE.values()) or item.id.startswith("pick-"):
            walked[item.id].add("otherwise")
    assert [item.id for item in COMMANDS if not walked[item.id]] == []
