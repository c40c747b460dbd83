"""Opens the screen on a library."""

from __future__ import annotations

import gc
import sys
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
    import_asyncio()
    from reader.library.library import Library
    from reader.tui.app import run

    library = Library.open(path, annotations)
    try:
        return run(library)
    finally:
        library.close()


def import_asyncio() -> None:
    """Import asyncio as where there is no ssl, whose loading is a twentieth of a start; the screen makes no connection.

    Whatever else asks for ssl later gets it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
