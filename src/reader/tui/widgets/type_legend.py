"""Types of entities by their colors, in one line that can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from reader.articles.sanitizing import one_line
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from rich.style import Style as RichStyle

    from reader.entities.models import Mention
    from reader.tui.themes import Palette

SHOWN, HIDDEN = "●", "○"
GAP = "  "


def legend(types: Iterable[str], hidden: Collection[str], palette: Palette, width: int) -> Content:
    """As many types as there is room for, each in its color, hidden ones quiet; a click shows or hides one."""
    line = Content()
    for kind in types:
        shown = kind not in hidden
        style = palette.entity(kind) if shown else palette.quiet
        entry = _clickable(f"{SHOWN if shown else HIDDEN} {one_line(kind)}", style, f"toggle_named({kind!r})")
        longer = line + GAP + entry if line else entry
        if longer.cell_length > width:
            break
        line = longer
    return line


def named(mention: Mention, palette: Palette) -> Content:
    """What a mention is, and the entity's name where it is another; a click opens the entity."""
    name = "" if mention.entity == mention.text else f" {shortened(mention.entity)}"
    return _clickable(f"{SHOWN} {one_line(mention.type)}", palette.entity(mention.type), "open_entity") + name


def _clickable(words: str, style: RichStyle, action: str) -> Content:
    click = Style.from_meta({"@click": f"screen.{action}"})
    return Content.styled(words, Style.from_rich_style(style) + click)
