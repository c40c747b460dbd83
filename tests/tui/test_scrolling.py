"""What stays on the screen is not painted anew, and looks as if it were."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from rich.text import Text
from textual.app import App

from reader.annotations import editing
from reader.articles.models import Span
from reader.library.library import Library
from reader.tui.widgets.scrolling import SparingBar
from reader.tui.widgets.virtual_list import VirtualList
from tests.tui.reading import Person, at_the_screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.segment import Segment
    from textual.app import ComposeResult

    from tests.library.fakes import FakeProcess

HEIGHT = 12
MANY = 10_000
WORDS = ("China", "Beijing", "talks", "中文", "to", "Huawei", "-", "chips\n\n")
KEYS = {
    "down": 8,
    "up": 4,
    "pagedown": 2,
    "pageup": 2,
    "end": 1,
    "home": 1,
    "tab": 2,
    "shift+tab": 2,
    "space": 3,
    "b": 2,
    "J": 1,
    "n": 1,
    "greater_than_sign": 2,
    "1": 1,
    "s": 1,
    "asterisk": 1,
    "u": 1,
    "v": 1,
    "escape": 1,
}
"""What is pressed, and how often it is."""


class Numbers(VirtualList):
    """A long list that knows what of it was drawn."""

    drawn: list[int]

    @property
    def count(self) -> int:
        return MANY

    def item(self, index: int, width: int) -> Sequence[Text]:
        self.drawn.append(index)
        return (Text(f"{index}"[:width]),)


class ListApp(App[None]):
    """One list that fills the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.list = Numbers()
        self.list.drawn = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.items_changed()


async def test_rows_that_stay_on_the_screen_are_not_drawn_again() -> None:
    app = ListApp()
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        for index in (HEIGHT + 3, HEIGHT + 4):
            app.list.index = index
            await pilot.pause()
            app.list.drawn.clear()
        app.list.index += 1
        await pilot.pause()
        assert set(app.list.drawn) == {HEIGHT + 4, HEIGHT + 5}


async def test_a_scrollbar_is_painted_where_it_looks_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: set[int] = set()
    app = ListApp()
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        bar, paint = app.list.vertical_scrollbar, SparingBar.render_line

        def watched(self: SparingBar, y: int) -> object:
            painted.add(y)
            return paint(self, y)

        await pilot.pause(0.1)
        monkeypatch.setattr(SparingBar, "render_line", watched)
        for index in range(2 * HEIGHT):
            app.list.index = index
            await pilot.pause()
        assert not painted
        app.list.index = MANY - 1
        await pilot.pause()
        assert {0, HEIGHT - 1} <= painted
        assert bar.position == MANY - HEIGHT


@pytest.fixture
def library_of_many(tmp_path: Path) -> Path:
    """Articles of all lengths, more than fit on the screen, with notes and highlights in some."""
    chooser, folder = random.Random(3), tmp_path / "articles"
    folder.mkdir()
    for number in range(18):
        words = chooser.choices(WORDS, k=number * 30 + 5)
        (folder / f"{number:03}.txt").write_text(f"Title of China {number}\n\n{' '.join(words)}\n")
    library = Library.open(folder)
    for file in library.files[::4]:
        article = library.article(file.path)
        editing.add_note(library.store, article, "Why?", Span(0, 5))
        editing.add_highlight(library.store, article, Span(3, 12))
    library.close()
    return folder


def hashes_of(library: Library) -> list[str]:
    return [library.catalog.sha256(file.path) for file in library.files]


def looks(person: Person) -> list[list[Segment]]:
    """All that is on the screen, with its colors."""
    return [list(strip) for strip in person.app.screen._compositor.render_strips()]


async def anew(person: Person) -> list[list[Segment]]:
    """The same, with every widget painted anew."""
    for widget in person.app.screen.walk_children():
        widget.refresh()
    await person.settle()
    return looks(person)


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_on_the_screen_is_what_painting_it_anew_would_show(library_of_many: Path, seed: int) -> None:
    async with at_the_screen(library_of_many, (130, 16 + seed)) as person:
        recognition = person.library.recognition
        await person.until(lambda: all(recognition.known_of(sha256) for sha256 in hashes_of(person.library)))
        for key in random.Random(seed).choices([*KEYS], [*KEYS.values()], k=60):
            await person.press(key)
            assert looks(person) == await anew(person), key


async def test_entities_that_arrive_late_are_painted_where_they_are(
    library_of_many: Path, fake_process: FakeProcess
) -> None:
    fake_process.go_on.clear()
    async with at_the_screen(library_of_many, (130, 16), waiting=False) as person:
        await person.press("end")
        plain = looks(person)
        fake_process.go_on.set()
        await person.recognized()
        await person.settle()
        assert plain != looks(person) == await anew(person)
