"""``reader show``: one article."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.errors import UseError
from reader.cli.output import console, print_json, warn
from reader.cli.parameters import ArticleArgument, JsonOption, examples
from reader.cli.session import session_of

if TYPE_CHECKING:
    from reader.articles.models import Article
    from reader.entities.models import Mention
    from reader.library.library import Library


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "show",
        epilog=examples(
            "reader show 001", 'reader show "self-reliance" --width 60', "reader show 001 --json"
        ),
    )(show)


def show(
    context: typer.Context,
    article: ArticleArgument,
    *,
    width: Annotated[int | None, typer.Option(min=20, help="Columns of text at most.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Only the text, as it stands.")] = False,
    json: JsonOption = False,
) -> None:
    """Show one article, entities and highlights marked."""
    session = session_of(context)
    library = session.readable
    found = session.article(article)
    if found.is_binary:
        raise UseError(f"{found.path}: binary, not shown.")
    if json:
        print_json(
            {
                "path": found.path,
                "title": library.catalog.entry(found.path).title,
                "text": found.text,
                "sections": found.sections,
                "mentions": [asdict(mention) for mention in mentions_of(library, found)],
                "annotations": [],
            }
        )
        return
    console().print(found.text)


def mentions_of(library: Library, article: Article) -> tuple[Mention, ...]:
    """The article's mentions; none, and a warning, when the model does not work."""
    from reader.entities.pipeline import ModelError

    try:
        return library.recognition.mentions(article)
    except ModelError as error:
        warn(error)
        return ()
