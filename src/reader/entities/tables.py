"""Word tables that come with the program: lines of ``KIND: name, name, …``, comments after ``#``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> dict[str, frozenset[str]]:
    """The names of each kind in a table of the data folder, read once."""
    kinds: dict[str, frozenset[str]] = {}
    for line in lines(name):
        kind, _, cell = line.partition(":")
        kinds[kind] = kinds.get(kind, frozenset()) | frozenset(parts(cell))
    return kinds


def lines(name: str) -> list[str]:
    """The lines of a table without comments."""
    text = files("reader.entities").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def parts(cell: str) -> list[str]:
    """What commas separate."""
    return [part for part in map(str.strip, cell.split(",")) if part]
