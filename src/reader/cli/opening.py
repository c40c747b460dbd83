"""Opens the screen on a library."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def open_screen(path: Path, annotations: Path | None) -> int:
    """Show the library until the person leaves.

    Returns:
        The exit code.
    """
    # Nothing that starting makes is garbage: collecting meanwhile took a tenth of the CPU to the first paint.
    gc.disable()
    from reader.library.library import Library
    from reader.tui.app import run

    library = Library.open(path, annotations)
    try:
        return run(library)
    finally:
        library.close()
