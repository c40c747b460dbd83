"""What is imported before anything is asked for; proven in fresh processes."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "textual", "spacy", "numpy", "pydantic", "typer", "click", "filelock", "watchfiles", "charset_normalizer", "rich",
    "tinydb", "orjson", "rapidfuzz",
}  # fmt: skip


def imported(statement: str) -> set[str]:
    """The top-level modules that a statement brings in."""
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import reader.library",
        "import reader.library.library",
        "import reader.__main__",
        "from reader.__main__ import main; main(['--version'])",
    ],
)
def test_nothing_heavy_comes_in(statement: str) -> None:
    assert not imported(statement) & HEAVY


@pytest.mark.parametrize("verb", ["list", "show 001 --plain", "search chips", "tag list", "doctor"])
def test_no_verb_brings_in_the_screen_or_the_model(verb: str, library_folder: object) -> None:
    modules = imported(
        f"import os\nos.chdir({str(library_folder)!r})\nfrom reader.__main__ import main; main({verb.split()!r})"
    )
    assert not modules & {"textual", "spacy"}


def test_list_brings_in_little(library_folder: object) -> None:
    modules = imported(
        f"import os\nos.chdir({str(library_folder)!r})\nfrom reader.__main__ import main; main(['list', '--json'])"
    )
    assert not modules & {"numpy", "rich", "tinydb", "rapidfuzz", "filelock"}
