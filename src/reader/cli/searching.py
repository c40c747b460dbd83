"""``reader search``: ranked passages."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from reader.articles.naming import visible_path
from reader.cli.errors import ExitCode, UseError
from reader.cli.output import Json, console, json_text, print_json, print_line
from reader.cli.parameters import JsonOption, examples
from reader.cli.parsing import TextCommand
from reader.cli.session import session_of

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.library.searching import Answer
    from reader.search.models import Hit


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "search",
        cls=TextCommand,
        epilog=examples(
            "reader search huwaei chips",
            """reader search '"rare earth"' -gallium tag:chips""",
            "reader search --batch --json < queries.txt",
        ),
    )(search)


def search(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Words, in any order; a phrase keeps its quotes."),
    ] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, help="Hits at most.")] = 20,
    batch: Annotated[
        bool, typer.Option("--batch", help="A query a line on standard input; needs --json.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Search all articles; misspelled and half-typed words are found, too."""
    library = session_of(context).readable
    if batch:
        if query or not json:
            raise UseError(
                "--batch reads its queries from standard input and answers with --json; write both."
            )
        return _batch(library, limit)
    if not query:
        raise UseError("QUERY is missing; write what to look for, as in `reader search huwaei chips`.")
    answer = library.searching.search(visible_path(" ".join(query)), limit)
    if json:
        print_json(_document(answer))
    else:
        _print(answer)
    return ExitCode.DONE if answer.hits else ExitCode.NOTHING_FOUND


def _batch(library: Library, limit: int) -> int:
    library.searching.update()
    for line in sys.stdin.buffer:
        query = line.decode("utf-8-sig", errors="replace").rstrip("\r\n")
        print_line(json_text(_document(library.searching.search(query, limit))))
    return ExitCode.DONE


def _document(answer: Answer) -> Json:
    return {
        "query": answer.query,
        "ms": round(answer.milliseconds, 3),
        "hits": [_hit(hit) for hit in answer.hits],
    }


def _hit(hit: Hit) -> Json:
    return asdict(hit) | {"matches": [(match.start, match.end) for match in hit.matches]}


def _print(answer: Answer) -> None:
    out = console()
    for hit in answer.hits:
        out.print(hit.title)
