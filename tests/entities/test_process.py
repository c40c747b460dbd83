"""The recognition process: started when needed, started anew when it dies, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.entities import process as process_module
from reader.entities.pipeline import ModelError, model_version
from reader.entities.process import RecognitionProcess
from reader.processes import start_worker

if TYPE_CHECKING:
    from collections.abc import Iterator

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
SECONDS_TO_END = 60


@pytest.fixture
def process(tiny_pipeline: Path) -> Iterator[RecognitionProcess]:
    with RecognitionProcess(str(tiny_pipeline)) as process:
        yield process


def child_of(process: RecognitionProcess) -> int:
    child = process._process
    assert child is not None
    return child.pid


def is_running(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def assert_ends(pid: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_END
    while is_running(pid):
        assert time.monotonic() < deadline, f"process {pid} still runs"
        time.sleep(0.02)


def test_texts_are_recognized(process: RecognitionProcess, tiny_pipeline: Path) -> None:
    assert [mention.text for mention in process.recognize("China,\nthe U.S.")] == ["China", "U.S."]
    assert process.recognize("") == ()
    assert process.recognize("\ud800 China")[0].start == 2
    assert process.version == model_version(str(tiny_pipeline))


def test_nothing_is_started_before_it_is_needed(process: RecognitionProcess, tiny_pipeline: Path) -> None:
    assert process.version == model_version(str(tiny_pipeline))
    assert process._process is None


def test_it_answers_several_threads(process: RecognitionProcess) -> None:
    found: dict[int, int] = {}

    def ask(number: int) -> None:
        found[number] = len(process.recognize("China " * number))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: number for number in range(20)}


@pytest.mark.parametrize("model", ["xx_unheard_of", "/nowhere"])
def test_a_missing_model_is_one_sentence_each_time(model: str) -> None:
    with RecognitionProcess(model) as process:
        assert process.version == f"{model} not installed"
        for _ in range(2):
            with pytest.raises(ModelError, match=f"{model} is not installed"):
                process.recognize("China")


def test_a_killed_process_is_started_anew(process: RecognitionProcess) -> None:
    process.recognize("China")
    first = child_of(process)
    os.kill(first, signal.SIGKILL)
    assert len(process.recognize("China")) == 1
    assert child_of(process) != first


def test_a_text_that_kills_every_process_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "xx_fatal"
    package.mkdir()
    (package / "meta.json").write_text('{"lang": "xx", "name": "fatal", "version": "1"}')
    (package / "__init__.py").write_text(
        "import os, spacy\n"
        "from spacy.language import Language\n"
        "@Language.component('fatal', assigns=['doc.ents'])\n"
        "def fatal(document):\n"
        "    if 'fatal' in document.text: os._exit(9)\n"
        "    return document\n"
        "def load(**overrides):\n"
        "    nlp = spacy.blank('xx'); nlp.add_pipe('fatal'); return nlp\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    with RecognitionProcess("xx_fatal") as process:
        with pytest.raises(ModelError, match="ended twice"):
            process.recognize("This is fatal.")
        assert process.recognize("This is not.") == ()


def test_a_worker_that_cannot_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with (
        RecognitionProcess() as process,
        pytest.raises(ModelError, match=r"`python -m reader[.]entities[.]worker` says why"),
    ):
        process.recognize("China")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with (
        RecognitionProcess() as process,
        pytest.raises(ModelError, match=r"`python -m reader[.]entities[.]worker` says why"),
    ):
        process.recognize("China")


def test_after_closing_nothing_is_left(process: RecognitionProcess) -> None:
    process.recognize("China")
    child = child_of(process)
    process.close()
    process.close()
    assert not is_running(child)
    with pytest.raises(ModelError, match="closed"):
        process.recognize("China")


def test_closing_while_it_starts_leaves_nothing(process: RecognitionProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    children = []

    def start_while_closing(module: str, *arguments: str) -> subprocess.Popen[bytes]:
        process._closed = True
        children.append(start_worker(module, *arguments))
        return children[0]

    monkeypatch.setattr(process_module, "start_worker", start_while_closing)
    with pytest.raises(ModelError, match="closed"):
        process.recognize("China")
    assert not is_running(children[0].pid)


def test_closing_does_not_wait_for_a_long_text(process: RecognitionProcess) -> None:
    errors: list[ModelError] = []

    def ask() -> None:
        try:
            process.recognize("China and so on, " * 2_000_000)
        except ModelError as error:
            errors.append(error)

    process.recognize("")
    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    process.close()
    thread.join(SECONDS_TO_END)
    assert time.monotonic() - started < 2
    assert len(errors) == 1


@LINUX
def test_the_child_has_no_terminal_and_a_session_of_its_own(process: RecognitionProcess) -> None:
    process.recognize("")
    child = child_of(process)
    assert os.getsid(child) == child
    streams = {str(Path(f"/proc/{child}/fd/{number}").readlink()).partition(":")[0] for number in range(3)}
    assert streams == {"pipe", "/dev/null"}


def test_in_the_background_it_lets_others_go_first(process: RecognitionProcess) -> None:
    process.niceness = 3
    process.recognize("")
    assert os.getpriority(os.PRIO_PROCESS, child_of(process)) == os.getpriority(os.PRIO_PROCESS, 0) + 3


def test_nothing_is_imported_from_the_current_folder(
    process: RecognitionProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("spacy", "json", "numpy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from the current folder')")
    monkeypatch.chdir(tmp_path)
    assert len(process.recognize("China")) == 1


PARENT = """
import signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests may ignore it
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from reader.entities.process import RecognitionProcess
process = RecognitionProcess(sys.argv[1])
process.recognize("")
print(process._process.pid, flush=True)
if sys.argv[2] == "busy":
    process.recognize("China and so on, " * 3_000_000)
time.sleep(600)
"""


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize("state", ["idle", "busy"])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP, signal.SIGINT])
def test_the_child_ends_with_its_parent(tiny_pipeline: Path, state: str, end: signal.Signals) -> None:
    command = [sys.executable, "-c", PARENT, str(tiny_pipeline), state]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(1)
        assert is_running(child)
        parent.send_signal(end)
    assert_ends(child)
