"""``reader search``: ranked passages."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from reader.articles.naming import visible_path
from reader.articles.sanitizing import one_line, visible
from reader.cli.errors import ExitCode, UseError
from reader.cli.output import Json, console, json_text, page_width, print_json, print_line, warn
from reader.cli.parameters import JsonOption, examples
from reader.cli.parsing import TextCommand
from reader.cli.session import session_of

if TYPE_CHECKING:
    from rich.text import Text

    from reader.library.library import Library
    from reader.library.searching import Answer
    from reader.search.models import Hit

SNIPPET = 320
"""Characters of a passage that are shown."""
_BEFORE = 80
"""Characters shown before the first match."""


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
    batch: Annotated[bool, typer.Option("--batch", help="A query a line on standard input; needs --json.")] = False,
    json: JsonOption = False,
) -> int:
    """Search all articles.

    Typos are forgiven and half-typed words completed; the best passages come first.
    """
    library = session_of(context).readable
    if batch:
        if query or not json:
            raise UseError("--batch reads its queries from standard input and answers with --json; write both.")
        return _batch(library, limit)
    if not query:
        raise UseError("QUERY is missing; write what to look for, as in `reader search huwaei chips`.")
    answer = library.searching.search(visible_path(" ".join(query)), limit)
    if json:
        print_json(_document(answer))
    else:
        _print(answer, page_width(library.settings.width))
        if not answer.hits:
            warn(f"nothing found for {answer.query!r}; fewer or other words may help.")
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


def _print(answer: Answer, columns: int) -> None:
    """The hits in words: title and path, then the passage with the matched words marked."""
    from rich.padding import Padding
    from rich.text import Text

    from reader.cli.styles import QUIET, STRONG

    out = console()
    for hit in answer.hits:
        out.print(Text(one_line(hit.title), STRONG).append(f"  {one_line(hit.article)}", QUIET), soft_wrap=True)
        out.print(Padding(_snippet(hit), (0, 0, 1, 2)), width=columns)


def _snippet(hit: Hit) -> Text:
    """As much of the passage as tells why it was found."""
    from rich.text import Text

    from reader.cli.styles import MATCH

    shown = Text(visible(hit.passage))
    for match in hit.matches:
        shown.stylize(MATCH, match.start - hit.start, match.end - hit.start)
    first = hit.matches[0].start - hit.start if hit.matches else 0
    start, end = _cut(hit.passage, max(0, first - _BEFORE), SNIPPET)
    snippet = Text("… " if start else "") + shown[start:end] + ("" if end == len(hit.passage) else " …")
    return Text(" ").join(snippet.split("\n"))


def _cut(text: str, start: int, length: int) -> tuple[int, int]:
    """A stretch of the text of about that length, from ``start`` or a little before, cut between words."""
    if len(text) <= length:
        return 0, len(text)
    if start:
        start = text.rfind(" ", 0, start) + 1
    end = text.rfind(" ", start + 1, start + length) if start + length < len(text) else len(text)
    return start, end if end > start else min(start + length, len(text))
