"""The process behind one tab, ``python -m reader.web.session``: its keys and its screen are packets on pipes."""

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.scanning import ScanError
from reader.config import Folders, SettingsError
from reader.library.library import Library
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence


def command(library: Path, annotations: Path, *, read_only: bool) -> list[str]:
    """What starts such a process."""
    options = ["--read-only"] if read_only else []
    return [sys.executable, "-P", "-m", __name__, *options, "--", str(library), str(annotations)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the library until the person leaves.

    Returns:
        The exit code: 2 after one sentence on standard error.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--read-only", action="store_true")
    options = parser.parse_args(arguments)
    # Nothing that starting makes is garbage; the main screen turns collecting on again.
    gc.disable()
    from reader.tui.app import run

    with contextlib.ExitStack() as stack:
        folders = Folders.default()
        if options.read_only:
            # Places and drafts of guests are nobody else's.
            folders = folders._replace(state=Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reader-"))))
        try:
            library = Library.open(options.library, options.annotations, folders=folders)
        except (LibraryError, ScanError, SettingsError) as error:
            sys.stderr.write(f"{error}\n")
            return 2
        stack.callback(library.close)
        library.store.read_only = options.read_only
        return run(library)


if __name__ == "__main__":
    sys.exit(main())
