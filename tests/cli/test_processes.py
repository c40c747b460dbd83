"""What only a process of its own can show: codes, pipes, signals, locales and what is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import interrupts

if TYPE_CHECKING:
    from tests.cli.conftest import Run

READER = [sys.executable, "-m", "reader"]


def test_without_a_terminal_the_list_is_printed(spawn: Run) -> None:
    assert spawn().out == spawn("list").out
    assert spawn("seeds").out == spawn("list").out
    assert spawn("nowhere").code == 2


def test_exit_codes(spawn: Run) -> None:
    assert spawn("list").code == 0
    assert spawn("search", "xqzvwkj").code == 1
    assert spawn("list", "--nonsense").code == 2
    assert spawn("show", "nothing").code == 2


def test_no_traceback_ever(spawn: Run, library_folder: Path) -> None:
    (library_folder / "annotations.json").mkdir()
    for verb in (["list"], ["note", "list"], ["tag", "add", "001", "x"], ["export"], ["doctor"], ["--nonsense"]):
        assert "Traceback" not in spawn(*verb).err


@pytest.mark.parametrize("verb", ["show 003", "list", "list --json", "export", "--help", "--version"])
def test_broken_pipe_is_quiet(library_folder: Path, verb: str) -> None:
    with subprocess.Popen(
        [*READER, *verb.split()], cwd=library_folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("verb", "code"), [("list", 0), ("search --batch --json", 0), ("note add 001 -", 2)])
def test_streams_that_are_closed_lead_nowhere(library_folder: Path, verb: str, code: int, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {closed}', *READER, *verb.split()],
        cwd=library_folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == code
    assert not done.stdout or verb == "list", "what is said beside the data stays out of it"


def test_full_disk_is_one_sentence(library_folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*READER, "list", "--json"], cwd=library_folder, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr


def test_interrupt_is_quiet(library_folder: Path) -> None:
    with subprocess.Popen(
        [*interrupts.PYTHON, "-m", "reader", "search", "--batch", "--json"],
        cwd=library_folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"chips\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b""


def test_any_locale(spawn: Run, library_folder: Path) -> None:
    (library_folder / "seeds" / "zh.txt").write_text("“中文” – title\n\nText…\n")
    for environment in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        assert spawn("list", **environment).code == 0
        assert spawn("list", "--json", **environment).json[-1]["title"] == "“中文” – title"


def test_names_that_are_no_text(spawn: Run, library_folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (library_folder / "seeds" / name).write_text("A title\n\nText.\n")
    path = spawn("list", "--json").json[-1]["path"]
    assert spawn("show", path, "--plain").out.startswith("A title")
    assert spawn("show", name, "--plain").out.startswith("A title")


def test_completion(spawn: Run) -> None:
    result = spawn(_READER_COMPLETE="complete_bash", COMP_WORDS="reader sea", COMP_CWORD="1")
    assert result.out.split() == ["search"]
    source = spawn(_READER_COMPLETE="source_bash")
    assert "_READER_COMPLETE" in source.out


@pytest.mark.slow
def test_four_writers(library_folder: Path) -> None:
    processes = [
        subprocess.Popen([*READER, "tag", "add", "001", f"tag{number}"], cwd=library_folder) for number in range(4)
    ]
    assert [process.wait(60) for process in processes] == [0] * 4
    done = subprocess.run(
        [*READER, "list", "--json", "--tag", "tag3"], cwd=library_folder, capture_output=True, check=True
    )
    assert done.stdout.count(b'"tag') == 5


def test_completion_of_articles_and_tags(spawn: Run) -> None:
    spawn("tag", "add", "001", "chips")
    words = {"COMP_WORDS": "reader show 00", "COMP_CWORD": "2"}
    assert len(spawn(_READER_COMPLETE="complete_bash", **words).out.split()) == 5
    words = {"COMP_WORDS": "reader tag delete ch", "COMP_CWORD": "3"}
    assert spawn(_READER_COMPLETE="complete_bash", **words).out.split() == ["chips"]


def test_completion_is_quiet_while_a_value_is_missing(spawn: Run) -> None:
    for typed in ("reader list -L ", "reader search --limit "):
        result = spawn(_READER_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD="3")
        assert (result.code, result.err) == (0, "")


def test_completion_offers_nothing_that_a_terminal_acts_on(spawn: Run, library_folder: Path) -> None:
    (library_folder / "seeds" / "00\x1b]0;x\x07.txt").write_text("A title\n\nText.\n")
    result = spawn(_READER_COMPLETE="complete_bash", COMP_WORDS="reader show 00", COMP_CWORD="2")
    assert len(result.out.split()) == 5
    assert "\x1b" not in result.out


def test_names_that_are_not_utf8(spawn: Run, library_folder: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(library_folder) + b"/folder\xff"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system keeps only UTF-8")
    name = os.fsdecode(b"name\xff.txt")
    (folder / name).write_text("A title\n\nText.\n")
    assert spawn("export", "-L", str(folder)).json["library"] == r"folder\xff"
    assert (
        spawn("export", "-o", str(folder / os.fsdecode(b"out\xff.json")), "--json")
        .json["file"]
        .endswith(r"out\xff.json")
    )
    assert spawn("entities", "-L", str(folder), name, "--json").json == []


def test_folder_that_is_gone_is_said(library_folder: Path) -> None:
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"'
    command = ["sh", "-c", script, *READER, "list"]
    done = subprocess.run(command, cwd=library_folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"folder you are in is gone" in done.stderr
