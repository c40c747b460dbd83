"""``reader entities``, and mentions for other verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.cli.errors import UseError
from reader.cli.output import console, plain_table, print_json, warn
from reader.cli.parameters import JsonOption
from reader.cli.parsing import add_verb
from reader.cli.session import session_of
from reader.entities.models import NUMBER_TYPES
from reader.library.events import EntitiesReady

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.articles.models import Article
    from reader.entities.models import Entity, Mention
    from reader.library.entities import EntityIndex
    from reader.library.events import Event
    from reader.library.library import Library

Typed = TypeVar("Typed", "Mention", "Entity")


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(
        app,
        "entities",
        entities,
        "reader entities",
        "reader entities 001 --type ORG",
        "reader entities --mentions --json | jq '.[0]'",
    )


def entities(
    context: typer.Context,
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE", help="Only those in these articles; all if none is named.")
    ] = None,
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            "--type", metavar="TYPE", help="Only this type: PERSON, ORG, GPE, DATE, …; all names if left out."
        ),
    ] = None,
    mentions: Annotated[bool, typer.Option("--mentions", help="Every mention, with its place.")] = False,
    merges: Annotated[
        bool,
        typer.Option(
            "--merges", help="Which names were taken for one entity, and why; `reader rule different` undoes it."
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """List the entities, most mentioned first.

    Articles that were never looked at are recognized first, which takes a moment. The rulings of `reader rule` hold.
    """
    session = session_of(context)
    library = session.readable
    if articles:
        paths = dict.fromkeys(map(session.path, articles))
        index = library.entities.of(_mentions(library, paths))
    else:
        recognize_all(library)
        index = library.entities.everywhere()
        _warn_of_unreadable(library, index)
    if mentions:
        _print_mentions({path: named(items, kind) for path, items in index.mentions.items()}, json=json)
    elif merges:
        _print_merges(index, named(index.entities, kind), json=json)
    else:
        _print_entities(named(index.entities, kind), json=json)


def named(items: Iterable[Typed], kind: str | None = None) -> list[Typed]:
    """The mentions or entities of a type; without one, those of names, no dates and numbers."""
    if kind is None:
        return [item for item in items if item.type not in NUMBER_TYPES]
    return [item for item in items if item.type.casefold() == kind.casefold()]


def mentions_of(library: Library, article: Article) -> tuple[Mention, ...]:
    """The article's mentions under the rulings; none, and a warning, when the model does not work."""
    from reader.entities.pipeline import ModelError

    try:
        return library.entities.recognized(article).mentions[article.path]
    except ModelError as error:
        warn(error)
        return ()


def recognize_all(library: Library) -> int:
    """Recognize all articles that are not known yet, with a line of progress; how many these were.

    Raises:
        UseError: the model does not work.
    """
    from reader.cli.progress import shown
    from reader.entities.pipeline import ModelError
    from reader.library.recognizing import JOB

    recognized = 0

    def told(event: Event) -> None:
        nonlocal recognized
        recognized += isinstance(event, EntitiesReady)

    library.events.subscribe(told)
    try:
        with shown(library, JOB, "Entities", least=20):
            library.recognition.everywhere.bring_up_to_date(wait=True)
    except ModelError as error:
        raise UseError(str(error)) from error
    return recognized


def _mentions(library: Library, paths: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
    from reader.entities.pipeline import ModelError, RecognitionError

    found = {}
    for path in paths:
        try:
            found[path] = library.recognition.mentions(library.article(path))
        except UnreadableError as error:
            warn(error)
        except RecognitionError as error:
            warn(f"{path}: {error}")
        except ModelError as error:
            raise UseError(str(error)) from error
    return found


def _warn_of_unreadable(library: Library, index: EntityIndex) -> None:
    """Tell a person which articles are missing as their files cannot be read."""
    for file in library.files:
        if file.path not in index.mentions:
            try:
                library.catalog.entry(file.path)
            except UnreadableError as error:
                warn(error)


def _print_entities(entities: list[Entity], *, json: bool) -> None:
    if json:
        print_json(
            [
                {
                    "entity": item.name,
                    "type": item.type,
                    "names": item.names,
                    "count": item.count,
                    "articles": item.articles,
                }
                for item in entities
            ]
        )
        return
    from rich.text import Text

    from reader.cli.styles import entity_style

    out = console()
    table = plain_table("Entity", "Type", "Mentions", "Articles", "Also written", right=("Mentions", "Articles"))
    for item in entities:
        table.add_row(
            Text(one_line(item.name)),
            Text(one_line(item.type), entity_style(item.type, out)),
            Text(str(item.count)),
            Text(str(len(item.articles))),
            Text(one_line(", ".join(name for name in item.names if name != item.name))),
        )
    out.print(table)


def _print_merges(index: EntityIndex, entities: Iterable[Entity], *, json: bool) -> None:
    """Each name that was taken for another one's entity, entity by entity."""
    merges = [(entity, joined) for entity in entities for joined in index.joined(entity)]
    if json:
        print_json(
            [
                {
                    "entity": entity.name,
                    "type": entity.type,
                    "name": joined.name,
                    "into": joined.into,
                    "reason": joined.reason,
                    "articles": joined.articles,
                }
                for entity, joined in merges
            ]
        )
        return
    from rich.text import Text

    table = plain_table("Entity", "Type", "Name", "Taken for", "Why", "Where")
    for entity, joined in merges:
        where = "everywhere" if not joined.articles else ", ".join(joined.articles)
        names = (one_line(text) for text in (entity.name, entity.type, joined.name, joined.into, joined.reason, where))
        table.add_row(*map(Text, names))
    console().print(table)


def _print_mentions(mentions: Mapping[str, list[Mention]], *, json: bool) -> None:
    if json:
        print_json(
            [
                {
                    "article": path,
                    "start": item.start,
                    "end": item.end,
                    "text": item.text,
                    "type": item.type,
                    "entity": item.entity,
                }
                for path, items in mentions.items()
                for item in items
            ]
        )
        return
    from rich.text import Text

    table = plain_table("Article", "Place", "Type", "Text")
    for path, items in mentions.items():
        for item in items:
            table.add_row(
                Text(one_line(path), "dim"),
                Text(f"{item.start}:{item.end}"),
                Text(item.type),
                Text(one_line(item.text)),
            )
    console().print(table)
