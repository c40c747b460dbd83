"""``reader keys`` and ``config``: what the program can do, and how it is set."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from reader.articles.sanitizing import one_line
from reader.cli.errors import UseError
from reader.cli.output import console, plain_table, print_json, print_line, warn
from reader.cli.parameters import JsonOption
from reader.cli.parsing import add_verb
from reader.commands import COMMANDS, CONTEXT_TITLES
from reader.config import Folders, load_settings
from reader.key_signs import key_sign
from reader.keymap import keymap_of

if TYPE_CHECKING:
    from pathlib import Path


TEMPLATE = """\
# Settings of reader. A line that starts with # is not in force; these are the defaults.

# theme = "reader-dark"    # or reader-light, reader-contrast, or one of Textual's
# width = 76               # columns of text at most, 20 to 400
# margin = 2               # columns kept free left and right of the text at least, 2 to 40
# line_spacing = 1         # rows from one line of text to the next, 1 to 3
# reduced_motion = false   # true: nothing on the screen moves or blinks by itself
# linear = false           # true: one pane at a time without lines around it, for screen readers
# creator = ""             # your name, written into your annotations
# model = ""               # a spaCy package or pipeline folder; empty: the English one that comes along
# key_set = ""             # keys after other habits: vim or emacs
# types = []               # entity types shown from the start; empty: all names

# What each highlighter means to you.
# [colors]
# yellow = "key point"
# pink = "to be checked"

# Keys of commands, comma-separated, instead of those that `reader keys` shows.
# [keys]
# search = "slash,ctrl+f"

# A search cluster instead of the index on this machine; its key stands in READER_CLUSTER_KEY or the keyring.
# [cluster]
# nodes = ["http://127.0.0.1:8108"]
# name = "articles"        # the same wherever the same articles are read; empty: by the folder
"""


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    add_verb(app, "keys", keys, "reader keys", "reader keys --json")
    add_verb(app, "config", config, "reader config", "reader config --init", '$EDITOR "$(reader config --path)"')


def keys(*, json: JsonOption = False) -> None:
    """List every command of the screen with its keys."""
    settings = load_settings(Folders.default().settings_file)
    keymap = keymap_of(settings.key_set, settings.keys)
    for problem in keymap.problems:
        warn(problem)
    commands = [(command, list(keymap.of(command))) for command in COMMANDS]
    if json:
        print_json(
            [
                {
                    "id": command.id,
                    "context": command.context,
                    "keys": pressed,
                    "label": command.label,
                    "help": command.help,
                }
                for command, pressed in commands
            ]
        )
        return
    from rich.text import Text

    out = console()
    for context, group in groupby(commands, key=lambda pair: pair[0].context):
        out.print(Text(f"\n{CONTEXT_TITLES[context]}\n", "bold"))
        table = plain_table("Key", "Does", "Id")
        for command, pressed in group:
            signs = "  ".join(key_sign(key) for key in pressed)
            table.add_row(Text(one_line(signs), "bold"), Text(command.help), Text(command.id, "dim"))
        out.print(table)


def config(
    *,
    path: Annotated[bool, typer.Option("--path", help="Print where the settings file is, or would be.")] = False,
    init: Annotated[bool, typer.Option("--init", help="Write a settings file that explains itself.")] = False,
    json: JsonOption = False,
) -> None:
    """Show the settings in force."""
    file = Folders.default().settings_file
    if init:
        _write_template(file)
    if path or init:
        print_line(str(file))
        return
    settings = asdict(load_settings(file))
    if json:
        print_json(settings)
        return
    from rich.text import Text

    table = plain_table("Setting", "Value")
    for name, value in settings.items():
        table.add_row(Text(name), Text(one_line(_written(value))))
    console().print(table)


def _write_template(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(TEMPLATE)
    except FileExistsError:
        raise UseError(f"{file} is there already; edit it, or move it away first.") from None


def _written(value: object) -> str:
    """A setting as it stands in the file."""
    if isinstance(value, dict):
        return ", ".join(f"{key} = {item!r}" for key, item in value.items()) or "none"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "all names"
    return str(value).lower() if isinstance(value, bool) else str(value) or "none"
