"""Opens the screen on a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def open_screen(path: Path, annotations: Path | None) -> int:
    """Show the library until the person leaves.

    Returns:
        The exit code.
    """
    from reader.library.library import Library
    from reader.tui.app import run

    library = Library.open(path, annotations)
    try:
        return run(library)
    finally:
        library.close()
