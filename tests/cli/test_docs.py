from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.library.fakes import FakeProcess

DOCS = Path(__file__).resolve().parents[2] / "docs"
GENERATE = DOCS / "generate.py"
NEEDS_MORE = re.compile(r"3f2a|--by|--restore|reader (serve|import|merge)\b|-L articles|reader {2,}|reader articles/")
"""Examples that need an id, a person, another file or a browser."""


def examples() -> list[str]:
    lines = re.findall(r"^    (reader .*)$", (DOCS / "cli.md").read_text(), re.MULTILINE)
    return sorted({re.split(" [|<>] | {3,}", line)[0] for line in lines if not NEEDS_MORE.search(line)})


@pytest.mark.parametrize("example", examples())
def test_examples_work_on_the_seeds(run: Run, recognized: FakeProcess, example: str) -> None:
    run("tag", "add", "001", "chip", "semiconductor", "chips")
    result = run(*shlex.split(example)[1:], stdin="some text")
    assert result.code in (0, 1), result.err


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run([sys.executable, GENERATE, "--check"], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout


def test_stale_pages_are_noticed(tmp_path: Path) -> None:
    script = tmp_path / "generate.py"
    script.write_text(GENERATE.read_text())
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert "+# Keys" in done.stdout
