"""Arguments and options that several verbs have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reader.library.library import Library

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead, for programs.")]


def complete_article(context: typer.Context, incomplete: str) -> list[str]:
    """Paths of articles for the shell; none when the library cannot be opened."""
    library = _library(context)
    return [file.path for file in library.files if _fits(file.path, incomplete)] if library else []


def complete_tag(context: typer.Context, incomplete: str) -> list[str]:
    """Tags for the shell; none when the library cannot be opened."""
    library = _library(context)
    tags = library.store.tags() if library else ()
    return [item.tag for item in tags if _fits(item.tag, incomplete)]


def complete_person(context: typer.Context, incomplete: str) -> list[str]:
    """Names of those who wrote, for the shell; none when the library cannot be opened."""
    library = _library(context)
    return [name for name in library.store.people() if _fits(name, incomplete)] if library else []


ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Only what this person wrote.", autocompletion=complete_person),
]
ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        help="Its path, or any part of path or title that names just one.",
        autocompletion=complete_article,
    ),
]


def _fits(name: str, incomplete: str) -> bool:
    """Whether a name goes on from what was typed, and is safe to be printed by the shell."""
    return name.startswith(incomplete) and name.isprintable()


def _library(context: typer.Context) -> Library | None:
    from reader.config import SettingsError
    from reader.library.library import Library
    from reader.library.location import LibraryError

    named = context.find_root().params
    try:
        return Library.open(Path(named.get("library") or "."), named.get("annotations"))
    except (LibraryError, SettingsError):
        return None
