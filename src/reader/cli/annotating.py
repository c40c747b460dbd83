"""``reader note``, ``highlight`` and ``attach``: what a person adds to passages."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reader.annotations.models import AnchorState, Annotation, Color, Motivation
from reader.articles.models import Span
from reader.articles.sanitizing import one_line, visible
from reader.cli.errors import UseError
from reader.cli.output import console, print_json, print_line
from reader.cli.parameters import ArticleArgument, ByOption, JsonOption
from reader.cli.parsing import TextVerb, add_verb, example_text
from reader.cli.session import session_of

if TYPE_CHECKING:
    from rich.text import Text

    from reader.articles.models import Article

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="As `reader note list` shows it; its start is enough.")]
BodyArgument = Annotated[str, typer.Argument(metavar="BODY", help="The note, Markdown; - reads standard input.")]
QuoteOption = Annotated[str | None, typer.Option(metavar="TEXT", help="The passage, by its words.")]
NthOption = Annotated[int, typer.Option(metavar="K", min=1, help="Which place of the quote, if it has several.")]
SpanOption = Annotated[str | None, typer.Option(metavar="S:E", help="The passage, by its offsets.")]
ColorOption = Annotated[Color | None, typer.Option(help="The highlighter.")]
TagOption = Annotated[list[str] | None, typer.Option(metavar="T", help="A tag of the passage; may be repeated.")]

_SPAN = re.compile("([0-9]{1,15}):([0-9]{1,15})")


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    note = typer.Typer(
        rich_markup_mode=None,
        help="Write, list, edit and remove notes.",
        epilog=example_text("reader note add 001 'Ask for the source.'", "reader note list 001"),
    )
    add_verb(
        note,
        "add",
        add_note,
        "reader note add 001 'Ask for the source. #todo'",
        "reader note add 001 --quote 'supply chains' --color green 'Since when?'",
        "reader note add 001 --span 120:164 - < note.md",
        cls=TextVerb,
    )
    add_verb(
        note,
        "list",
        list_notes,
        "reader note list",
        "reader note list 001 --json",
        "reader note list --by 'Ada Lovelace'",
    )
    add_verb(note, "edit", edit, "reader note edit 3f2a 'Answered.'", cls=TextVerb)
    add_verb(note, "remove", remove, "reader note remove 3f2a")
    app.add_typer(note, name="note")
    highlight = typer.Typer(
        rich_markup_mode=None,
        help="Highlight passages. `reader note` lists and removes highlights, too.",
        epilog=example_text("reader highlight add 001 --quote 'supply chains'"),
    )
    add_verb(
        highlight,
        "add",
        add_highlight,
        "reader highlight add 001 --quote 'supply chains' --nth 2 --color pink",
        "reader highlight add 001 --span 120:164 --tag check",
    )
    app.add_typer(highlight, name="highlight")
    add_verb(app, "attach", attach, "reader attach 3f2a --span 120:164")


def add_note(  # noqa: PLR0913 (a verb has as many options as people need)
    context: typer.Context,
    article: ArticleArgument,
    body: BodyArgument,
    *,
    quote: QuoteOption = None,
    nth: NthOption = 1,
    span: SpanOption = None,
    color: ColorOption = None,
    tag: TagOption = None,
) -> None:
    """Write a note on a passage, or on the whole article; prints its id."""
    from reader.annotations import editing

    session = session_of(context)
    found = session.article(article)
    place = _passage(found, quote, nth, span)
    text = _text(body)
    note = editing.add_note(session.store, found, text, place, color=color, tags=tag or (), creator=session.creator)
    print_line(note.id)


def add_highlight(
    context: typer.Context,
    article: ArticleArgument,
    *,
    quote: QuoteOption = None,
    nth: NthOption = 1,
    span: SpanOption = None,
    color: ColorOption = Color.YELLOW,
    tag: TagOption = None,
) -> None:
    """Highlight a passage; prints its id."""
    from reader.annotations import editing

    session = session_of(context)
    found = session.article(article)
    place = _passage(found, quote, nth, span)
    if place is None:
        raise UseError("A highlight needs a passage; name it by --quote TEXT or --span S:E.")
    highlight = editing.add_highlight(
        session.store, found, place, color=color or Color.YELLOW, tags=tag or (), creator=session.creator
    )
    print_line(highlight.id)


def list_notes(
    context: typer.Context,
    article: Annotated[
        str | None, typer.Argument(metavar="ARTICLE", help="Only those on this article; all if none is named.")
    ] = None,
    *,
    by: ByOption = None,
    json: JsonOption = False,
) -> None:
    """List notes and highlights, by article and place.

    Where several people wrote, each stands with its writer.
    """
    from reader.annotations.documents import annotation_to_document
    from reader.annotations.people import folded
    from reader.library.people import is_shared

    session = session_of(context)
    path = None if article is None else session.path(article)
    anchoring = session.sound.anchoring
    found = anchoring.everywhere() if path is None else anchoring.placed_in(path)
    notes = [item for item in found if item.motivation is not Motivation.TAGGING]
    if by is not None:
        writers = set(map(folded, session.people(by)))
        notes = [item for item in notes if folded(item.creator or "") in writers]
    if json:
        print_json([annotation_to_document(item) for item in notes])
        return
    from rich.text import Text

    out, named = console(), is_shared(session.library)
    for number, item in enumerate(notes):
        if number == 0 or item.article.path != notes[number - 1].article.path:
            out.print(Text(("\n" if number else "") + one_line(item.article.path), "bold"), soft_wrap=True)
        out.print(described(item, item.creator or "" if named else ""), soft_wrap=True)


def edit(context: typer.Context, id_: IdArgument, body: BodyArgument) -> None:
    """Change a note's text; a highlight that is given a text becomes a note."""
    from reader.annotations.editing import edit_note

    session = session_of(context)
    edit_note(session.store, session.annotation(id_).id, _text(body))


