"""The process behind a tab: what it draws and hears are packets, and it ends when nobody is there any more."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from typing import IO, TYPE_CHECKING

import pytest

from reader.library.library import Library
from reader.web.session import command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
PATIENCE = 60.0


class Session:
    """Such a process, from the side of the server."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self.keyboard: IO[bytes] = process.stdin
        self._screen: IO[bytes] = process.stdout

    def say(self, kind: bytes, payload: bytes) -> None:
        """Hand in a packet."""
        self.keyboard.write(kind + len(payload).to_bytes(4, "big") + payload)
        self.keyboard.flush()

    def until_drawn(self, words: bytes) -> None:
        """Take what it draws until there are these words."""
        while self._screen.readline() != b"__GANGLION__\n":
            pass
        while words not in self._packet():
            pass

    def _packet(self) -> bytes:
        header = self._screen.read(5)
        assert header, "it ended"
        return self._screen.read(int.from_bytes(header[1:], "big"))

    def end(self) -> tuple[int, str]:
        """Its exit code and what it said, once it has ended."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said.decode()


@contextlib.contextmanager
def session(folder: Path, *, read_only: bool = False) -> Iterator[Session]:
    """A session on a library."""
    process = subprocess.Popen(
        command(folder, folder / "annotations.json", read_only=read_only),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TEXTUAL_DRIVER": "reader.web.driver:TabDriver", "COLUMNS": "150", "ROWS": "44"},
    )
    with process:
        try:
            yield Session(process)
        finally:
            process.kill()


@pytest.fixture
def folder(library_folder: Path) -> Path:
    """A library whose settings name no model, since none is needed here."""
    settings = Library.open(library_folder).folders.settings_file
    settings.parent.mkdir(parents=True)
    settings.write_text('model = "none"\n')
    return library_folder


@pytest.mark.parametrize("goodbye", ["the tab is closed", "the server was killed"])
def test_it_ends_with_its_server_and_remembers_the_place(folder: Path, goodbye: str) -> None:
    with session(folder) as person:
        person.until_drawn(b"Articles")
        person.say(b"D", b"jj")
        if goodbye == "the tab is closed":
            person.say(b"M", json.dumps({"type": "quit"}).encode())
        assert person.end() == (0, "")
    assert Library.open(folder).state.last_article is not None


def test_guests_leave_nothing_behind(folder: Path) -> None:
    with session(folder, read_only=True) as guest:
        guest.until_drawn(b"Articles")
        guest.say(b"D", b"jj")
        assert guest.end() == (0, "")
    assert [item.name for item in folder.iterdir()] == ["seeds"]
    assert not Library.open(folder).folders.state.exists()


def test_it_says_in_one_sentence_why_it_cannot_begin(folder: Path) -> None:
    with session(folder / "nowhere") as person:
        code, said = person.end()
    assert code == 2
    assert "nowhere" in said
    assert said.count("\n") == 1
