"""The three themes of the reader, and the colors that Textual's own do not have: entities, highlights, matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from rich.style import Style
from textual.theme import Theme

from reader.entities.models import NAME_TYPES, NUMBER_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.dom import DOMNode

    from reader.articles.markdown import Look

THEMES = (
    Theme(
        name="reader-dark",
        primary="#7fa7d9",
        secondary="#8f9db3",
        accent="#e0b060",
        foreground="#d5d9e0",
        background="#15181e",
        surface="#1b1f27",
        panel="#232833",
        warning="#e0b060",
        error="#f08a8a",
        success="#8fcf9f",
        dark=True,
        variables={"border": "#3a4252", "border-blurred": "#2b313d", "footer-key-foreground": "#e0b060"},
    ),
    Theme(
        name="reader-light",
        primary="#2b5c9e",
        secondary="#5b6675",
        accent="#9a5b00",
        foreground="#24292f",
        background="#faf8f3",
        surface="#f3f0e8",
        panel="#e8e4d9",
        warning="#8a5200",
        error="#b3261e",
        success="#226b3a",
        dark=False,
        variables={"border": "#b9b2a2", "border-blurred": "#d6d0c2", "footer-key-foreground": "#9a5b00"},
    ),
    Theme(
        name="reader-contrast",
        primary="#9ecbff",
        secondary="#ffffff",
        accent="#ffd400",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        warning="#ffd400",
        error="#ff9a9a",
        success="#8cff9e",
        dark=True,
        text_alpha=1.0,
        variables={"border": "#ffffff", "border-blurred": "#9a9a9a", "footer-key-foreground": "#ffd400"},
    ),
)

_ENTITY_DARK = (
    "#ebdc6b",
    "#86baff",
    "#89ba63",
    "#6ef2c8",
    "#d79ac4",
    "#f7c5a7",
    "#ccbde5",
    "#c4a78b",
    "#fff1a3",
    "#fb97ac",
)
_ENTITY_LIGHT = (
    "#7d5e08",
    "#3b4cae",
    "#1f4e26",
    "#0d6c7b",
    "#8a325f",
    "#66523f",
    "#433586",
    "#9f162e",
    "#4c4c00",
    "#af3254",
)
_ENTITY_CONTRAST = (
    "#e9d974",
    "#85bfff",
    "#81ba61",
    "#62eed0",
    "#d79ac4",
    "#f7c5a7",
    "#ccbde5",
    "#c4a78b",
    "#fff1a3",
    "#fb97ac",
)
_NUMBER_DARK, _NUMBER_LIGHT, _NUMBER_CONTRAST = "#a3adba", "#566270", "#d6d6d6"

_LOOKS_COLORLESS = (
    "bold",
    "",
    "italic",
    "bold italic",
    "dim",
    "dim italic",
    "underline2",
    "underline2 italic",
    "overline",
    "overline italic",
)
"""How types are told apart without color, beside the underline that every name has; the most usual most simply."""

_MARKED: Mapping[Look, Style] = {
    "quote": Style(italic=True),
    "strong": Style(bold=True),
    "emphasis": Style(italic=True),
    "struck": Style(strike=True),
    "link": Style(underline=True),
}
"""What the marks of Markdown say, in every theme."""

_HIGHLIGHTS_DARK = {
    "yellow": "#4a3f11",
    "green": "#1e482b",
    "blue": "#1f4067",
    "pink": "#5a2747",
    "purple": "#432f6b",
    "orange": "#5c3717",
}
_HIGHLIGHTS_LIGHT = {
    "yellow": "#fbeaa0",
    "green": "#cdeccb",
    "blue": "#d0e4fa",
    "pink": "#fbd9eb",
    "purple": "#e7defa",
    "orange": "#fbddbd",
}
_HIGHLIGHTS_CONTRAST = {
    "yellow": "#4a3d00",
    "green": "#003d12",
    "blue": "#002f66",
    "pink": "#5a0038",
    "purple": "#330066",
    "orange": "#592d00",
}


class Palette(NamedTuple):
    """Styles of what is painted over the text."""

    entities: Mapping[str, Style]
    number: Style
    highlights: Mapping[str, Style]
    match: Style
    current: Style
    selection: Style
    cursor: Style
    damage: Style
    link: Style
    heading: Style
    quiet: Style
    mark: Style
    markdown: Mapping[Look, Style]

    def entity(self, kind: str) -> Style:
        """The style of an entity type; a type that only some models mark gets one of the colors, in italics."""
        if kind in NUMBER_TYPES:
            return self.number
        if kind in self.entities:
            return self.entities[kind]
        return self.entities[NAME_TYPES[crc32(kind.encode()) % len(NAME_TYPES)]] + Style(italic=True)

    def highlight(self, color: str | None) -> Style:
        """The style of a highlight; without a color, and for colors of other programs, yellow's."""
        return self.highlights.get(color or "yellow") or self.highlights["yellow"]


