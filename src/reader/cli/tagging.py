"""``reader tag``: tags on articles, and all tags."""

from __future__ import annotations

from typing import Annotated

import typer

from reader.articles.sanitizing import one_line
from reader.cli.errors import UseError
from reader.cli.output import console, plain_table, print_json
from reader.cli.parameters import ArticleArgument, JsonOption, complete_tag
from reader.cli.parsing import add_verb, example_text
from reader.cli.session import session_of

TagsArgument = Annotated[
    list[str], typer.Argument(metavar="TAG", help="One tag or several.", autocompletion=complete_tag)
]
TagArgument = Annotated[str, typer.Argument(metavar="TAG", help="The tag, in any case.", autocompletion=complete_tag)]


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    tag = typer.Typer(
        rich_markup_mode=None,
        help="Tag articles; list, rename, merge and delete tags.",
        epilog=example_text("reader tag add 001 chips policy", "reader tag list", "reader tag rename chip chips"),
    )
    add_verb(tag, "add", add, "reader tag add 001 chips", "reader tag add 001 chips 'trade war'")
    add_verb(tag, "remove", remove, "reader tag remove 001 chips")
    add_verb(tag, "list", list_tags, "reader tag list", "reader tag list --json")
    add_verb(tag, "rename", rename, "reader tag rename chip chips")
    add_verb(tag, "merge", merge, "reader tag merge chip semiconductor chips")
    add_verb(tag, "delete", delete, "reader tag delete chips")
    app.add_typer(tag, name="tag")


def add(context: typer.Context, article: ArticleArgument, tags: TagsArgument) -> None:
    """Tag an article; a tag that it has already is not added again."""
    from reader.annotations.editing import add_tags

    session = session_of(context)
    add_tags(session.store, session.article(article), tags, creator=session.creator)


def remove(context: typer.Context, article: ArticleArgument, tags: TagsArgument) -> None:
    """Take tags off an article."""
    from reader.annotations.editing import untag_articles

    session = session_of(context)
    path = session.path(article)
    if not untag_articles(session.store, [path, *session.library.anchoring.moves.former(path)], tags):
        raise UseError(f"{path} has no tag {' or '.join(map(repr, tags))}; `reader list` shows the tags it has.")


def list_tags(context: typer.Context, *, json: JsonOption = False) -> None:
    """List all tags with their counts."""
    from rich.text import Text

    tags = session_of(context).store.tags()
    if json:
        print_json([{"tag": item.tag, "articles": item.articles, "annotations": item.annotations} for item in tags])
        return
    numbers = "Articles", "Annotations"
    table = plain_table("Tag", *numbers, right=numbers)
    for item in tags:
        table.add_row(Text(one_line(item.tag)), Text(str(item.articles)), Text(str(item.annotations)))
    console().print(table)


def rename(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The tag, in any case.", autocompletion=complete_tag)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
) -> None:
    """Give a tag another name everywhere."""
    from reader.annotations.editing import rename_tag

    _require_changes(rename_tag(session_of(context).store, old, new), old)


def merge(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="A tag.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another tag.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The tag that both become; it may be one of them.")],
) -> None:
    """Make one tag of two, everywhere."""
    from reader.annotations.editing import merge_tags

    _require_changes(merge_tags(session_of(context).store, first, second, into), first, second)


def delete(context: typer.Context, tag: TagArgument) -> None:
    """Take a tag off everything that carries it."""
    from reader.annotations.editing import delete_tag

    _require_changes(delete_tag(session_of(context).store, tag), tag)


def _require_changes(changed: int, *tags: str) -> None:
    if not changed:
        raise UseError(f"Nothing carries {' or '.join(map(repr, tags))}; `reader tag list` shows all tags.")
