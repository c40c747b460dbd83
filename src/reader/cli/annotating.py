"""``reader note``, ``highlight`` and ``attach``: what a person adds to passages."""

from __future__ import annotations

import typer

from reader.cli.output import print_line
from reader.cli.parameters import ArticleArgument, examples
from reader.cli.parsing import TextCommand
from reader.cli.session import session_of


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    note = typer.Typer(rich_markup_mode=None, help="Write, list, edit and remove notes.")
    note.command("add", cls=TextCommand, epilog=examples('reader note add 001 "Ask for the source."'))(add)
    app.add_typer(note, name="note")


def add(context: typer.Context, article: ArticleArgument, body: str) -> None:
    """Write a note; prints its id."""
    from reader.annotations.editing import add_note

    session = session_of(context)
    print_line(add_note(session.store, session.article(article), body, creator=session.creator).id)
