"""A text with a reading cursor and a selection, and the mouse that moves them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.message import Message

from reader.tui.painting import Layers, cell_of, changed_rows, offset_at
from reader.tui.selecting import TextCursor, paragraph_at, word_at
from reader.tui.widgets.scrolling import refresh_rows
from reader.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual import events

    from reader.articles.models import Span
    from reader.config import Settings
    from reader.tui.painting import StyledSpan
    from reader.tui.themes import Palette

_WORD_CLICK, _PARAGRAPH_CLICK = 2, 3


class CursorText(TextView):
    """Paints cursor and selection over a text; tells its screen what is selected."""

    class CursorMoved(Message):
        """The reading cursor was put somewhere, or the selection changed."""

    def __init__(self, palette: Palette, settings: Settings, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(palette, settings, id=id)
        self._cursor = TextCursor("")
        self._current: Span | None = None
        self._pressed = False

    def show(self, text: str, layers: Layers, offset: int = 0) -> None:
        """Show another text; cursor and selection start anew."""
        self._cursor, self._current = TextCursor(text, offset), None
        super().show(text, layers, offset)

    @property
    def cursor(self) -> TextCursor:
        """The reading cursor, with the selection."""
        return self._cursor

    @cursor.setter
    def cursor(self, cursor: TextCursor) -> None:
        before, self._cursor = self._cursor, cursor
        self._paint_top(before.offset)
        self.post_message(self.CursorMoved())

    @property
    def current(self) -> Span | None:
        """The match or mention that the person is at."""
        return self._current

    @current.setter
    def current(self, span: Span | None) -> None:
        self._current = span
        if span is not None:
            self.reveal(span.start, span.end)
            self.cursor = TextCursor(self.text, span.start)
        else:
            self._paint_top(self._cursor.offset)

    def go_to(self, offset: int) -> None:
        """Bring a place to the top of the screen, and the cursor to it."""
        self._top = offset
        self.scroll_to_offset(offset)
        self._current = None
        self.cursor = TextCursor(self.text, offset)

    def paint(self, layers: Layers, palette: Palette) -> None:
        """Paint the rows anew on which other things lie now, or all with another palette."""
        before, others = self.painted, palette is not self.palette
        self.painted, self.palette = layers, palette
        self.painted.top = self._top_layer()
        if self.text_layout is not None and self.text_layout.remarks != layers.remarks:
            self.lay_out()
        elif others or layers.markdown is not before.markdown:
            self.refresh()
        else:
            refresh_rows(self, changed_rows(self.rows_on_screen(), before, layers))

    def _top_layer(self) -> tuple[StyledSpan, ...]:
        top = []
        if self._current is not None:
            top.append((self._current.start, self._current.end, self.palette.current))
        if selection := self._cursor.selection:
            top.append((selection.start, selection.end, self.palette.selection))
        return tuple(top)

    def _paint_top(self, *places: int) -> None:
        """Paint the rows anew on which selection, current mention or cursor changed, and those of ``places``."""
        before, self.painted.top = self.painted.top, self._top_layer()
        if self.text_layout is None:
            return
        ends = [(start, max(start, end - 1)) for start, end, _ in {*before} ^ {*self.painted.top}]
        rows = [self.text_layout.y_of(place) for place in (*chain(*ends), *places, self._cursor.offset)]
        self.refresh_lines(min(rows), max(rows) - min(rows) + 1)

    @property
    def reading_offset(self) -> int:
        """Where reading is: at the cursor if that is on the screen, else at the first character there."""
        if self.text_layout is not None:
            y = self.text_layout.y_of(self._cursor.offset) - round(self.scroll_y)
            if not 0 <= y < self.size.height:
                return self.top_offset
        return self._cursor.offset

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the reading cursor is on the screen, or the start of reading if it is not."""
        region, layout = self.content_region, self.text_layout
        if layout is None:
            return region.offset
        offset = self.reading_offset
        y = layout.y_of(offset)
        row = layout.row(y)
        x = self.margin_left + (cell_of(self.text, row, offset) if row is not None else 0)
        return region.offset + region.size.clamp_offset(Offset(x, y - round(self.scroll_y)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the pointer; dragging selects from there."""
        if event.button == 1:
            offset = self._offset_under(event)
            self._pressed = True
            self.capture_mouse()
            self._current = None
            self.cursor = TextCursor(self.text, offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Widen the selection to the pointer."""
        if self._pressed:
            offset = self._offset_under(event)
            anchor = self._cursor.offset if self._cursor.anchor is None else self._cursor.anchor
            if offset != self._cursor.offset or self._cursor.selecting:
                self.reveal(offset, offset)
                self.cursor = TextCursor(self.text, offset, anchor)

    def on_mouse_up(self) -> None:
        """The selection stands."""
        if self._pressed:
            self._pressed = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the paragraph."""
        offset = self._offset_under(event)
        if event.chain == _WORD_CLICK:
            word = word_at(self.text, offset)
            self.cursor = TextCursor(self.text, word.end, word.start)
        elif event.chain == _PARAGRAPH_CLICK:
            paragraph = paragraph_at(self.text, offset)
            self.cursor = TextCursor(self.text, paragraph.end, paragraph.start)

    def _offset_under(self, event: events.MouseEvent) -> int:
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        layout = self.text_layout
        row = None if layout is None else layout.row(layout.y_of_line(max(0, round(self.scroll_y) + y), -1))
        if row is None:
            return len(self.text)
        return offset_at(self.text, row, x - self.margin_left)