def remove(context: typer.Context, id_: IdArgument) -> None:
    """Remove a note or highlight."""
    from reader.annotations.editing import remove_annotation

    session = session_of(context)
    remove_annotation(session.store, session.annotation(id_).id)


def attach(
    context: typer.Context,
    id_: IdArgument,
    *,
    span: Annotated[str, typer.Option(metavar="S:E", help="The passage, by its offsets.")],
) -> None:
    """Attach a note or highlight to another passage.

    The passage is one of its article; so what lost its place finds a new one.
    """
    from reader.annotations import editing

    session = session_of(context)
    annotation = session.annotation(id_)
    path = annotation.article.path
    article = session.library.article(session.sound.anchoring.moves.moved().get(path, path))
    editing.attach(session.store, annotation.id, article, parsed_span(span))


def described(annotation: Annotation, writer: str = "") -> Text:
    """A note or highlight in a few lines: start of its id, passage, tags, who wrote it if that is told, text."""
    from rich.text import Text

    from reader.cli.styles import QUIET

    text = Text(f"  {annotation.id[:8]}  ", QUIET)
    lost = annotation.anchor is not None and annotation.anchor.state is not AnchorState.SURE
    if lost and annotation.anchor:
        text.append(f"({annotation.anchor.state}) ", "bold")
    if annotation.quote:
        text.append(f"“{_shortened(one_line(annotation.quote.exact))}”", "italic not dim")
    else:
        text.append("on the article", "italic")
    if annotation.tags:
        text.append("  " + " ".join(f"#{one_line(tag)}" for tag in annotation.tags), "dim")
    if writer:
        text.append(f"  — {one_line(writer)}", "dim")
    for line in visible(annotation.body).splitlines():
        text.append(f"\n            {line}", "not dim")
    return text


def _shortened(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _passage(article: Article, quote: str | None, nth: int, span: str | None) -> Span | None:
    """The passage that the options name; None for the whole article."""
    from reader.annotations.editing import find_quote

    if quote is not None and span is not None:
        raise UseError("--quote and --span both name a passage; give one of them.")
    if span is not None:
        return parsed_span(span)
    if quote is None:
        return None
    found = find_quote(article.text, quote, nth)
    if found is None:
        place = "" if nth == 1 else f" {nth} times"
        raise UseError(f"{article.path} does not hold the quote {quote!r}{place}; copy it from `reader show`.")
    return found


def parsed_span(text: str) -> Span:
    """The place that ``--span`` names.

    Raises:
        UseError: it names none.
    """
    place = _SPAN.fullmatch(text)
    if place is None:
        raise UseError(f"--span {text}: write it as START:END, two offsets in characters from the start of the text.")
    return Span(int(place[1]), int(place[2]))


def _text(body: str) -> str:
    """A note's text as given, or from standard input."""
    if body != "-":
        return body
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").strip("\n")
    except UnicodeDecodeError as error:
        raise UseError(f"standard input is not UTF-8 ({error.reason}); convert it first.") from error
