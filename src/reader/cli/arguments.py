"""What stands on the command line, sorted out before anything heavy is imported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

VERBS = {
    "list": "listing",
    "show": "showing",
    "search": "searching",
    "entities": "recognizing",
    "tag": "tagging",
    "note": "annotating",
    "highlight": "annotating",
    "attach": "annotating",
    "status": "describing",
    "star": "describing",
    "title": "describing",
    "rule": "ruling",
    "undo": "undoing",
    "redo": "undoing",
    "export": "exchanging",
    "import": "exchanging",
    "merge": "merging",
    "index": "upkeep",
    "doctor": "upkeep",
    "serve": "serving",
    "keys": "informing",
    "config": "informing",
}
"""Every verb, and the module that does it. A first argument that is no verb is the path of a library."""

_COMPLETION = "_READER_COMPLETE"
"""Environment variable by which a shell asks Typer for completions, whatever the arguments."""

LIBRARY_OPTIONS = ("-L", "--library", "--annotations")
"""Options that may stand before or after the verb; each takes a value."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments, the options that name the library taken out of wherever they stood."""

    library: str | None
    annotations: str | None
    rest: list[str]
    """Everything else in its order, from ``--`` on untouched."""

    @property
    def open_screen(self) -> bool:
        """Whether they ask for the screen: nothing is left but, perhaps, a path."""
        first = self.rest[0] if self.rest else "--"
        return first == "--" or not (first in VERBS or first.startswith("-"))

    @property
    def paths(self) -> list[str]:
        """What is named instead of a verb: one path if all is well."""
        return self.rest[1:] if self.rest[:1] == ["--"] else self.rest

    @property
    def valueless(self) -> str | None:
        """The option that names the library and stands without its value; None if all is well."""
        if self.library == "":
            return "--library"
        if self.annotations == "":
            return "--annotations"
        last = self.rest[-1] if self.rest and "--" not in self.rest else None
        return last if last in LIBRARY_OPTIONS else None

    @property
    def options_first(self) -> list[str]:
        """All arguments in an order that Typer understands."""
        options = [] if self.library is None else [f"--library={self.library}"]
        if self.annotations is not None:
            options.append(f"--annotations={self.annotations}")
        return [*options, *self.rest]


def sort_arguments(arguments: Sequence[str]) -> Arguments:
    """Take the options that name the library out; nothing after ``--`` is one. The last of each counts."""
    options, rest = split_options(arguments, LIBRARY_OPTIONS)
    values = {"--library" if name == "-L" else name: value for name, value in options}
    return Arguments(values.get("--library"), values.get("--annotations"), rest)


def is_completing() -> bool:
    """Whether a shell asks for completions."""
    return _COMPLETION in os.environ


def split_options(
    arguments: Sequence[str], valued: Collection[str], flags: Collection[str] = ()
) -> tuple[list[tuple[str, str | None]], list[str]]:
    """Tell options from all else.

    Args:
        arguments: As they stand.
        valued: Options that take a value, as the next argument or after ``=``.
        flags: Options that take none.

    Returns:
        The options with their values, and the rest; ``--`` and what follows belong to the rest, and so does
        an option at the end that lacks its value.
    """
    options: list[tuple[str, str | None]] = []
    rest: list[str] = []
    remaining = list(reversed(arguments))
    while remaining:
        argument = remaining.pop()
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *reversed(remaining)]
            break
        if argument in flags:
            options.append((argument, None))
        elif argument in valued and remaining:
            options.append((argument, remaining.pop()))
        elif equals and name.startswith("--") and name in valued:
            options.append((name, value))
        else:
            rest.append(argument)
    return options, rest
