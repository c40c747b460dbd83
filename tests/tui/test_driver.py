"""What the program leaves unsaid stands on the terminal already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyte
import pytest

from tests.tui.reading import MEDIUM, WIDE
from tests.tui.terminals import Terminal, terminal

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    *("\t", "\x1b[B", "\x1b[B", " ", "v", "w", "w", "\x1b"),
    *("?", "\x1b[6~", "\x1b", "t", "c", "h", "\x1b", "f", "c", "h", "\x1b"),
    *("/", "h", "u", "w", "\x1b[B", "\r", "n", "3", "|", "|", "\x1b", "\x1b"),
)
PAINT_ANEW = "\x0c"


class Shown:
    """What a terminal of this size shows of the program's output."""

    def __init__(self, program: Terminal, size: tuple[int, int]) -> None:
        self._program, self._size = program, size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def cells(self) -> list[list[Any]]:
        """Every cell, once the program is quiet."""
        self._program.read(0.5)
        self._stream.feed(self._program.stream[self._fed :])
        self._fed = len(self._program.stream)
        columns, rows = self._size
        blank = self._screen.default_char
        return [[self._screen.buffer[row].get(column, blank) for column in range(columns)] for row in range(rows)]

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size."""
        self._size = size
        self._screen.resize(size[1], size[0])
        self._program.resize(size)


@pytest.mark.slow
def test_the_terminal_shows_what_it_would_if_all_were_sent(library_folder: Path) -> None:
    with terminal(library_folder) as program:
        shown = Shown(program, WIDE)
        for key in KEYS:
            program.send(key)
            program.read(0.15 if key == "\x1b" else 0.04)
        before = shown.cells()
        sent = len(program.stream)
        program.send(PAINT_ANEW)
        assert shown.cells() == before
        assert len(program.stream) - sent > 4000, "all was sent"
        shown.resize(MEDIUM)
        resized = shown.cells()
        assert resized != before
        program.send(PAINT_ANEW)
        assert shown.cells() == resized
        assert program.leave() == 0
