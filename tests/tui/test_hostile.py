"""Nothing from an article, a name, a tag or a note ever acts: it is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.articles.sanitizing import visible
from reader.commands import COMMANDS
from tests.tui.hostile import hostile_folder
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen
from tests.tui.terminals import Shown, terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return hostile_folder(tmp_path)


OWN_CLICKS = ("screen.open_entity", "screen.toggle_named('", *(f"screen.press('{item.id}')" for item in COMMANDS))
"""What the lower edges of the text and of dialogs do when they are clicked."""


def harmless(person: Person) -> None:
    """Nothing on the screen acts, neither on the terminal nor when it is clicked."""
    for strip in person.app.screen._compositor.render_strips():
        for segment in strip:
            assert not segment.control
            assert visible(segment.text) == segment.text
            assert "\n" not in segment.text
            assert "\t" not in segment.text
            if segment.style is not None:
                assert not segment.style.link
                assert segment.style.meta.get("@click", OWN_CLICKS[0]).startswith(OWN_CLICKS)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_every_article_is_listed_opened_and_shown_as_typed(hostile: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(hostile, size) as person:
        assert len(person.library.files) == 9
        assert not person.library.store.problem
        for _ in person.library.files:
            harmless(person)
            await person.press("enter")
            harmless(person)
            article = person.main.reading.article
            assert article is not None
            if article.title.startswith("[@click") and size == WIDE:
                assert person.sees("[@click=app.quit]CLICK[/] [link=https://example.com]LINK[/]")
                assert person.sees("␛]52;c;UFdORUQ=␇")
            await person.press("space", "G", "g", "tab")
            harmless(person)
            await person.press("escape", "escape", "down")
        assert person.app.is_running


async def test_every_screen(hostile: Path) -> None:
    async with at_the_screen(hostile, messages=True) as person:
        await person.press("down")
        for keys in (
            ("slash", *"click"),
            ("slash", *"tag:", "down", "down"),
            ("t",),
            ("a",),
            ("enter", "a"),
            ("enter", "g", "v", "w", "w", "a"),
            ("enter", "v", "w", "t"),
            ("x",),
            ("question_mark",),
            ("ctrl+p",),
            ("ctrl+p", *"click"),
            ("A",),
            ("T",),
            ("e",),
        ):
            await person.press(*keys)
            await person.pilot.pause(0.15)
            harmless(person)
            while person.screen != "MainScreen":
                await person.press("escape")
            await person.press("escape", "escape")
        await person.press("enter", "g", "v", "w", "w", "h")
        harmless(person)
        assert person.app.is_running


async def test_what_is_pasted_is_text(hostile: Path) -> None:
    from textual import events

    from tests.tui.hostile import MARKUP, SEQUENCES

    async with at_the_screen(hostile) as person:
        for key in ("slash", "t", "a", "x"):
            await person.press(key)
            person.app.post_message(events.Paste(MARKUP + SEQUENCES))
            await person.settle()
            harmless(person)
            while person.screen != "MainScreen":
                await person.press("escape")
        assert person.app.is_running


async def test_messages(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_screen(hostile, messages=True) as person:
        monkeypatch.setattr(person.library, "rescan", lambda: False)
        for file in person.library.files[1:]:
            file.file.unlink()
        for _ in person.library.files:
            await person.press("down")
            await person.pilot.pause(0.05)
            harmless(person)
        assert person.sees("cannot be read")
        assert any("cannot be read" in message for message in person.told)
        assert person.app.is_running


async def test_clicking_on_markup_does_nothing(hostile: Path) -> None:
    async with at_the_screen(hostile) as person:
        await person.press("down", "enter")
        text = person.main.view.text
        for words in ("CLICK[/]", "@click", "LINK[/]", "https://example.com", "BOLD", "LINKED", "ISOLATE"):
            await person.pilot.click("#text", offset=person.place(words))
        await person.settle()
        assert text == person.main.view.text
        assert person.app.is_running
        assert person.screen == "MainScreen"
        assert len(person.annotations()) == 36


ESCAPES = re.compile(
    rb"\x1b(?:"
    rb"\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    rb"|[ -/]*[0-~])"
)
KEYS = (
    *("\x1b[B", "\r", " ", "\t", "\x1b") * 9,
    "/",
    *"click",
    "\x1b[B",
    "\x1b",
    "?",
    "\x1b",
    *("\x10", "c", "l", "i", "c", "k", "\x1b"),
    *("t", "\x1b"),
    *("a", "\x1b"),
    *("x", "\x1b"),
    *("A", "\x1b"),
    *("T", "\x1b"),
    *("e", "\x1b"),
    *("g", "v", "w", "w", "h"),
)


def visit(folder: Path) -> tuple[bytes, set[str]]:
    """What the program writes while a person looks at everything and clicks about; and every row that it shows."""
    with terminal(folder) as program:
        shown = Shown(program, WIDE)
        for key in KEYS:
            program.send(key)
            program.read(0.15 if key == "\x1b" else 0.04)
            shown.look()
        for row in range(3, 40, 2):
            for column in range(40, 118, 6):
                program.send(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")
            program.read(0.04)
            shown.look()
        assert program.process.poll() is None, "nothing made it leave"
        assert program.leave() == 0, ESCAPES.sub(b"", program.stream[-6000:]).decode(errors="replace")
        return program.stream, shown.rows_seen


def kinds(stream: bytes) -> set[bytes]:
    """The sequences in a stream; of CSI those without their numbers, of the others whole."""
    found = set()
    for sequence in ESCAPES.findall(stream):
        found.add(re.sub(rb"\d+", b"0", sequence) if sequence.startswith(b"\x1b[") else sequence)
    return {re.sub(rb"[0;:]+m$", b"m", sequence) for sequence in found}


@pytest.mark.slow
def test_the_stream_to_the_terminal_holds_nothing_of_theirs(hostile: Path, library_folder: Path) -> None:
    (ours, _), (theirs, rows) = visit(library_folder), visit(hostile)
    assert kinds(theirs) <= kinds(ours)
    text = ESCAPES.sub(b"", theirs).decode("utf-8")
    assert {letter for letter in text if letter < " " or letter == "\x7f"} <= {"\n", "\r"}
    shown = text.replace("\r", "").replace("\n", "")
    assert visible(shown) == shown
    for typed in ("␛]52;c;UFdORUQ=␇", "[@click=app.quit]CLICK[/]", "[link=https://example.com]LINK[/]"):
        assert any(typed in row for row in rows), typed
