"""Long texts a screen at a time, in the pager that the person has chosen, as git does it."""

from __future__ import annotations

import os
import shlex

from reader.cli.output import in_terminal, print_line, warn

VARIABLE, USUAL = "PAGER", "less"
OPTIONS = {"LESS": "FRX", "LV": "-c"}
"""Colors as they are, and no waiting where all fits on the screen; what the person set counts more."""


def print_paged(text: str, *, pager: bool = True) -> None:
    """Print a text: in the pager where a person looks on and wants one, else as it is."""
    if not (pager and in_terminal() and _shown_by_pager(text)):
        print_line(text)


def _shown_by_pager(text: str) -> bool:
    """Whether there is a pager, and it took the text."""
    import signal
    import subprocess

    command = os.environ.get(VARIABLE, USUAL)
    if command.strip() in {"", "cat"}:
        return False
    try:
        arguments = shlex.split(command)
        opened = subprocess.Popen(arguments, stdin=subprocess.PIPE, env={**OPTIONS, **os.environ})
    except FileNotFoundError:
        if VARIABLE in os.environ:
            warn(f"{VARIABLE}: there is no {command!r}; the text is printed as it is.")
        return False
    except (OSError, ValueError) as error:
        warn(f"{VARIABLE}: {command!r} cannot be started ({error}); the text is printed as it is.")
        return False
    # An interrupt is for the pager, which may be in the middle of something; it ends by a key of its own.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with opened as process:
            process.communicate(text.encode("utf-8", "surrogateescape") + b"\n")
    finally:
        signal.signal(signal.SIGINT, before)
    return True