def accent_of(node: DOMNode) -> str:
    """The accent of the theme in force, as Rich calls it: Textual has names of its own for a terminal's colors."""
    return _in_rich(node.app.theme_variables.get("accent", "yellow"))


def _in_rich(color: str) -> str:
    return color.removeprefix("ansi_")


def palette_for(theme: Theme, *, colorless: bool) -> Palette:
    """The palette that goes with a theme; ``colorless`` tells kinds apart by underline and weight instead."""
    if colorless:
        return _colorless()
    if theme.name == "reader-contrast":
        names, number, highlights = _ENTITY_CONTRAST, _NUMBER_CONTRAST, _HIGHLIGHTS_CONTRAST
        match, current, selection, quiet = "#ffd400", "#ffffff", "#00509e", "#c8c8c8"
    elif theme.dark:
        names, number, highlights = _ENTITY_DARK, _NUMBER_DARK, _HIGHLIGHTS_DARK
        match, current, selection, quiet = "#e0b060", "#f2d9a6", "#2f4d75", "#828d9d"
    else:
        names, number, highlights = _ENTITY_LIGHT, _NUMBER_LIGHT, _HIGHLIGHTS_LIGHT
        match, current, selection, quiet = "#f2b53a", "#8a5200", "#b7d3f5", "#69727d"
    paper = theme.background
    if paper is None or paper.startswith("ansi_"):  # whatever Textual or the terminal has
        paper = "#15181e" if theme.dark else "#ffffff"
    ground = paper if theme.dark else "#1c1f24"
    accent = _in_rich(theme.accent or match)
    code = _in_rich((theme.panel if theme.dark else theme.surface) or "default")
    return Palette(
        entities={kind: Style(color=color) for kind, color in zip(NAME_TYPES, names, strict=True)},
        number=Style(color=number),
        highlights={name: Style(bgcolor=color) for name, color in highlights.items()},
        match=Style(color=ground, bgcolor=match, bold=True),
        current=Style(color=paper, bgcolor=current, bold=True),
        selection=Style(bgcolor=selection),
        cursor=Style(reverse=True),
        damage=Style(color=quiet, dim=True, italic=True),
        link=Style(underline=True, color=quiet),
        heading=Style(bold=True),
        quiet=Style(color=quiet),
        mark=Style(color=accent, bold=True),
        markdown={
            **_MARKED,
            "mark": Style(color=quiet),
            "bullet": Style(color=accent, bold=True),
            "chapter": Style(color=accent, bold=True),
            "code": Style(bgcolor=code),
        },
    )


def _colorless() -> Palette:
    underlined, reverse = Style(underline=True), Style(reverse=True)
    return Palette(
        entities={
            kind: Style.parse(f"underline {look}") for kind, look in zip(NAME_TYPES, _LOOKS_COLORLESS, strict=True)
        },
        number=Style(dim=True, italic=True),
        highlights={"yellow": Style(bold=True)},
        match=Style(bold=True, reverse=True),
        current=Style(bold=True, reverse=True, underline=True),
        selection=reverse,
        cursor=reverse,
        damage=Style(dim=True),
        link=underlined,
        heading=Style(bold=True),
        quiet=Style(dim=True),
        mark=Style(bold=True),
        markdown={
            **_MARKED,
            "mark": Style(dim=True),
            "bullet": Style(bold=True),
            "chapter": Style(bold=True, underline=True),
            "code": Style(),
        },
    )
