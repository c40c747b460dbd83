"""Entities by article, a line each: for who hears the screen instead of seeing a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Offset
from textual.strip import Strip

from reader.articles.sanitizing import one_line
from reader.tui.widgets.heat_map_view import HeatMapView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.library.overview import HeatMap


class HeatLines(HeatMapView):
    """Says of each entity how often it is mentioned where; the cursor goes the ways it goes on the map."""

    _lines: tuple[tuple[int, int], ...] = ()
    """Row and column of the map that each line stands for."""

    def show(self, heat_map: HeatMap, titles: Sequence[str]) -> None:
        """Show another map."""
        self._lines = tuple(
            (row, column)
            for row, counts in enumerate(heat_map.counts)
            for column, count in sorted(enumerate(counts), key=lambda pair: -pair[1])
            if count
        )
        if self._lines and not self.heat.entities:
            self.row, self.column = self._lines[0]
        super().show(heat_map, titles)

    def render_line(self, y: int) -> Strip:
        """An entity, how often, and where."""
        base, width, place = self.rich_style, self.size.width, y + self.top
        if place >= len(self._lines):
            return Strip.blank(width, base)
        row, column = self._lines[place]
        others = len(self.heat.groups[column].paths) - 1
        where = self.titles[column] + (f" and {others:,} more" if others else "")
        text = Text(f"{one_line(self.heat.entities[row].name)}: {self.heat.counts[row][column]:,} in {where}")
        text.truncate(width, overflow="ellipsis")
        style = base + Style(reverse=self.has_focus and (row, column) == (self.row, self.column))
        return Strip([Segment(text.plain, style)]).adjust_cell_length(width, base)

    def action_cell(self, where: str) -> None:
        """Move to the next entity, or to the next article that mentions it, or the one before."""
        step = 1 if where in {"down", "right"} else -1
        if where in {"up", "down"}:
            self.go_to(self.row + step, -1)
        elif self._lines and self._line + step in range(len(self._lines)):
            self.go_to(*self._lines[self._line + step])

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a line; on an entity's first where there is no such one."""
        if self._lines and (row, column) not in self._lines:
            row = min(max(0, row), len(self.heat.entities) - 1)
            row, column = next(line for line in self._lines if line[0] == row)
        super().go_to(row, column)

    def first_row(self) -> int:
        """The first line on the screen, so that the cursor is on it."""
        return min(max(self.top, self._line - self.size.height + 1), self._line)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the line under the cursor begins."""
        region = self.content_region
        return region.offset + region.size.clamp_offset(Offset(0, self._line - self.top))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; another on the same line chooses it."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        place = -1 if offset is None else offset.y + self.top
        if place in range(len(self._lines)):
            if place == self._line:
                self.action_choose_cell()
            else:
                self.go_to(*self._lines[place])

    @property
    def _line(self) -> int:
        """The line under the cursor."""
        return self._lines.index((self.row, self.column)) if (self.row, self.column) in self._lines else 0
