"""Back to the shell and here again: the terminal is given back as it was found, and all is painted anew."""

from __future__ import annotations

import os
import re
import signal
import termios
from typing import TYPE_CHECKING

import pytest

from tests.tui.reading import MEDIUM, WIDE, at_the_screen
from tests.tui.terminals import Shown, Terminal, terminal

if TYPE_CHECKING:
    from pathlib import Path

SUSPEND = "\x1a"
MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
CURSOR, ALTERNATE_SCREEN, LINE_WRAP = b"25", b"1049", b"7"
OFF_IN_A_SHELL = (ALTERNATE_SCREEN, b"1000", b"1003", b"1006", b"1004", b"2004")
"""The other screen, the mouse, the focus, bracketed paste."""
ECHO_LINES = termios.ECHO | termios.ICANON
CTRL_Z_UNDOES = "NoteScreen"


def modes(stream: bytes) -> dict[bytes, bool]:
    """The modes of the terminal as they were set last."""
    return {mode: switch == b"h" for mode, switch in MODES.findall(stream)}


def stopped(program: Terminal) -> bool:
    """Whether the program stops; all that it said before is read."""
    _, status = os.waitpid(program.process.pid, os.WUNTRACED)
    program.read(0.3)
    return os.WIFSTOPPED(status)


def in_a_shell(program: Terminal) -> bool:
    """Whether the terminal is as a shell wants it."""
    state = modes(program.stream)
    return (
        state[CURSOR]
        and state[LINE_WRAP]
        and not any(state[mode] for mode in OFF_IN_A_SHELL)
        and program.local_modes & ECHO_LINES == ECHO_LINES
    )


@pytest.mark.slow
def test_the_shell_gets_its_terminal_and_the_reader_gets_it_back(library_folder: Path) -> None:
    with terminal(library_folder) as program:
        shown = Shown(program, WIDE)
        before = shown.cells()
        for size in (WIDE, MEDIUM):
            assert not in_a_shell(program)
            program.send(SUSPEND)
            assert stopped(program)
            assert in_a_shell(program)
            if size != WIDE:
                shown.resize(size)
            program.process.send_signal(signal.SIGCONT)
            after, text = shown.cells(), shown.text
            assert (after == before) is (size == WIDE)
            assert any("Articles" in row for row in text)
            program.send("\x0c")
            assert (shown.cells() == after, shown.text) == (True, text), "nothing was left unpainted"
        assert program.leave() == 0
        assert in_a_shell(program)


@pytest.mark.slow
def test_what_is_being_written_waits(library_folder: Path) -> None:
    with terminal(library_folder) as program:
        shown = Shown(program, WIDE)
        for keys in ("/", "chips", SUSPEND):
            program.send(keys)
            program.read(0.3)
        assert stopped(program)
        program.process.send_signal(signal.SIGCONT)
        shown.cells()
        program.send(" policy")
        shown.cells()
        assert any("chips policy" in row for row in shown.text)
        assert program.leave() == 0


@pytest.mark.slow
def test_who_is_stopped_without_notice_hears_every_key_afterwards(library_folder: Path) -> None:
    with terminal(library_folder) as program:
        shown = Shown(program, WIDE)
        shown.cells()
        for _ in range(2):
            program.process.send_signal(signal.SIGSTOP)
            assert stopped(program)
            program.process.send_signal(signal.SIGCONT)
            shown.cells()
        for key in ("/", *"technological"):
            program.send(key)
            program.read(0.3)
        shown.cells()
        assert any("technological " in row for row in shown.text)
        assert program.leave() == 0


@pytest.mark.parametrize("keys", ["", "/", "A", "t", "?", "x", "O", "va"])
async def test_the_shell_is_one_key_away_everywhere(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    async with at_the_screen(library_folder) as person:
        suspended: list[bool] = []
        monkeypatch.setattr(type(person.app._driver), "can_suspend", True)
        monkeypatch.setattr(person.app, "action_suspend_process", lambda: suspended.append(True))
        await person.press(*keys)
        await person.press("ctrl+z")
        assert bool(suspended) is (person.screen != CTRL_Z_UNDOES)


async def test_where_there_is_no_shell_that_is_said(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("ctrl+z")
        assert person.told[-1] == "There is no shell here to go back to."
