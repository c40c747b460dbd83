"""``reader status``, ``star`` and ``title``: what a person says of an article."""

from __future__ import annotations

from typing import Annotated

import typer

from reader.annotations.models import Status
from reader.cli.parameters import ArticleArgument
from reader.cli.parsing import TextVerb, add_verb
from reader.cli.session import session_of


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    add_verb(app, "status", status, "reader status 001 reading", "reader status 001 done")
    add_verb(app, "star", star, "reader star 001", "reader star 001 --off")
    add_verb(
        app,
        "title",
        title,
        "reader title 002 'The push for AI'",
        "reader title 002",
        cls=TextVerb,
    )


def status(
    context: typer.Context,
    article: ArticleArgument,
    value: Annotated[
        Status, typer.Argument(metavar="STATUS", help="How far you are with it: unread, reading or done.")
    ],
) -> None:
    """Say how far you are with an article."""
    from reader.annotations.editing import set_status

    session = session_of(context)
    set_status(session.store, session.article(article), value)


def star(
    context: typer.Context,
    article: ArticleArgument,
    *,
    on: Annotated[bool | None, typer.Option("--on/--off", help="Say which, instead of the other one.")] = None,
) -> None:
    """Star an article, or take the star off."""
    from reader.annotations.editing import set_starred

    session = session_of(context)
    found = session.article(article)
    record = session.sound.anchoring.moves.record(found.path)
    set_starred(session.store, found, on if on is not None else not (record and record.starred))


def title(
    context: typer.Context,
    article: ArticleArgument,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Your title; the one found in the text if left out.")
    ] = None,
) -> None:
    """Give an article a title of your own, or take it back."""
    from reader.annotations.editing import set_title

    session = session_of(context)
    set_title(session.store, session.article(article), text)
