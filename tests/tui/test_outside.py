"""What leads out of the program: links, the person's editor; and a title of one's own."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.widgets import TextArea

from tests.tui.reading import NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path


def editor(folder: Path, program: str) -> str:
    """A command that changes the file it is given."""
    file = folder / "editor.py"
    file.write_text(f"#!{sys.executable}\nimport sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\n{program}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return os.fspath(file)


@pytest.fixture
def suspended(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the screen gave the terminal away; without a terminal Textual cannot."""
    import contextlib

    times: list[bool] = []

    @contextlib.contextmanager
    def suspend(_: App[None]) -> Iterator[None]:
        times.append(True)
        yield

    def suspending(app: App[None]) -> AbstractContextManager[None]:
        return suspend(app)

    monkeypatch.setattr(App, "suspend", suspending)
    return times


async def test_a_title_of_ones_own_and_back(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("R", "ctrl+u")
        await person.type("Mine [b]")
        await person.press("enter")
        assert person.sees("● Mine [b]")
        assert person.told[-1] == "Titled “Mine [b]”. u undoes it."
        record = person.library.store.records()[0]
        assert record.title == "Mine [b]"
        await person.press("u")
        assert person.sees("● China Tech Self-Reliance")
        await person.press("ctrl+r", "R", "ctrl+u", "enter")
        assert person.sees("● China Tech Self-Reliance")
        assert person.told[-1] == "The article's own title is back. u undoes it."


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_links_are_listed_and_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(App, "open_url", lambda _, url, **__: opened.append(url))
    (tmp_path / "a.txt").write_text("A title\n\nSee www.example.com/one, or ask who@example.com for more.\n")
    async with at_the_screen(tmp_path, size, waiting=False) as person:
        await person.press("L")
        assert person.sees("www.example.com/one")
        assert opened == []
        await person.press("enter", "down", "ctrl+o", "enter")
        assert opened == ["https://www.example.com/one", "mailto:who@example.com"]
        assert person.app.clipboard == "mailto:who@example.com"
        await person.press("escape")
        assert person.screen == "MainScreen"


async def test_an_article_without_links(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("No links.\n")
    async with at_the_screen(tmp_path, waiting=False) as person:
        await person.press("L", "enter")
        assert person.sees("No links in this article.")


async def test_the_article_in_the_editor(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suspended: list[bool]
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "file.write_text('New words.' + file.read_text())") + " --wait")
    async with at_the_screen(library_folder) as person:
        await person.press("ctrl+e")
        assert suspended == [True]
        await person.until(lambda: person.reading().startswith("New words."))


async def test_a_note_in_the_editor(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suspended: list[bool]
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, "file.write_text(file.read_text().upper() + '\\n')"))
    async with at_the_screen(library_folder) as person:
        await person.press("v", "a")
        await person.type("why?")
        await person.press("ctrl+o")
        assert suspended == [True]
        assert person.app.screen.query_one(TextArea).text == "WHY?"
        await person.press("ctrl+s")
        assert person.annotations()[0].body == "WHY?"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "No editor is set"),
        ("no-such-editor-anywhere", "cannot be started"),
        ('"', "cannot be started"),
        (f"{sys.executable} -c 'raise SystemExit(3)'", "ended with an error (3)"),
    ],
)
async def test_an_editor_that_fails_loses_nothing(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, suspended: list[bool], command: str, said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    async with at_the_screen(library_folder) as person:
        await person.press("v", "a")
        await person.type("why?")
        await person.press("ctrl+o")
        assert said in person.told[-1]
        assert person.app.screen.query_one(TextArea).text == "why?"
        await person.press("ctrl+s", "ctrl+e")
        assert said in person.told[-1]
        assert person.path == "000"


async def test_where_the_screen_cannot_be_left(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with at_the_screen(library_folder) as person:
        await person.press("ctrl+e")
        assert "needs a terminal of its own" in person.told[-1]
