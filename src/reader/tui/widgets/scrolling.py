"""Scrolling that paints what came on the screen and nothing else: rows that were painted before are moved."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from rich.style import Style
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.segment import Segment
    from textual.content import Content
    from textual.geometry import Size
    from textual.scrollbar import ScrollBarRender
    from textual.widget import Widget


class SparingBar(ScrollBar):
    """A scrollbar of which only the rows are painted that look otherwise than before: in a long list, hardly any."""

    position: Reactive[float] = Reactive(0, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)

    _painted: Sequence[Segment] = ()

    def watch_position(self) -> None:
        """The view was scrolled."""
        self._paint_changed()

    def watch_window_size(self) -> None:
        """The view got another height."""
        self._paint_changed()

    def watch_window_virtual_size(self) -> None:
        """There is more or less in the view."""
        self._paint_changed()

    def render(self) -> RenderableType:
        """Know what is painted."""
        self._painted = self._rows()
        return super().render()

    def _paint_changed(self) -> None:
        rows = enumerate(zip(self._painted, self._rows(), strict=False))
        refresh_rows(self, (y for y, (painted, now) in rows if painted != now))

    def _rows(self) -> Sequence[Segment]:
        """The rows with what a click on them does, but for their colors."""
        bar = cast("ScrollBarRender", self._render_bar(Style.null()))
        return bar.render_bar(self.size.height, bar.virtual_size, bar.window_size, bar.position).segments


class RowView(ScrollView):
    """A view on the Line API; a row looks the same wherever it stands."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = self._vertical_scrollbar = SparingBar(name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint the first row with Textual's edges, and the others with the same ones.

        Textual looks all styles up anew for each row, which takes longer than most rows themselves.
        """
        painted, gutter, width = self._styles_cache, self.gutter, self.outer_size.width
        rows = [
            y
            for y in range(max(crop.y, gutter.top), min(crop.bottom, gutter.top + self.size.height))
            if painted.is_dirty(y) or y not in painted._cache
        ]
        if rows:
            super().render_lines(Region(0, rows[0], width, 1))
            first, end = painted._cache[rows[0]], gutter.left + self.scrollable_content_region.width
            left, right = first.crop(0, gutter.left), first.crop(end)
            for y in rows[1:]:
                painted._cache[y] = Strip([*left, *self.render_line(y - gutter.top), *right], width)
            painted._dirty_lines.difference_update(rows)
        return super().render_lines(crop)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the rows that stay on the screen; Textual would paint them all anew."""
        painted, top = self._styles_cache, self.gutter.top
        rows, down = range(top, top + self.size.height), round(new_value) - round(old_value)
        moved = {
            y - down: strip
            for y, strip in painted._cache.items()
            if y in rows and y - down in rows and not painted.is_dirty(y)
        }
        super().watch_scroll_y(old_value, new_value)
        if down:
            painted._cache.update(moved)
            painted._dirty_lines.difference_update(moved)

    def set_virtual_size(self, size: Size) -> None:
        """Change how far the view scrolls.

        Assigning ``virtual_size`` lays the whole screen out anew, even where no scrollbar comes or goes; measured at
        150x44, to do without saves a third of the CPU from start to first paint.
        """
        if size != self.virtual_size:
            self.set_reactive(ScrollView.virtual_size, size)
            if not self.show_vertical_scrollbar:  # once there it stays: without a thumb nothing of it is to be seen
                self._refresh_scrollbars()
            if self.show_vertical_scrollbar:
                bar = self.vertical_scrollbar
                bar.window_virtual_size, bar.window_size = size.height, self.size.height
            self.scroll_y = self.validate_scroll_y(self.scroll_y)


def refresh_rows(widget: Widget, rows: Iterable[int]) -> None:
    """Paint some rows of a widget anew, in as few stretches as possible."""
    for _, stretch in groupby(enumerate(rows), key=lambda row: row[1] - row[0]):
        (_, first), *others = stretch
        widget.refresh(Region(0, first, widget.size.width, 1 + len(others)))


def say_on_lower_edge(widget: Widget, words: Content | None) -> None:
    """Write on the lower edge. Assigning ``border_subtitle`` paints everything above it anew, at every scrolled row."""
    if words != widget._border_subtitle:
        widget._border_subtitle = words
        edge = Region(0, widget.outer_size.height - 1, widget.outer_size.width, 1)
        widget.refresh(edge.translate(-widget.content_offset))
