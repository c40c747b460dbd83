"""Notes and highlights in rows of a list: the passage in its color, what was written, where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from reader.annotations.models import AnchorState, Color
from reader.articles.sanitizing import one_line
from reader.library.people import told_writer
from reader.tui.wording import color_name, unbroken

if TYPE_CHECKING:
    from reader.annotations.models import Annotation
    from reader.library.drafts import Draft
    from reader.library.library import Library
    from reader.tui.themes import Palette

MARKS = {AnchorState.UNSURE: "? ", AnchorState.ORPHAN: "⚠ "}


def is_lost(annotation: Annotation) -> bool:
    """Whether the passage is not found any more, or not surely."""
    return annotation.anchor is not None and annotation.anchor.state is not AnchorState.SURE


def passage(annotation: Annotation, palette: Palette) -> Text:
    """The words of the passage in their color, with a mark if they lost their place."""
    mark = MARKS.get(annotation.anchor.state, "") if annotation.anchor is not None else ""
    row = Text().append(mark, style=palette.mark)
    if annotation.quote is None:
        return row.append("the whole article", style="italic dim")
    return row.append(f" {unbroken(annotation.quote.exact)} ", style=palette.highlight(annotation.color))


def note_rows(annotation: Annotation, library: Library, palette: Palette) -> tuple[Text, ...]:
    """The passage, what was written, and the article with tags, writer, day and a color that is not the usual one."""
    place = Text()
    for tag in annotation.tags:
        place.append(f"#{one_line(tag)} ", style=palette.mark + Style(bold=False))
    color = color_name(library.settings, annotation.color or "")
    color = "" if color == Color.YELLOW else color
    writer = unbroken(told_writer(library, annotation.creator))
    facts = [writer, annotation.modified[:10], color, title_of(library, annotation.article.path)]
    place.append(" · ".join(filter(None, facts)), style="dim")
    rows = [passage(annotation, palette), Text(unbroken(annotation.body), style="bold"), place]
    return tuple(rows if annotation.body else [rows[0], rows[2]])


def draft_rows(draft: Draft, library: Library, palette: Palette) -> tuple[Text, ...]:
    """What was written and not saved."""
    on = f"“{unbroken(draft.quote)}”" if draft.quote else "the whole article"
    return (
        Text().append("✎ not saved ", style=palette.mark).append(on, style="dim"),
        Text(unbroken(draft.text), style="bold"),
        Text(title_of(library, draft.path), style="dim"),
    )


def title_of(library: Library, path: str) -> str:
    """The title of an article as far as that is known, else its path; fit for a terminal."""
    entry = library.catalog.known(path)
    return one_line(entry.title if entry else path)
