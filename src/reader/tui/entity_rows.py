"""How entities, their mentions and their names look as rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.articles.sanitizing import one_line
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.style import Style

    from reader.entities.merges import Joined
    from reader.entities.models import Entity
    from reader.library.concordance import Occurrence
    from reader.tui.themes import Palette

ROOMY = 60
"""Columns from which on a row has room for long names of types and for large counts."""
TYPE_WIDTHS, COUNT_WIDTHS, ARTICLE_WIDTHS = (8, 12), (4, 7), (3, 6)
"""In a narrow row and in a roomy one."""
LEAST_NAME_WIDTH = 14
BAR_SHARE, NAME_SHARE = 0.2, 0.4
"""Of a row's width."""
LEAD_SHARE = 0.5
"""Of a sentence's room: what the words before a mention get where not all of them fit."""
ROW_LOSS = 0.25
"""Of a row: it is filled up to its last word only."""
BAR = "━"


def entity_row(entity: Entity, most: int, palette: Palette, width: int, *, linear: bool = False) -> Text:
    """An entity with its type, its counts, and a bar as long as its share of the most mentioned one's mentions.

    ``linear`` is in words, without a bar.
    """
    if linear:
        places = f"{counted(entity.count, 'mention')} in {counted(len(entity.articles), 'article')}"
        return Text(f"{one_line(entity.name)}, {one_line(entity.type)}, {places}")
    counts = Text(f"{entity.count:>{COUNT_WIDTHS[width >= ROOMY]},}")
    counts.append(f" in {len(entity.articles):<{ARTICLE_WIDTHS[width >= ROOMY]},}", style="dim")
    return _barred(entity, counts, entity.count / most, palette, width)


def companion_row(companion: Entity, count: int, most: int, palette: Palette, width: int) -> Text:
    """Another entity, and how often it stands in the same paragraphs."""
    return _barred(companion, Text(f"{count:>{COUNT_WIDTHS[width >= ROOMY]},}  "), count / most, palette, width)


def name_row(name: str, count: int, why: str, longest: int, width: int) -> Text:
    """A name in a column for the longest one, how often it was met, and why it stands for the entity."""
    row = _name(name, min(longest, max(LEAST_NAME_WIDTH, round(width * NAME_SHARE))))
    return row.append(f"{count:>{COUNT_WIDTHS[width >= ROOMY]},}  ").append(why, style="dim")


def why_joined(joined: Sequence[Joined], entity: Entity) -> str:
    """Why a name was merged into an entity's, in a few words."""
    return "; ".join(dict.fromkeys(_why(one, entity) for one in joined))


def sentence_rows(found: Occurrence, style: Style, console: Console, width: int, rows: int) -> list[Text]:
    """A mention in its sentence, on so many rows; the mention is always to be seen."""
    lead, words, rest = one_line(found.before), one_line(found.mention.text), one_line(found.after)
    room = round(width * (rows - ROW_LOSS)) - Text(words).cell_len
    lead_room = max(room - Text(rest).cell_len, round(room * LEAD_SHARE))
    if Text(lead).cell_len > lead_room:
        tail = lead[-lead_room:]
        lead = "… " + tail[tail.find(" ") + 1 :]
    lines = list(Text(lead).append(words, style=style).append(rest).wrap(console, width))
    if len(lines) > rows:
        lines[rows - 1].rstrip()
        lines[rows - 1].truncate(width - 1)
        lines[rows - 1].append("…")
    return lines[:rows]


def _barred(entity: Entity, counts: Text, share: float, palette: Palette, width: int) -> Text:
    style, bar_width, type_width = palette.entity(entity.type), round(width * BAR_SHARE), TYPE_WIDTHS[width >= ROOMY]
    row = _name(entity.name, max(LEAST_NAME_WIDTH, width - bar_width - type_width - 1 - counts.cell_len))
    row.append(f" {one_line(entity.type)[: type_width - 1]:<{type_width}}", style=style).append_text(counts)
    return row.append(BAR * max(1, round(min(bar_width, width - row.cell_len) * share)), style=style)


def _name(name: str, width: int) -> Text:
    row = Text(one_line(name))
    row.truncate(width, overflow="ellipsis", pad=True)
    return row


def _why(joined: Joined, entity: Entity) -> str:
    into = "" if joined.into == entity.name else f": {one_line(joined.into)}"
    return joined.reason + into + (f" (in {counted(len(joined.articles), 'article')})" if joined.articles else "")
