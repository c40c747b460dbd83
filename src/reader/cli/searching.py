"""``reader search``: ranked passages."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reader.articles.naming import visible_path
from reader.articles.sanitizing import one_line, visible
from reader.cli.errors import ExitCode, UseError
from reader.cli.output import Json, console, json_text, page_width, print_json, print_line, warn
from reader.cli.parameters import JsonOption
from reader.cli.parsing import TextVerb, add_verb
from reader.cli.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from reader.library.library import Library
    from reader.library.searching import Answer
    from reader.search.models import Hit

MOST_HITS = 1_000_000
SNIPPET = 320
"""Characters of a passage that are shown."""
_BEFORE = 120
"""Characters shown before the first match, at most."""
_STARTS = re.compile(r"[.!?…][\"'”’)]*\s+(?=[^a-z])|\n")


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(
        app,
        "search",
        search,
        "reader search huwaei chips",
        """reader search '"rare earth"' -gallium tag:chips""",
        "reader search --explain rareearth exprots",
        "reader search --batch --json < queries.txt",
        cls=TextVerb,
    )


def search(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Words, in any order; a phrase keeps its quotes."),
    ] = None,
    *,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=MOST_HITS, help="Hits at most.")] = 20,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each hit why it was found.")] = False,
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
        return _batch(library, limit, explain=explain)
    if not query:
        raise UseError("QUERY is missing; write what to look for, as in `reader search huwaei chips`.")
    _update(library)
    answer = library.searching.search(visible_path(" ".join(query)), limit, wait=True, explained=explain)
    if notice := library.searching.clustering.notice:
        warn(notice)
    if json:
        print_json(_document(answer))
    else:
        _print(library, answer)
        if not answer.hits:
            warn(answer.notice or f"nothing found for {answer.query!r}; fewer or other words may help.")
    return ExitCode.DONE if answer.hits else ExitCode.NOTHING_FOUND


def _update(library: Library) -> None:
    """Bring the index up to date, and say how far it is."""
    from reader.cli.progress import shown
    from reader.library.indexing import JOB

    with shown(library, JOB, "Index"):
        library.searching.update()


def _batch(library: Library, limit: int, *, explain: bool) -> int:
    _update(library)
    for line in sys.stdin.buffer:
        query = line.decode("utf-8-sig", errors="replace").rstrip("\r\n")
        print_line(json_text(_document(library.searching.search(query, limit, wait=True, explained=explain))))
    if notice := library.searching.clustering.notice:
        warn(notice)
    return ExitCode.DONE


def _document(answer: Answer) -> Json:
    return {
        "query": answer.query,
        "ms": round(answer.milliseconds, 3),
        "hits": [_hit(hit) for hit in answer.hits],
    }


def _hit(hit: Hit) -> Json:
    document = {
        "article": hit.article,
        "title": hit.title,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
        "passage": hit.passage,
        "matches": [(match.start, match.end) for match in hit.matches],
    }
    return document | {"explanation": hit.explanation} if hit.explanation else document


def _print(library: Library, answer: Answer) -> None:
    """The hits in words: title and path, then the passage with the matched words marked."""
    from rich.text import Text

    from reader.cli.styles import QUIET, STRONG

    out, columns = console(), page_width(library.settings.width)
    for hit in answer.hits:
        out.print(Text.assemble((one_line(hit.title), STRONG), (f"  {one_line(hit.article)}", QUIET)), soft_wrap=True)
        for line in _snippet(hit).wrap(out, columns - 2):
            out.print(Text("  ") + line, soft_wrap=True)
        if hit.written and hit.written.text:
            writer = f"{hit.written.writer}: " if hit.written.writer else ""
            out.print(Text(f"  {one_line(writer + hit.written.text)}", QUIET), soft_wrap=True)
        for told in _explanation(hit):
            out.print(Text(f"  {told}", QUIET), soft_wrap=True)
        out.print()


def _explanation(hit: Hit) -> Iterator[str]:
    """Why the passage was found, if that was asked for: a line for each typed word, and the sum of the score."""
    if hit.explanation is None:
        return
    for word in hit.explanation.words:
        meant = word.matched if word.matched and word.matched != word.typed else ""
        yield one_line(f"{word.typed}{meant and f' → {meant}'}: {word.how}, {word.value:.2f}")
    parts = {name: getattr(hit.explanation, name) for name in ("article", "nearness", "order")}
    yield f"score {hit.score:.2f} = " + " + ".join(f"{value:.2f} {name}" for name, value in parts.items())


def _snippet(hit: Hit) -> Text:
    """As much of the passage as tells why it was found."""
    from rich.text import Text

    from reader.cli.styles import MATCH

    shown = Text(visible(hit.passage))
    for match in hit.matches:
        shown.stylize(MATCH, match.start - hit.start, match.end - hit.start)
    start, end = _cut(hit.passage, hit.matches[0].start - hit.start if hit.matches else 0)
    snippet = Text("… " if start else "") + shown[start:end] + ("" if end == len(hit.passage) else " …")
    return Text(" ").join(snippet.split("\n"))


def _cut(passage: str, first: int) -> tuple[int, int]:
    """A stretch of the passage around its first match, cut where a sentence starts, or at least a word."""
    if len(passage) <= SNIPPET:
        return 0, len(passage)
    low = max(0, first - _BEFORE)
    starts = [match.end() for match in _STARTS.finditer(passage, low, first)]
    start = 0 if low == 0 else starts[0] if starts else passage.rfind(" ", 0, low) + 1
    end = len(passage)
    if end - start > SNIPPET:
        end = max(passage.rfind(" ", start, start + SNIPPET), start + SNIPPET // 2)
    return start, end
