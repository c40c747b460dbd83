"""The program in a real pseudo-terminal, for the tests that are about terminals."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pyte

from tests.tui.reading import WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHILD = """
import sys
from pathlib import Path
from reader.library.library import Library
from reader.__main__ import main
import reader.entities.process
from tests.library.fakes import FakeProcess
reader.entities.process.RecognitionProcess = lambda model: FakeProcess()
Library.open(Path(sys.argv[1])).state.set_layout("greeted", value=True)
sys.exit(main([sys.argv[1]]))
"""


class Terminal:
    """A program in a pseudo terminal, and all that it wrote."""

    def __init__(self, folder: Path, size: tuple[int, int] = WIDE, errors: int | None = None) -> None:
        self._main, child = pty.openpty()
        columns, rows = size
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        project = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder)],
            stdin=child, stdout=child, stderr=errors or child, cwd=project, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(child)
        self.stream = b""

    def read(self, quiet: float = 0.1, patience: float = 20.0) -> None:
        """Read until nothing comes for a while."""
        end = time.monotonic() + patience
        while time.monotonic() < end and select.select([self._main], [], [], quiet)[0]:
            try:
                self.stream += os.read(self._main, 65536)
            except OSError:
                return

    def until(self, words: bytes, patience: float = 20.0) -> None:
        """Read until the program has written this."""
        end = time.monotonic() + patience
        while words not in self.stream and time.monotonic() < end:
            self.read()
        assert words in self.stream

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, as a person does with the mouse."""
        columns, rows = size
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    @property
    def local_modes(self) -> int:
        """The terminal's local modes: whether it echoes, and reads by line."""
        modes: int = termios.tcgetattr(self._main)[3]
        return modes

    def send(self, keys: str) -> None:
        os.write(self._main, keys.encode())

    def leave(self, patience: float = 20.0) -> int | None:
        """Go back to the main screen, however far that is, and quit; gives the exit code."""
        end = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < end:
            for key in ("\x1b", "\x1b", "q"):  # twice: a note that was changed asks once
                self.send(key)
                self.read(0.5)
        return self.process.poll()

    def close(self) -> None:
        """End the program, if it did not end by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._main)


@contextlib.contextmanager
def terminal(folder: Path, size: tuple[int, int] = WIDE, errors: int | None = None) -> Iterator[Terminal]:
    """A program that has listed its articles, with another standard error if given; it is ended in the end."""
    opened = Terminal(folder, size, errors)
    try:
        opened.until(b"Articles")
        yield opened
    finally:
        opened.close()


class Shown:
    """What a terminal of this size shows of the program's output."""

    def __init__(self, program: Terminal, size: tuple[int, int]) -> None:
        self._program, self._size = program, size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0
        self.rows_seen: set[str] = set()
        """Every row that was to be seen when somebody looked."""

    def look(self) -> None:
        """See what is there."""
        self._stream.feed(self._program.stream[self._fed :])
        self._fed = len(self._program.stream)
        self.rows_seen.update(self._screen.display)

    @property
    def text(self) -> list[str]:
        """The rows as they were when somebody looked last."""
        return [row.rstrip() for row in self._screen.display]

    def cells(self) -> list[list[Any]]:
        """Every cell, once the program has been quiet for a while; a busy machine takes its time."""
        quiet = 0
        while quiet < 3:
            before = len(self._program.stream)
            self._program.read(0.5)
            quiet = quiet + 1 if len(self._program.stream) == before else 0
        self.look()
        columns, rows = self._size
        blank = self._screen.default_char
        return [[self._screen.buffer[row].get(column, blank) for column in range(columns)] for row in range(rows)]

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size."""
        self._size = size
        self._screen.resize(size[1], size[0])
        self._program.resize(size)
