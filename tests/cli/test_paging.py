from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

SHOW = ("show", "003", "--plain")


def in_a_terminal(folder: Path, *arguments: str, pager: str) -> str:
    """What the program writes on a terminal."""
    main, child = pty.openpty()
    environment = {**os.environ, "PAGER": pager, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", *arguments],
        cwd=folder, stdin=child, stdout=child, stderr=child, env=environment,
    )  # fmt: skip
    os.close(child)
    written = b""
    try:
        while chunk := os.read(main, 65536):
            written += chunk
    except OSError:  # Linux says so when nobody is left to write
        pass
    finally:
        os.close(main)
    assert process.wait(60) == 0
    return written.decode().replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that says that it was asked."""
    script = tmp_path / "a pager"
    script.write_text(f'#!{sys.executable}\nimport sys\nprint("PAGED", len(sys.stdin.read().split()))\n')
    script.chmod(0o755)
    return script


def test_a_pager_is_for_terminals(spawn: Run, pager: Path) -> None:
    assert "PAGED" not in spawn(*SHOW, PAGER=f"'{pager}'").out


def test_in_a_terminal_the_pager_shows_the_text(library_folder: Path, seeds: Path, pager: Path) -> None:
    words = len((seeds / "003_9046707252c59a46.txt").read_text().split())
    assert in_a_terminal(library_folder, *SHOW, pager=f"'{pager}'") == f"PAGED {words}\n"
    assert "PAGED" in in_a_terminal(library_folder, "show", "003", "--plain", "--width", "40", pager=f"'{pager}'")


@pytest.mark.parametrize("arguments", [(*SHOW, "--no-pager"), SHOW])
def test_without_a_pager_the_text_is_printed(library_folder: Path, seeds: Path, arguments: tuple[str, ...]) -> None:
    text = (seeds / "003_9046707252c59a46.txt").read_text()
    for pager in ("", "cat") if "--no-pager" not in arguments else ("false",):
        assert in_a_terminal(library_folder, *arguments, pager=pager).split() == text.split()


def test_a_pager_that_is_not_there_is_named(library_folder: Path, seeds: Path) -> None:
    out = in_a_terminal(library_folder, *SHOW, pager="no-such-pager --at-all")
    assert "reader: PAGER: there is no 'no-such-pager --at-all'; the text is printed as it is." in out
    assert out.split()[-10:] == (seeds / "003_9046707252c59a46.txt").read_text().split()[-10:]


def test_a_pager_that_is_left_early_is_no_error(library_folder: Path) -> None:
    assert in_a_terminal(library_folder, *SHOW, pager="true") == ""
