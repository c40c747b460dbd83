"""``reader list``: the articles of a library."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from reader.annotations.models import Status
from reader.annotations.tags import fold, is_within
from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.cli.errors import UseError
from reader.cli.output import console, plain_table, print_json, warn
from reader.cli.parameters import JsonOption
from reader.cli.parsing import add_verb
from reader.cli.recognizing import recognize_all
from reader.cli.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from reader.library.catalog import Entry
    from reader.library.library import Library


WIDE = 110
"""Columns of a terminal from which paths are shown whole."""
SHORT_PATH = 14


class Order(StrEnum):
    """Ways to sort the list; numbers and times go from the greatest down."""

    NAME = "name"
    TITLE = "title"
    WORDS = "words"
    MODIFIED = "modified"
    PROGRESS = "progress"


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(
        app,
        "list",
        list_articles,
        "reader list",
        "reader list --tag chips --sort words",
        "reader list --starred --json",
    )


def list_articles(
    context: typer.Context,
    *,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only articles with this tag.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only articles with this status.")] = None,
    entity: Annotated[str | None, typer.Option(metavar="NAME", help="Only articles that mention it.")] = None,
    starred: Annotated[bool, typer.Option("--starred", help="Only articles with a star.")] = False,
    sort: Annotated[
        Order, typer.Option(help="The order; by words, time and progress the greatest first.")
    ] = Order.NAME,
    json: JsonOption = False,
) -> None:
    """List the articles: titles, lengths, tags, status."""
    library = session_of(context).readable
    found = list(_entries(library))
    if tag is not None:
        found = [entry for entry in found if any(is_within(fold(name), fold(tag)) for name in entry.tags)]
    if status is not None:
        found = [entry for entry in found if entry.status is status]
    if starred:
        found = [entry for entry in found if entry.starred]
    if entity is not None:
        mentioning = _mentioning(library, entity.strip().casefold())
        found = [entry for entry in found if entry.path in mentioning]
    found = _sorted(found, sort)
    if json:
        print_json(found)
    else:
        out = console()
        out.print(_table(found, out.width))


def _entries(library: Library) -> Iterator[Entry]:
    for file in library.files:
        try:
            yield library.catalog.entry(file.path)
        except UnreadableError as error:
            warn(error)


def _mentioning(library: Library, name: str) -> set[str]:
    """The articles that mention an entity, by whichever of its names; without a model those of which that is known."""
    try:
        recognize_all(library)
    except UseError as error:
        warn(error)
    mentions = library.entities.everywhere().mentions
    return {
        path
        for path, items in mentions.items()
        if any(name in (item.text.casefold(), item.entity.casefold()) for item in items)
    }


def _sorted(entries: list[Entry], order: Order) -> list[Entry]:
    match order:
        case Order.NAME:
            return entries
        case Order.TITLE:
            return sorted(entries, key=lambda entry: entry.title.casefold())
        case _:
            return sorted(entries, key=lambda entry: getattr(entry, order), reverse=True)


def _table(entries: list[Entry], width: int) -> Table:
    """The entries as a table; in a terminal titles take what the other columns leave."""
    from rich.text import Text

    def cut(text: str, style: str = "") -> Text:
        return Text(one_line(text), style, no_wrap=True, overflow="ellipsis")

    numbers = "Words", "Min"
    table = plain_table("Path", "Title", *numbers, "Status", "Tags", right=numbers)
    for column in table.columns[2:5]:
        column.no_wrap = True
    if width < WIDE:
        table.columns[0].max_width = SHORT_PATH
    for entry in entries:
        status = f"{entry.status} {entry.progress:.0%}" if 0 < entry.progress < 1 else entry.status
        table.add_row(
            cut(entry.path, "dim"),
            cut(("★ " if entry.starred else "") + entry.title),
            Text(str(entry.words)),
            Text(str(entry.minutes)),
            Text(status),
            cut(" ".join(f"#{tag}" for tag in entry.tags)),
        )
    return table
