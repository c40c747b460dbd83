"""Countries, their peoples and their capitals: a table that refining and linking look up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reader.entities.tables import lines, parts, table


@dataclass(frozen=True, slots=True)
class Nation:
    """One country as texts name it."""

    names: tuple[str, ...]
    """Its name, and other names."""
    peoples: tuple[str, ...]
    """Adjectives and what its people are called."""
    capitals: tuple[str, ...]


@lru_cache(maxsize=1)
def nations() -> tuple[Nation, ...]:
    """The table, read once."""
    return tuple(map(_nation, lines("countries")))


@lru_cache(maxsize=1)
def types() -> dict[str, str]:
    """Each name in the tables and its type: GPE for countries and capitals, NORP for peoples, LOC for continents."""
    kinds = {name: kind for kind in ("NORP", "LOC", "GPE") for name in table("peoples")[kind]}
    kinds |= {name: "GPE" for nation in nations() for name in (*nation.capitals, *nation.names)}
    return kinds | {people: "NORP" for nation in nations() for people in nation.peoples}


@lru_cache(maxsize=1)
def country_of() -> dict[str, str]:
    """Each name of a country and the one it is shown under."""
    return {name: nation.names[0] for nation in nations() for name in nation.names}


def _nation(line: str) -> Nation:
    names, peoples, capitals, *_ = (*line.split(";"), "", "")
    return Nation(tuple(parts(names)), tuple(parts(peoples)), tuple(parts(capitals)))
