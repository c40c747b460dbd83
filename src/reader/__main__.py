"""The program ``reader``: the screen, or a verb."""

from __future__ import annotations

import gc
import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.arguments import VERBS, Arguments, is_completing, sort_arguments
from reader.cli.errors import UseError, guarded
from reader.cli.output import in_terminal, print_version

if TYPE_CHECKING:
    from collections.abc import Sequence

GARBAGE_THRESHOLD = 200_000
"""Objects made and not dropped, after which a verb looks for garbage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: What stands on the command line after the program's name.

    Returns:
        The exit code.
    """
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return guarded(lambda: _run(sys.argv[1:] if arguments is None else list(arguments)))


def _replace_closed_streams() -> None:
    """Let a stream that was closed (``>&-``) lead nowhere.

    Otherwise the next file that is opened would get its number, and take in what is meant for the stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8")
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def _run(arguments: list[str]) -> int:
    sorted_arguments = sort_arguments(arguments)
    if sorted_arguments.rest[:1] == ["--version"]:
        print_version()
        return 0
    if sorted_arguments.open_screen and not is_completing():
        return _read(sorted_arguments)
    return _run_verb(arguments)


def _read(arguments: Arguments) -> int:
    """Open the screen; print the list where there is no terminal to show it."""
    _refuse_misspelled(arguments.paths)
    if len(arguments.paths) > 1:
        raise UseError(
            f"{arguments.paths[1]}: reader opens one library at a time; a verb stands first, as in `reader list`."
        )
    if arguments.paths and arguments.library is not None:
        raise UseError(f"{arguments.paths[0]}: the library is named twice; leave --library out, or name a verb.")
    chosen = replace(arguments, library=arguments.paths[0]) if arguments.paths else arguments
    if not in_terminal():
        return _run_verb(replace(chosen, rest=["list"]).options_first)
    if not sys.stdin.isatty():
        raise UseError("Keys come from standard input, which is no terminal; open the screen without a pipe into it.")
    from reader.cli.opening import open_screen

    return open_screen(Path(chosen.library or "."), Path(chosen.annotations) if chosen.annotations else None)


def _refuse_misspelled(paths: list[str]) -> None:
    """A verb with a typo is not taken for the path of a library that happens to be missing."""
    if paths and not Path(paths[0]).exists():
        from difflib import get_close_matches

        if close := get_close_matches(paths[0], VERBS, 1):
            raise UseError(f"{paths[0]}: there is no such verb, folder or file; did you mean `reader {close[0]}`?")


def _run_verb(arguments: list[str]) -> int:
    # A verb makes much and drops little: collecting garbage as often as usual took a twentieth of a search's CPU.
    gc.set_threshold(GARBAGE_THRESHOLD)
    from reader.cli.app import run_verb

    return run_verb(arguments)


if __name__ == "__main__":
    sys.exit(main())
