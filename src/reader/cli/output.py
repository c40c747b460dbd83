"""What the verbs print: JSON for programs, calm text for people. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, cast

from reader.articles.sanitizing import one_line

if TYPE_CHECKING:
    from collections.abc import Collection

    from rich.console import Console
    from rich.table import Table

Json = dict[str, Any]
"""One JSON object."""

_ENDLESS = 10_000
"""Columns of a pipe: lines are never cut or wrapped there."""

_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that a terminal may act on and that JSON does not escape by itself."""


def in_terminal() -> bool:
    """Whether standard output is a terminal, with a person before it."""
    return sys.stdout.isatty()


def json_text(value: object, *, indent: bool = False) -> str:
    r"""One JSON document; controls are written as ``\uXXXX``, so that no terminal acts on it.

    Args:
        value: Plain data, dataclasses or named tuples; no lone surrogates.
        indent: Whether a person is to read it.
    """
    import orjson

    return escaped(orjson.dumps(value, _by_name, orjson.OPT_INDENT_2 if indent else None).decode())


def _by_name(value: object) -> Json:
    """The fields of a named tuple, which orjson does not take by itself."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return cast("Json", value._asdict())
    raise TypeError(type(value).__name__)


def escaped(text: str) -> str:
    r"""JSON with the controls that it may hold as they are written as ``\uXXXX``."""
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def print_json(value: object) -> None:
    """Print one JSON document, indented where a person looks on."""
    print_line(json_text(value, indent=in_terminal()))


def print_line(text: str) -> None:
    """Print a line as UTF-8, whatever the locale, and at once; bytes of a path come out as they went in."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape") + b"\n")
    sys.stdout.buffer.flush()


def print_version() -> None:
    """Print the program's name and version."""
    from reader import __version__

    print_line(f"reader {__version__}")


def warn(message: object) -> None:
    """Tell a person something beside the data."""
    print(f"reader: {one_line(str(message))}", file=sys.stderr)  # noqa: T201 (the one place that talks)


def console() -> Console:
    """A console on standard output that takes nothing in data for markup; as wide as need be in a pipe."""
    from reader.cli.styles import QuietConsole

    made = QuietConsole()
    if not in_terminal():
        made.width = _ENDLESS
    return made


def page_width(columns: int) -> int:
    """Columns of running text: as many as asked for, or as the terminal has if it has fewer."""
    return min(columns, console().width)


def plain_table(*columns: str, right: Collection[str] = ()) -> Table:
    """A table without lines, its columns as wide as their content.

    Args:
        columns: Their names.
        right: Names of those that hold numbers.
    """
    from rich.table import Table

    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return table
