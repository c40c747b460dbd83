"""How the verbs print for people: in the terminal's own colors, so that they go with every theme of it."""

from __future__ import annotations

from rich.console import Console
from rich.style import Style

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


class QuietConsole(Console):
    """A console that takes nothing in data for markup, and leaves a closed pipe to its caller."""

    def __init__(self) -> None:
        super().__init__(highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Say so as every other way of printing does."""
        raise BrokenPipeError


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
