from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GENERATE = Path(__file__).resolve().parents[2] / "docs" / "generate.py"


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run([sys.executable, GENERATE, "--check"], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout


def test_stale_pages_are_noticed(tmp_path: Path) -> None:
    script = tmp_path / "generate.py"
    script.write_text(GENERATE.read_text())
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert "+# Keys" in done.stdout
