"""``reader tag``: tags on articles, and all tags."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from reader.articles.sanitizing import one_line
from reader.cli.output import console, print_json
from reader.cli.parameters import ArticleArgument, JsonOption, examples
from reader.cli.session import session_of

TagsArgument = Annotated[list[str], typer.Argument(metavar="TAG…", help="One or several tags.")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    tag = typer.Typer(
        rich_markup_mode=None,
        help="Tag articles; rename, merge and delete tags.",
        epilog=examples("reader tag add 001 chips policy", "reader tag list", "reader tag rename chip chips"),
    )
    tag.command("add", epilog=examples("reader tag add 001 chips policy"))(add)
    tag.command("list", epilog=examples("reader tag list --json"))(list_tags)
    app.add_typer(tag, name="tag")


def add(context: typer.Context, article: ArticleArgument, tags: TagsArgument) -> None:
    """Tag an article; tags that it has already are not added again."""
    from reader.annotations.editing import add_tags

    session = session_of(context)
    add_tags(session.store, session.article(article), tags, creator=session.creator)


def list_tags(context: typer.Context, *, json: JsonOption = False) -> None:
    """List all tags with their counts."""
    tags = session_of(context).store.tags()
    if json:
        print_json([asdict(tag) for tag in tags])
    else:
        for tag in tags:
            console().print(one_line(tag.tag))
