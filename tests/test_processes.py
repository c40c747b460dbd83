"""Worker processes: what is said arrives, and none outlives whom it works for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.processes import alone, cores, heard, start_worker, tell

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

WORKER = """
import json, sys, time
from reader.processes import end_unheard
end_unheard(sys.stdout.fileno())
for line in sys.stdin:
    print(json.dumps({"heard": json.loads(line)}), flush=True)
    if "sleep" in line:
        time.sleep(600)
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that repeats what it is told."""
    (tmp_path / "parrot.py").write_text(WORKER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with start_worker("parrot") as process:
        yield process
        process.kill()


@pytest.mark.parametrize("said", [{}, {"text": "\ud800 é\n\u2028 🚀 \x00"}, {"list": [1, None]}])
def test_what_is_said_arrives(worker: subprocess.Popen[bytes], said: dict[str, object]) -> None:
    tell(worker, said)
    assert heard(worker) == {"heard": said}


def test_a_worker_ends_with_its_input(worker: subprocess.Popen[bytes]) -> None:
    tell(worker, {"a": 1})
    assert worker.stdin is not None
    worker.stdin.close()
    assert heard(worker)
    with pytest.raises(EOFError):
        heard(worker)
    assert worker.wait(10) == 0


def test_a_worker_whom_nobody_hears_ends_in_the_midst_of_its_work(worker: subprocess.Popen[bytes]) -> None:
    tell(worker, {"and then": "sleep"})
    assert heard(worker)
    assert worker.stdout is not None
    worker.stdout.close()
    assert worker.wait(10) == 1


BACKWARD = """
import json, os, sys
from pathlib import Path
from reader.processes import stand_back
stand_back(7)
group = Path("/proc/self/autogroup")
session = group.read_text().split()[-1] if group.exists() else None
print(json.dumps({"nice": os.nice(0), "session": session}), flush=True)
"""


def test_a_worker_stands_back_with_its_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "backward.py").write_text(BACKWARD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    nice = os.nice(0) + 7
    with start_worker("backward") as process:
        said = heard(process)
    assert said["nice"] == nice
    assert said["session"] in {str(nice), None}


def test_one_process_does_what_one_alone_may_do(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "lock"
    with alone(file) as first:
        assert first
        with alone(file, 0.01) as second:
            assert not second
    with alone(file, 0.01) as third:
        assert third


def test_without_a_place_for_the_lock_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"), alone(tmp_path / "file" / "lock"):
        pass


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
