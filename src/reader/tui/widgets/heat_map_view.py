"""Entities by article as a heat map: the more mentions, the warmer the cell; a cursor tells what a cell says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.articles.sanitizing import one_line
from reader.commands import Context
from reader.library.overview import HeatMap
from reader.tui.bindings import bindings_of
from reader.tui.themes import accent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

    from reader.entities.models import Entity
    from reader.library.overview import Group
    from reader.tui.themes import Palette

NAME_CELLS = 22
"""Columns of the names."""
SHADES = " ░▒▓█"
"""Without colors."""
NUMBERED, HEADED, WIDEST = 4, 9, 16
"""Cells of a column from which its number of mentions is written into it, and its title over it; the most of them."""


LIGHT = 0.179
"""Relative luminance (WCAG 2.2) from which black is read better than white: either has 4.5:1 at least."""
GAMMA = 2.2
WEIGHTS = (0.2126, 0.7152, 0.0722)
"""Of red, green and blue."""


class HeatMapView(Widget, can_focus=True):
    """A row an entity, a column an article or a group of neighbors."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.OVERVIEW)
    DEFAULT_CSS = "HeatMapView { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """Another cell is under the cursor."""

        entity: Entity
        group: Group
        count: int

    @dataclass
    class Chosen(Message):
        """The cell under the cursor was chosen."""

        entity: Entity
        group: Group

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.palette = palette
        self.heat = HeatMap((), (), ())
        self.titles: tuple[str, ...] = ()
        self.row = self.column = 0
        """The cell under the cursor."""
        self.top = 0
        """The first row on the screen."""

    def show(self, heat_map: HeatMap, titles: Sequence[str]) -> None:
        """Show another map under the titles of its columns; the cursor stays where it is if it can."""
        self.heat, self.titles = heat_map, tuple(titles)
        self.go_to(self.row, self.column)

    @property
    def cells(self) -> int:
        """The width of a column."""
        room = self.size.width - NAME_CELLS - 1
        return max(1, min(WIDEST, room // max(1, len(self.heat.groups))))

    @property
    def _head(self) -> int:
        """Rows above the map."""
        return 1 if self.cells >= HEADED and self.heat.entities else 0

    def render_line(self, y: int) -> Strip:
        """An entity's name in its color, and its cells; over them the titles, where there is room."""
        base, width, row = self.rich_style, self.size.width, y - self._head + self.top
        if y < self._head:
            return self._header(base).adjust_cell_length(width, base)
        if row >= len(self.heat.entities):
            return Strip.blank(width, base)
        entity = self.heat.entities[row]
        name = Text(one_line(entity.name))
        name.truncate(NAME_CELLS - 1, overflow="ellipsis")
        gap = " " * (NAME_CELLS - name.cell_len)
        segments = [Segment(name.plain, base + self.palette.entity(entity.type)), Segment(gap, base)]
        for column, count in enumerate(self.heat.counts[row]):
            under_cursor = self.has_focus and (row, column) == (self.row, self.column)
            segments.append(self._cell(count, base, under_cursor=under_cursor))
        return Strip(segments).adjust_cell_length(width, base)

    def _header(self, base: Style) -> Strip:
        segments = [Segment(" " * NAME_CELLS, base)]
        for title in self.titles:
            name = Text(title)
            name.truncate(self.cells - 1, overflow="ellipsis", pad=True)
            segments.append(Segment(f"{name.plain} ", base + self.palette.quiet))
        return Strip(segments)

    def _cell(self, count: int, base: Style, *, under_cursor: bool) -> Segment:
        heat = math.log1p(count) / math.log1p(self.heat.most)
        written = f"{count:,}".center(self.cells)[: self.cells] if count and self.cells >= NUMBERED else ""
        if self.app.no_color:
            text = written or SHADES[round(heat * (len(SHADES) - 1))] * self.cells
            return Segment(text, base + Style(reverse=under_cursor, bold=heat > 1 / 2))
        style = base + Style(reverse=True, bold=True) if under_cursor else base + warm(heat, base, accent_of(self))
        return Segment(written or " " * self.cells, style)

    def action_cell(self, where: str) -> None:
        """Move the cursor: up, down, left, right."""
        down, right = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}[where]
        self.go_to(self.row + down, self.column + right)

    def action_choose_cell(self) -> None:
        """Choose what is under the cursor."""
        if self.heat.entities:
            self.post_message(self.Chosen(self.heat.entities[self.row], self.heat.groups[self.column]))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; another on the same cell chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row, column = offset.y - self._head + self.top, (offset.x - NAME_CELLS) // self.cells
        if (row, column) == (self.row, self.column):
            self.action_choose_cell()
        elif 0 <= row < len(self.heat.entities):
            self.go_to(row, column)

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor does not show."""
        self.refresh()

    def on_resize(self) -> None:
        """The cursor stays on the screen."""
        self.go_to(self.row, self.column)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cell under the cursor is on the screen."""
        region = self.content_region
        cell = Offset(NAME_CELLS + self.column * self.cells, self.row - self.top + self._head)
        return region.offset + region.size.clamp_offset(cell)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or the one next to it that there is."""
        if self.heat.entities:
            self.row = min(max(0, row), len(self.heat.entities) - 1)
            self.column = min(max(0, column), len(self.heat.groups) - 1)
            self.top = self.first_row()
            count = self.heat.counts[self.row][self.column]
            self.post_message(self.Moved(self.heat.entities[self.row], self.heat.groups[self.column], count))
        self.refresh()

    def first_row(self) -> int:
        """The first row on the screen, so that the cursor is on it."""
        return min(max(self.top, self.row - self.size.height + self._head + 1), self.row)


def warm(heat: float, base: Style, accent: str) -> Style:
    """The background between the theme's own and its accent; the words on it stay legible."""
    cold, warm = base.bgcolor, Color.parse(accent)
    if cold is None or not heat:
        return Style()
    mixed = [
        round(start + (end - start) * (0.15 + 0.85 * heat))
        for start, end in zip(cold.get_truecolor(), warm.get_truecolor(), strict=True)
    ]
    red, green, blue = mixed
    is_light = _luminance(red, green, blue) > LIGHT
    return Style(bgcolor=Color.from_rgb(red, green, blue), color="#000000" if is_light else "#ffffff")


def _luminance(*color: int) -> float:
    """Relative luminance, 0 to 1; sRGB's curve is as good as a power."""
    return sum(weight * math.pow(part / 255, GAMMA) for weight, part in zip(WEIGHTS, color, strict=True))
