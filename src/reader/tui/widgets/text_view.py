"""A text on the Line API: wrapped lazily, painted row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from reader.tui.layout import TextLayout
from reader.tui.painting import Layers, paint_row
from reader.tui.widgets.scrolling import RowView

if TYPE_CHECKING:
    from rich.style import Style
    from textual.geometry import Region

    from reader.config import Settings
    from reader.tui.layout import Row
    from reader.tui.themes import Palette

LEAST_COLUMNS, LEAST_MARGIN = 10, 2
"""What is left of the text, and beside it, on the narrowest screen; the mark of a note stands in the margin."""


class TextView(RowView, can_focus=False):
    """Shows one text; knows what is painted over it and which part is on the screen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TextView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    class Moved(Message):
        """Another part of the text is on the screen."""

    def __init__(self, palette: Palette, settings: Settings, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.palette = palette
        self.painted = Layers()
        self._settings = settings
        self.text_layout: TextLayout | None = None
        self._text = ""
        self._top = 0
        self._sought: tuple[int, int] | None = None
        """A passage to be brought on the screen once there is one."""
        self._drawing: tuple[Style, int, int] | None = None
        """What the rows of one paint share: style, left margin, width."""

    @property
    def text(self) -> str:
        """The text on show."""
        return self._text

    @property
    def top_offset(self) -> int:
        """Offset of the first character on the screen."""
        return self._top

    @property
    def progress(self) -> float:
        """Share of the text that is on the screen or above it, 0 to 1."""
        if not self._text or self.text_layout is None:
            return 0.0 if self._text else 1.0
        last = min(self.text_layout.height, round(self.scroll_y) + self.size.height) - 1
        row = self.text_layout.row(last)
        return 1.0 if row is None else min(1.0, row.end / (len(self._text.rstrip()) or 1))

    def rows_on_screen(self) -> list[Row]:
        """The rows that are to be seen, from the topmost on."""
        layout, top = self.text_layout, round(self.scroll_y)
        if layout is None:
            return []
        return [row for y in range(top, top + self.size.height) if (row := layout.row(y)) is not None]

    def show(self, text: str, layers: Layers, offset: int = 0) -> None:
        """Show another text, with the row of ``offset`` on top."""
        self._text, self.painted, self._top, self._sought = text, layers, offset, None
        self.lay_out()

    def reveal(self, start: int, end: int) -> None:
        """Bring a passage on the screen, to the upper third unless it is there already."""
        if self.text_layout is None:
            self._sought = start, end
            return
        first, last = self.text_layout.y_of(start), self.text_layout.y_of(max(start, end - 1))
        top = round(self.scroll_y)
        if not (top <= first and last < top + self.size.height):
            self.scroll_to_offset(start, self.size.height // 3)

    def scroll_to_offset(self, offset: int, below: int = 0) -> None:
        """Bring the row of a character to the top, at once, or with ``below`` so many rows under it."""
        layout = self.text_layout
        if layout is None:
            return
        y = None
        while y != (y := max(0, layout.y_of(offset) - below)):
            for seen in range(y, y + self.size.height):
                layout.row(seen)  # what is not wrapped yet may be higher, or lower, than it was taken to be
        self.scroll_to_row(y)

    def scroll_to_row(self, y: int) -> None:
        """Bring a row to the top, at once."""
        if self.text_layout is not None:
            self.set_virtual_size(Size(self.scrollable_content_region.width, self.text_layout.height))
            self.scroll_to(y=y, animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint rows of the screen; what they share is worked out once for all of them."""
        self._drawing = None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        if self._drawing is None:
            self._drawing = self.rich_style, self.margin_left, self.scrollable_content_region.width
        base, margin, width = self._drawing
        row = self.text_layout.row(round(self.scroll_y) + y) if self.text_layout is not None else None
        if row is None:
            return Strip.blank(width, base)
        return paint_row(self._text, row, self.painted, self.palette, base, margin, width)

    def on_resize(self) -> None:
        """Lay the text out anew; the passage on top stays on top."""
        self.lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Wrap what came on the screen."""
        super().watch_scroll_y(old_value, new_value)
        if self.text_layout is not None and round(old_value) != round(new_value):
            self._keep_place(self.text_layout, round(new_value))

    @property
    def margin_left(self) -> int:
        """Blank cells left of the text."""
        return max(LEAST_MARGIN, (self.scrollable_content_region.width - self.columns) // 2)

    @property
    def columns(self) -> int:
        """Width of the text in cells."""
        wide = self.scrollable_content_region.width
        margin = max(LEAST_MARGIN, min(self._settings.margin, wide // 4))
        return max(LEAST_COLUMNS, min(self._settings.width, wide - 2 * margin))

    def lay_out(self) -> None:
        """Lay the text out anew; the passage on top stays on top."""
        if not self.size.width:
            return
        painted, spacing = self.painted, self._settings.line_spacing
        self.text_layout = TextLayout(self._text, self.columns, painted.markdown, spacing, painted.remarks)
        self.scroll_to_offset(self._top)
        if self._sought is not None:
            sought, self._sought = self._sought, None
            self.reveal(*sought)
        self.refresh()
        self.post_message(self.Moved())

    def _keep_place(self, layout: TextLayout, y: int) -> None:
        """After scrolling: wrap what is on the screen now, and make up for pages above that grew or shrank."""
        height_before, was_at = layout.height, layout.y_of(self._top)
        first = layout.row(y)
        layout.row(y + self.size.height)
        shift = layout.y_of(self._top) - was_at
        if layout.height != height_before:
            self.set_virtual_size(Size(self.scrollable_content_region.width, layout.height))
            self.refresh()
        if shift and y < was_at:
            self.scroll_to(y=y + shift, animate=False, force=True)
            return
        self._top = first.start if first is not None else 0
        self.post_message(self.Moved())
