"""What somebody needs to know who opens a library for the first time: five keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.commands import command

if TYPE_CHECKING:
    from reader.keymap import Keymap

TITLE = "Keys to begin with"
SECONDS = 20.0
FIRST = {
    "search": "search all articles",
    "select": "select words",
    "tag": "tag the article",
    "note": "write a note",
    "help": "all other keys",
}
"""Command id to what it is for; the five without which the rest is not found."""


def greeting(keys: Keymap) -> str:
    """The five keys that matter, a row each."""
    signs = {id_: keys.sign(command(id_)) for id_ in FIRST}
    widest = max(map(cell_len, signs.values()))
    return "\n".join(f"{signs[id_]}{' ' * (widest - cell_len(signs[id_]))}  {words}" for id_, words in FIRST.items())
