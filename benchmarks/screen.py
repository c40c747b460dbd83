"""The screen: CPU from start until the list, and then the text, are painted, beside an empty Textual app, in one run.

usage: python -m benchmarks.screen [--size 150x44] [--runs 7]

Each run is a process of its own in a pseudo-terminal; it ends itself right after the paint, and the operating
system says what CPU it took. The best of the runs is shown, since other work on the machine only ever adds.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
EMPTY_APP = """
import os
from textual.app import App
class Empty(App):
    def on_mount(self):
        self.call_after_refresh(lambda: self.call_after_refresh(os._exit, 0))
Empty().run()
"""
READER = """
import gc, os, sys
gc.disable()
from pathlib import Path
from reader.cli.opening import open_screen
from reader.library.library import Library
opened = Library.open
def open_and_watch(path, annotations=None):
    from reader.tui.screens.main import MainScreen
    setattr(MainScreen, sys.argv[2], lambda screen: os._exit(0))
    return opened(path, annotations)
Library.open = open_and_watch
open_screen(Path(sys.argv[1]), None)
"""


LIST, TEXT = "painted_first", "begin_background_work"
"""What follows upon the paint of the list, and of the text."""


def cpu_to_paint(code: str, columns: int, rows: int, *arguments: str) -> float:
    """Seconds of CPU that a program took until it ended itself.

    Raises:
        RuntimeError: it ended with an error.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    os.close(leader)
    if process.returncode:
        raise RuntimeError(shown.decode(errors="replace")[-2000:])
    return usage.ru_utime + usage.ru_stime


def libraries(folder: Path) -> dict[str, Path]:
    """Libraries of one article each, 10 KB and 5 MB of the same text, and one of a million lines."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt")))
    sizes = {"10 KB": text[:10_000], "5 MB": (text * 300)[:5_000_000], "a line of 1 MB": text.replace("\n", " ") * 40}
    sizes["a million lines"] = "line\n" * 1_000_000
    made = {}
    for name, content in sizes.items():
        made[name] = folder / name
        made[name].mkdir()
        (made[name] / "article.txt").write_text(content, encoding="utf-8")
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="150x44", help="columns and rows of the terminal")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args(arguments)
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["READER_HOME"] = str(Path(folder) / "home")
        programs: dict[str, tuple[str, ...]] = {
            "an empty Textual app": (EMPTY_APP,),
            "reader on seeds/, list": (READER, str(SEEDS), LIST),
            "reader on seeds/, text": (READER, str(SEEDS), TEXT),
        }
        (Path(folder) / "made").mkdir()
        for name, path in libraries(Path(folder) / "made").items():
            programs[f"reader on {name}"] = (READER, str(path), TEXT)
        best = dict.fromkeys(programs, float("inf"))
        for _ in range(options.runs):
            for name, (code, *rest) in programs.items():
                best[name] = min(best[name], cpu_to_paint(code, columns, rows, *rest))
    empty, short = best["an empty Textual app"], best["reader on 10 KB"]
    for name, seconds in best.items():
        print(f"{name:28} {seconds * 1000:6.0f} ms   x{seconds / empty:.2f} empty   x{seconds / short:.2f} 10 KB")


if __name__ == "__main__":
    main()
