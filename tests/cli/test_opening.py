from __future__ import annotations

import subprocess
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.library import Library
    from tests.cli.conftest import Run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """The libraries that a screen was opened on; standard output counts as a terminal."""
    libraries: list[Library] = []

    def run(library: Library) -> int:
        libraries.append(library)
        return 0

    screen = ModuleType("reader.tui.app")
    screen.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "reader.tui.app", screen)
    monkeypatch.setattr("reader.__main__.in_terminal", lambda: True)
    return libraries


@pytest.mark.parametrize("arguments", [(), (".",), ("seeds",), ("-L", "."), ("--library=seeds",), ("--", ".")])
def test_screen_opens_on_the_library(
    run: Run, opened: list[Library], library_folder: Path, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments, stdin=None).code == 0
    (library,) = opened
    assert library.location.root == library_folder
    assert library.location.annotations == library_folder / "annotations.json"


def test_annotations_elsewhere(run: Run, opened: list[Library], tmp_path: Path) -> None:
    assert run("--annotations", str(tmp_path / "mine.json"), stdin=None).code == 0
    assert opened[0].location.annotations == tmp_path / "mine.json"


def test_missing_library_opens_nothing(run: Run, opened: list[Library]) -> None:
    result = run("nowhere", stdin=None)
    assert result.code == 2
    assert "nowhere" in result.err
    assert opened == []


def test_a_pipe_has_no_keys(run: Run, opened: list[Library]) -> None:
    result = run(stdin="text")
    assert result.code == 2
    assert "standard input" in result.err
    assert opened == []


def test_ssl_is_not_loaded_for_the_screen_and_there_for_whoever_wants_it() -> None:
    code = (
        "import sys, reader.cli.opening as opening; opening.import_asyncio(); import asyncio, textual.app\n"
        "assert 'ssl' not in sys.modules\n"
        "import ssl, urllib.request; ssl.create_default_context()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
