"""What the program leaves unsaid stands on the terminal already."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from textual.drivers.linux_driver import LinuxDriver

from reader.tui.driver import SparingDriver
from tests.tui.reading import MEDIUM, WIDE
from tests.tui.terminals import Shown, terminal

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    *("\t", "\x1b[B", "\x1b[B", " ", "v", "w", "w", "\x1b"),
    *("?", "\x1b[6~", "\x1b", "t", "c", "h", "\x1b", "f", "c", "h", "\x1b"),
    *("/", "h", "u", "w", "\x1b[B", "\r", "3", "|", "|", "\x1b", "\x1b"),
)
PAINT_ANEW = "\x0c"


@pytest.mark.slow
def test_the_terminal_shows_what_it_would_if_all_were_sent(library_folder: Path) -> None:
    with terminal(library_folder) as program:
        shown = Shown(program, WIDE)
        for key in KEYS:
            program.send(key)
            program.read(0.15 if key == "\x1b" else 0.04)
        before = shown.cells()
        text = shown.text
        sent = len(program.stream)
        program.send(PAINT_ANEW)
        assert (shown.cells() == before, shown.text) == (True, text)
        assert len(program.stream) - sent > 4000, "all was sent"
        shown.resize(MEDIUM)
        resized = shown.cells()
        text = shown.text
        assert resized != before
        program.send(PAINT_ANEW)
        assert (shown.cells() == resized, shown.text) == (True, text)
        assert program.leave() == 0


@pytest.mark.slow
def test_the_screen_is_painted_where_standard_error_leads_elsewhere(library_folder: Path) -> None:
    with terminal(library_folder, errors=subprocess.DEVNULL) as program:
        assert program.leave() == 0


def test_who_was_stopped_without_notice_stops_listening_before_listening_again(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(LinuxDriver, "suspend_application_mode", lambda _: done.append("stop"))
    monkeypatch.setattr(LinuxDriver, "resume_application_mode", lambda _: done.append("listen"))
    driver = object.__new__(SparingDriver)
    driver.resume_application_mode()
    assert done == ["stop", "listen"]
    driver.suspend_application_mode()
    driver.resume_application_mode()
    assert done == ["stop", "listen"] * 2
