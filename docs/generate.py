"""Writes the pages that are made from the program itself: docs/cli.md and docs/keys.md.

``python docs/generate.py`` writes them; with ``--check`` it only says, by a diff and exit code 1, which are stale.
"""

from __future__ import annotations

import difflib
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from reader.cli.app import make_app
from reader.commands import COMMANDS, CONTEXT_TITLES
from reader.key_signs import key_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DOCS = Path(__file__).parent
WIDTH = 88
"""Columns of the help texts."""


def cli_page() -> str:
    """The page on the command line: the help of every verb."""
    parts = [
        "# The command line\n",
        "Made by `docs/generate.py` from the program's own help.\n",
    ]
    parts += [f"## {path}\n\n```text\n{text}\n```\n" for path, text in _help_texts(get_command(make_app()), None)]
    return "\n".join(parts)


def keys_page() -> str:
    """The page on keys: every command of the screen, by context."""
    parts = [
        "# Keys\n",
        (
            "Made by `docs/generate.py` from the table of commands. Other keys can be set in the settings file,\n"
            "by the id of the command (`reader config --path` says where); `reader keys` prints those in force.\n"
        ),
    ]
    for context, commands in groupby(COMMANDS, key=lambda command: command.context):
        parts.append(f"## {CONTEXT_TITLES[context]}\n")
        rows = [
            f"| {' '.join(map(_code, command.keys))} | {command.help.replace('|', chr(92) + '|')} | `{command.id}` |"
            for command in commands
        ]
        parts.append("\n".join(["| key | does | id |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {"cli.md": cli_page, "keys.md": keys_page}


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or check them."""
    stale = False
    for name, page in PAGES.items():
        file = DOCS / name
        text = page()
        if "--check" not in arguments:
            file.write_text(text, encoding="utf-8")
            continue
        former = file.read_text(encoding="utf-8") if file.exists() else ""
        difference = difflib.unified_diff(former.splitlines(), text.splitlines(), name, "as it should be", lineterm="")
        for line in difference:
            stale = True
            print(line)  # noqa: T201 (a script)
    if stale:
        print("The generated pages are stale; run `make docs`.", file=sys.stderr)  # noqa: T201 (a script)
    return int(stale)


def _help_texts(command: Any, parent: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 (Typer's own click)
    """The help of a command and of all below it, by what a person types."""
    context = command.context_class(command, info_name=command.name, parent=parent, terminal_width=WIDTH)
    yield context.command_path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    for inner in getattr(command, "commands", {}).values():
        yield from _help_texts(inner, context)


def _code(key: str) -> str:
    """A key as code that can stand in a table."""
    sign = key_sign(key)
    return "`` ` ``" if sign == "`" else "`" + sign.replace("|", "\\|") + "`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
