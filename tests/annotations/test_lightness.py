"""What opening and reading annotations may load: nothing heavy before the first note is written."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from reader.annotations.editing import add_note
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import article

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
import reader.annotations.editing, reader.annotations.store
print(*{"orjson", "tinydb", "filelock", "pydantic", "numpy"} & sys.modules.keys())
store = reader.annotations.store.AnnotationStore(Path(sys.argv[1]))
store.annotations(), store.tags(), store.refresh()
print(*{"tinydb", "filelock", "pydantic", "numpy", "tinydb"} & sys.modules.keys())
"""


def test_reading_loads_nothing_heavy(file: Path) -> None:
    add_note(AnnotationStore(file), article(), "A note.")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "\n\n"
