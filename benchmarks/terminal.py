"""What a key press sends to the terminal: bytes, and CPU of the whole program, on the real screen in a pseudo-terminal.

usage: python -m benchmarks.terminal [LIBRARY] [--size 150x44]

Over a slow connection every byte counts. Each key is pressed once the screen is quiet; what it sends until the screen
is quiet again is counted. The text of the visible pane is the measure for scrolling: a terminal that shows other lines
has to be told at least these.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
KEYS = (
    ("list: arrow down", b"\x1b[B"),
    ("list: arrow up", b"\x1b[A"),
    ("to the text", b"\t"),
    ("text: scroll one line", b"\x1b[B"),
    ("text: scroll one line", b"\x1b[B"),
    ("text: a page down", b"\x1b[6~"),
    ("text: begin a selection", b"v"),
    ("text: move the cursor by a word", b"w"),
    ("text: move the cursor by a word", b"w"),
    ("text: move the cursor by a row", b"j"),
    ("text: highlight the selection", b"h"),
    ("text: undo", b"u"),
    ("text: next mention", b">"),
    ("text: hide a type of entity", b"3"),
    ("help", b"?"),
    ("help: back", b"\x1b"),
)
QUIET = 0.4
"""Seconds without output after which the screen is taken to be quiet."""


class Terminal:
    """The program in a pseudo-terminal.

    Args:
        library: what it opens.
        columns: of the terminal.
        rows: of the terminal.
        home: for settings, cache and state.
    """

    def __init__(self, library: Path, columns: int, rows: int, home: str) -> None:
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reader", os.fspath(library)],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "READER_HOME": home},
        )
        os.close(follower)

    def sent(self, key: bytes = b"", quiet: float = QUIET) -> tuple[int, float]:
        """Press a key; bytes that came until the screen was quiet, and seconds of CPU."""
        before = self._cpu()
        if key:
            os.write(self._leader, key)
        count = 0
        while select.select([self._leader], [], [], quiet)[0]:
            count += len(os.read(self._leader, 65536))
        return count, self._cpu() - before

    def close(self) -> None:
        """End the program."""
        self._process.terminate()
        self._process.wait()
        os.close(self._leader)

    def _cpu(self) -> float:
        """Seconds of CPU so far, from the system's table of processes; 0 where there is none."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(library: Path, columns: int, rows: int) -> Iterator[tuple[str, int, float]]:
    """What each key did: its name, bytes, and seconds of CPU."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as copy:
        folder = Path(copy)
        for file in library.rglob("*.txt"):
            (folder / file.name).write_bytes(file.read_bytes())
        terminal = Terminal(folder, columns, rows, home)
        try:
            yield "start, until entities are there", *terminal.sent(quiet=5.0)
            for name, key in KEYS:
                yield name, *terminal.sent(key)
                time.sleep(0.1)
        finally:
            terminal.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terminal", description=__doc__)
    parser.add_argument("library", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--size", default="150x44")
    options = parser.parse_args(arguments)
    columns, rows = map(int, options.size.split("x"))
    print(f"{'key':<36}{'bytes':>9}{'ms CPU':>9}")
    for name, count, seconds in measured(options.library, columns, rows):
        print(f"{name:<36}{count:>9,}{seconds * 1000:>9.0f}")


if __name__ == "__main__":
    main()
