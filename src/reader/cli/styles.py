"""How the verbs color text: the terminal's own colors, so that they go with every theme of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from rich.console import Console

QUIET = Style(dim=True)
STRONG = Style(bold=True)
MATCH = Style(bold=True, color="yellow", underline=True)

_ENTITIES = {
    "PERSON": "yellow", "ORG": "blue", "GPE": "green", "LOC": "cyan", "NORP": "magenta",
    "FAC": "bright_cyan", "PRODUCT": "bright_blue", "EVENT": "bright_red", "LAW": "bright_magenta",
    "WORK_OF_ART": "red",
}  # fmt: skip
_HIGHLIGHTS = {
    "yellow": "yellow", "green": "green", "blue": "blue", "pink": "bright_magenta", "purple": "magenta",
    "orange": "bright_yellow",
}  # fmt: skip


def entity_style(kind: str, console: Console) -> Style:
    """The style of an entity type; underlined where there are no colors."""
    if console.no_color:
        return Style(underline=True)
    return Style(color=_ENTITIES.get(kind, "bright_black"))


def highlight_style(color: str | None, console: Console) -> Style:
    """The style of a highlighted passage; reversed where there are no colors."""
    if console.no_color:
        return Style(reverse=True)
    return Style(color="black", bgcolor=_HIGHLIGHTS.get(color or "yellow", "yellow"))
