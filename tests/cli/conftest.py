"""Fixtures of the command line's tests: the program in this process, and in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from reader.__main__ import main
from reader.entities.models import Mention
from tests.library.fakes import FakeProcess

if TYPE_CHECKING:
    from pathlib import Path


class Keyboard(io.TextIOWrapper):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 (whatever JSON holds)
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes buffer what they print, as they do for people."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture
def run(library_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``reader`` in this process on a library of its own; ``stdin=None`` is a keyboard."""
    monkeypatch.chdir(library_folder)

    def run_reader(*arguments: str, stdin: str | bytes | None = b"") -> Result:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        kind = Keyboard if data is None else io.TextIOWrapper
        monkeypatch.setattr("sys.stdin", kind(io.BytesIO(data or b""), encoding="utf-8"))
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run_reader


@pytest.fixture
def spawn(library_folder: Path) -> Run:
    """Runs ``reader`` in a process of its own, its standard output a pipe."""

    def run_reader(*arguments: str, stdin: str | bytes = b"", **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "reader", *arguments],
            cwd=library_folder,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_reader


class FirstPlaces(FakeProcess):
    """Marks the first places of a few names."""

    def marked(self, text: str) -> tuple[Mention, ...]:
        names = (("China", "GPE"), ("U.S.", "GPE"), ("2025", "DATE"))
        places = ((text.find(name), name, kind) for name, kind in names)
        return tuple(sorted(Mention(at, at + len(name), name, kind, name) for at, name, kind in places if at >= 0))


@pytest.fixture
def recognized(monkeypatch: pytest.MonkeyPatch) -> FakeProcess:
    """Every article mentions the first places of a few names; no model is loaded."""
    process = FirstPlaces()
    monkeypatch.setattr("reader.entities.process.RecognitionProcess", lambda _: process)
    return process


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything in a folder: names, times and contents."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }
