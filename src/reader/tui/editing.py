"""The person's own editor on a file, while the screen waits."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from textual.app import App

VARIABLES = ("VISUAL", "EDITOR")


class EditorError(Exception):
    """There is no editor, or it did not do its work; the message is a sentence for the person."""


def edit_file(app: App[object], file: Path) -> None:
    """Open a file in the editor of ``$VISUAL`` or ``$EDITOR``, and wait until it is closed.

    Raises:
        EditorError: none is set, it cannot be started, or it ended with an error.
    """
    if app.is_web:
        raise EditorError("In a browser there is no editor to open; the reader in a terminal has one.")
    command = next((value for name in VARIABLES if (value := os.environ.get(name, "").strip())), "")
    if not command:
        raise EditorError("No editor is set: set EDITOR to its command, as in export EDITOR=nano.")
    try:
        with app.suspend():
            done = subprocess.run([*shlex.split(command), os.fspath(file)], check=False)
    except SuspendNotSupported as error:
        raise EditorError("An editor cannot be opened here; it needs a terminal of its own.") from error
    except (OSError, ValueError) as error:
        raise EditorError(f"The editor {command!r} cannot be started: {error}.") from error
    if done.returncode:
        raise EditorError(f"The editor {command!r} ended with an error ({done.returncode}); nothing was taken up.")


def edit_text(app: App[object], text: str, suffix: str = ".md") -> str:
    """Let the person edit a text in their editor; gives it as it was saved.

    Raises:
        EditorError: as `edit_file`; or what was saved is no UTF-8.
    """
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        file = Path(folder) / f"note{suffix}"
        file.write_text(text, encoding="utf-8")
        edit_file(app, file)
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorError(f"What the editor saved cannot be read: {error}.") from error
