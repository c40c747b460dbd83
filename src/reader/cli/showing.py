"""``reader show``: one article."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from rich.style import Style
from rich.text import Text

from reader.annotations.models import Motivation
from reader.articles.sanitizing import one_line, visible
from reader.articles.spans import SpanSet, flat_runs
from reader.articles.structure import marker_width
from reader.cli.annotating import described
from reader.cli.errors import UseError
from reader.cli.output import console, page_width, print_json, warn
from reader.cli.paging import print_paged
from reader.cli.parameters import ArticleArgument, JsonOption
from reader.cli.parsing import add_verb
from reader.cli.recognizing import mentions_of, named
from reader.cli.session import session_of
from reader.cli.styles import QUIET, STRONG, entity_style, highlight_style
from reader.library.people import told_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from reader.articles.models import Article
    from reader.library.library import Library

_HEAD = 4096
"""Characters of a text within which its title is looked for."""
_BLOCK = 500
"""Lines that are printed at a time: one by one they would take twice as long."""


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(
        app,
        "show",
        show,
        "reader show 001",
        'reader show "double down" --width 60',
        "reader show 001 --json | jq .sections",
    )


def show(
    context: typer.Context,
    article: ArticleArgument,
    *,
    width: Annotated[
        int | None, typer.Option(metavar="N", min=20, help="Columns of text at most; 76 unless the settings say so.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="The text alone, its lines as they are unless --width is given.")
    ] = False,
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="In a terminal: a screen at a time, by $PAGER or less.")
    ] = True,
    json: JsonOption = False,
) -> None:
    """Show one article, entities and highlights marked."""
    session = session_of(context)
    library = session.readable
    found = session.article(article)
    if found.is_binary:
        raise UseError(f"{one_line(found.path)}: {found.notices[-1]}")
    if json:
        _print_document(library, found)
        return
    for notice in found.notices:
        warn(f"{found.path}: {notice}")
    if plain and width is None:
        print_paged(visible(found.text).removesuffix("\n"), pager=pager)
        return
    out = console()
    columns = width or page_width(library.settings.width)
    painting = _Painting(found, [] if plain else _spans(library, found, out))
    with out.capture() as shown:
        if not plain:
            out.print(_heading(library, found, painting), soft_wrap=True)
        lines = painting.lines(out, columns)
        while block := list(islice(lines, _BLOCK)):
            out.print(Text("\n").join(block), soft_wrap=True)
        if not plain:
            _print_notes(library, found, out)
    print_paged(shown.get().removesuffix("\n"), pager=pager)


def _print_document(library: Library, article: Article) -> None:
    from reader.annotations.documents import annotation_to_document

    print_json(
        {
            "path": article.path,
            "title": library.catalog.entry(article.path).title,
            "text": article.text,
            "sections": article.sections,
            "mentions": mentions_of(library, article),
            "annotations": [annotation_to_document(item) for item in library.anchoring.placed(article)],
        }
    )


class _Painting:
    """An article's text with its styles, wrapped."""

    def __init__(self, article: Article, spans: list[tuple[int, int, Style]]) -> None:
        self._article = article
        self._spans = SpanSet(spans)
        self._headings = {section.start for section in article.sections}
        self.title_start = _title_start(article)

    def lines(self, out: Console, width: int) -> Iterator[Text]:
        """Lines of that many columns at most; those of a list item hang under its text."""
        start = 0
        for line in self._article.text.rstrip("\n").split("\n"):
            indent = marker_width(line)
            text = self._painted(start, start + len(line))
            text.expand_tabs(4)
            start += len(line) + 1
            if text.cell_len <= width:
                text.rstrip()
                yield text
                continue
            first, rest = text[:indent], text[indent:]
            wrapped = rest.wrap(out, max(width - indent, 1), overflow="fold")
            for number, piece in enumerate(wrapped or [rest]):
                piece.rstrip()
                yield first + piece if number == 0 else Text(" " * indent) + piece

    def _painted(self, start: int, end: int) -> Text:
        text = Text(style="bold" if start in self._headings or start == self.title_start else "")
        shown = visible(self._article.text[start:end])
        for run in flat_runs(self._spans.overlapping(start, end), start, end):
            text.append(shown[run.start - start : run.end - start], sum(run.values, Style()))
        return text


def _title_start(article: Article) -> int | None:
    """Where the title stands in the text's first lines; None when it does not."""
    start = 0
    for line in article.text[:_HEAD].split("\n"):
        if one_line(line) == article.title:
            return start
        start += len(line) + 1
    return None


def _spans(library: Library, article: Article, out: Console) -> list[tuple[int, int, Style]]:
    """Entities, and over them highlights and annotated passages."""
    if not out.is_terminal:
        return []
    spans = [
        (mention.start, mention.end, entity_style(mention.type, out))
        for mention in named(mentions_of(library, article))
    ]
    spans += [
        (item.position.start, item.position.end, highlight_style(item.color, out))
        for item in library.anchoring.placed(article)
        if item.position
    ]
    return spans


def _heading(library: Library, article: Article, painting: _Painting) -> Text:
    """What is known of the article, and its title unless the text begins with it."""
    entry = library.catalog.entry(article.path)
    facts = [
        entry.path,
        f"{entry.words} words",
        f"{entry.minutes} min",
        entry.status,
        *(f"#{tag}" for tag in entry.tags),
    ]
    text = Text(one_line(" · ".join(facts)) + ("  ★" if entry.starred else "") + "\n", style=QUIET)
    if painting.title_start is None or entry.title != article.title:
        text.append(f"\n{one_line(entry.title)}\n", STRONG)
    return text


def _print_notes(library: Library, article: Article, out: Console) -> None:
    """The article's notes, under its text."""
    notes = [item for item in library.anchoring.placed(article) if item.motivation is Motivation.COMMENTING]
    if notes:
        out.print(Text("\nNotes", style=STRONG))
    for note in notes:
        out.print(described(note, told_writer(library, note.creator)), soft_wrap=True)
