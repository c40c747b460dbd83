"""``reader rule``: what a person decides on entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from reader.annotations.ruling import Action, Decision, Scope, add_ruling, remove_ruling
from reader.annotations.wording import sentence, whereabouts
from reader.articles.sanitizing import one_line
from reader.cli.annotating import parsed_span
from reader.cli.errors import UseError
from reader.cli.output import console, plain_table, print_json, print_line
from reader.cli.parameters import ByOption, JsonOption, complete_article
from reader.cli.parsing import add_verb, example_text
from reader.cli.session import session_of
from reader.library.ruling import label

if TYPE_CHECKING:
    from reader.articles.models import Article, Span

TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help="The words, just as the articles have them.")]
TypeArgument = Annotated[str, typer.Argument(metavar="TYPE", help="PERSON, ORG, GPE, …, or a type of your own model.")]
EntityArgument = Annotated[str, typer.Argument(metavar="ENTITY", help="Its name, as `reader entities` shows it.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="As `reader rule list` shows it; its start is enough.")]
InOption = Annotated[
    str | None,
    typer.Option(
        "--article", metavar="ARTICLE", help="In this article alone; else everywhere.", autocompletion=complete_article
    ),
]
NthOption = Annotated[
    int | None, typer.Option(metavar="K", min=1, help="At this place of the words in the article alone.")
]
SpanOption = Annotated[str | None, typer.Option(metavar="S:E", help="The same, by its offsets.")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    rule = typer.Typer(
        rich_markup_mode=None,
        help="Correct entities: rulings are kept with the annotations and win over every model.",
        epilog=example_text("reader rule reject 'Made in China'", "reader rule list", "reader undo"),
    )
    add_verb(
        rule,
        "reject",
        reject,
        "reader rule reject 'Made in China'",
        "reader rule reject 'Tech Self-Reliance' --article 000",
        "reader rule reject 'Tech Self-Reliance' --article 000 --nth 2",
    )
    add_verb(
        rule, "retype", retype, "reader rule retype SMIC ORG", "reader rule retype Washington PERSON --article 001"
    )
    add_verb(
        rule, "same", same, "reader rule same YMTC 'Yangtze Memory'", "reader rule same Xi 'Xi Jinping' --type PERSON"
    )
    add_verb(rule, "different", different, "reader rule different America 'United States' --article 004")
    add_verb(
        rule,
        "mark",
        mark,
        "reader rule mark 'Made in China 2025' LAW",
        "reader rule mark 'the company' ORG --entity AISpeech --article 000 --nth 1",
    )
    add_verb(rule, "list", list_rulings, "reader rule list", "reader rule list 003 --json", "reader rule list --by Ada")
    add_verb(rule, "remove", remove, "reader rule remove 3f2a")
    app.add_typer(rule, name="rule")


def reject(
    context: typer.Context,
    text: TextArgument,
    *,
    article: InOption = None,
    nth: NthOption = None,
    span: SpanOption = None,
    json: JsonOption = False,
) -> None:
    """Say that words name no entity.

    Prints the ruling's id.
    """
    _rule(context, Action.REJECT, _words(context, text, article, nth, span), json=json)


def retype(
    context: typer.Context,
    text: TextArgument,
    kind: TypeArgument,
    *,
    article: InOption = None,
    nth: NthOption = None,
    span: SpanOption = None,
    json: JsonOption = False,
) -> None:
    """Say that an entity is of another type.

    Prints the ruling's id.
    """
    _rule(context, Action.RETYPE, _words(context, text, article, nth, span), kind=kind, json=json)


def same(  # noqa: PLR0913 (a verb has as many options as people need)
    context: typer.Context,
    text: TextArgument,
    entity: EntityArgument,
    *,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="That one's type, if it is another.")
    ] = None,
    article: InOption = None,
    nth: NthOption = None,
    span: SpanOption = None,
    json: JsonOption = False,
) -> None:
    """Say that words mean the same entity as another name.

    Prints the ruling's id.
    """
    _rule(context, Action.SAME, _words(context, text, article, nth, span), kind=kind, entity=entity, json=json)


def different(
    context: typer.Context,
    text: TextArgument,
    entity: EntityArgument,
    *,
    article: InOption = None,
    nth: NthOption = None,
    span: SpanOption = None,
    json: JsonOption = False,
) -> None:
    """Say that words do not mean an entity.

    Prints the ruling's id. `reader entities --merges` shows which names were taken for one.
    """
    _rule(context, Action.DIFFERENT, _words(context, text, article, nth, span), entity=entity, json=json)


def mark(  # noqa: PLR0913 (a verb has as many options as people need)
    context: typer.Context,
    text: TextArgument,
    kind: TypeArgument,
    *,
    entity: Annotated[
        str | None, typer.Option(metavar="ENTITY", help="The entity's name, if the words are not.")
    ] = None,
    article: InOption = None,
    nth: NthOption = None,
    span: SpanOption = None,
    json: JsonOption = False,
) -> None:
    """Say that words name an entity that was not recognized.

    Prints the ruling's id.
    """
    _rule(context, Action.MARK, _words(context, text, article, nth, span), kind=kind, entity=entity, json=json)


def list_rulings(
    context: typer.Context,
    article: Annotated[
        str | None,
        typer.Argument(metavar="ARTICLE", help="Only those for this article; all if none is named."),
    ] = None,
    *,
    by: ByOption = None,
    json: JsonOption = False,
) -> None:
    """List the rulings, the oldest first."""
    from rich.text import Text

    from reader.annotations.people import folded
    from reader.library.people import is_shared

    session = session_of(context)
    path = None if article is None else session.path(article)
    rulings = [
        ruling
        for ruling in session.sound.anchoring.moves.rulings()
        if path is None or (ruling.get("article") or {}).get("path") == path
    ]
    if by is not None:
        writers = set(map(folded, session.people(by)))
        rulings = [ruling for ruling in rulings if folded(str(ruling.get("creator") or "")) in writers]
    if json:
        print_json(rulings)
        return
    shared = is_shared(session.library)
    table = plain_table("Id", "Ruling", "Where", *(["By"] if shared else []))
    for ruling in rulings:
        where = Text(one_line(whereabouts(ruling)), "dim")
        writer = [Text(one_line(str(ruling.get("creator") or "")), "dim")] if shared else []
        table.add_row(Text(ruling["id"][:8], "dim"), Text(one_line(sentence(ruling))), where, *writer)
    console().print(table)


def remove(context: typer.Context, id_: IdArgument) -> None:
    """Take a ruling back."""
    session = session_of(context)
    ids = [ruling["id"] for ruling in session.store.rulings()]
    fitting = [id_] if id_ in ids else [one for one in ids if id_ and one.startswith(id_.lower())]
    if len(fitting) != 1:
        several = f"{len(fitting)} rulings start with {id_!r}" if fitting else f"there is no ruling {id_!r}"
        raise UseError(f"ID: {several}; `reader rule list` shows them all.")
    remove_ruling(session.store, fitting[0])


@dataclass(frozen=True, slots=True)
class _Words:
    """What a ruling is about: words everywhere, in an article, or at one place of it."""

    text: str
    article: Article | None = None
    span: Span | None = None

    @property
    def scope(self) -> Scope:
        """Where the ruling holds."""
        if self.article is None:
            return Scope.EVERYWHERE
        return Scope.ARTICLE if self.span is None else Scope.MENTION


def _words(context: typer.Context, text: str, article: str | None, nth: int | None, span: str | None) -> _Words:
    """The words that the arguments mean.

    Raises:
        UseError: they are not there, or the place is told twice.
    """
    from reader.annotations.passages import find_quote

    if article is None:
        if nth is not None or span is not None:
            raise UseError("--nth and --span name a place in an article; say in which by --article.")
        return _Words(text)
    if nth is not None and span is not None:
        raise UseError("--nth and --span both name the place; give one of them.")
    found = session_of(context).article(article)
    place = parsed_span(span) if span is not None else find_quote(found.text, text, nth or 1)
    if place is None:
        times = "" if nth in (None, 1) else f" {nth} times"
        raise UseError(f"{found.path} does not hold {text!r}{times}; copy the words from `reader show`.")
    words = found.text[place.start : place.end]
    if span is not None and words != text:
        raise UseError(f"--span {span}: {found.path} has {words!r} there, not {text!r}; give the place of the words.")
    return _Words(words, found, None if nth is None and span is None else place)


def _rule(
    context: typer.Context,
    action: Action,
    words: _Words,
    *,
    kind: str | None = None,
    entity: str | None = None,
    json: bool,
) -> None:
    """Keep a ruling, and print its id or all of it."""
    session = session_of(context)
    decision = Decision(action, words.scope, words.text, words.article, words.span, label(kind), entity)
    ruling = add_ruling(session.store, decision, creator=session.creator)
    if json:
        print_json(ruling)
    else:
        print_line(ruling["id"])
