"""The article being read: a text with a cursor, and the keys that move through it and select."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.commands import Context
from reader.tui.bindings import actions_of, bindings_of
from reader.tui.painting import cell_of, offset_at
from reader.tui.selecting import TextCursor, next_paragraph
from reader.tui.widgets.cursor_text import CursorText

if TYPE_CHECKING:
    from textual.binding import BindingType

_SELECTING = actions_of(Context.SELECTION)
_READING = actions_of(Context.TEXT)


class ArticleView(CursorText, can_focus=True):
    """Moves through a text; widens selections."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.SELECTION, Context.TEXT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is selected the keys of the selection count, else those of reading."""
        if action in _SELECTING and action not in _READING:
            return self.cursor.selecting
        return not (action in _READING and action not in _SELECTING and self.cursor.selecting)

    def action_read(self, where: str) -> None:
        """Go on: row_down, row_up, page_forward, page_back, to_start, to_end, paragraph_forward, paragraph_back."""
        layout, y, page = self.text_layout, round(self.scroll_y), max(1, self.size.height - 2)
        if layout is None:
            return
        match where:
            case "row_down" | "row_up":
                y += 1 if where == "row_down" else -1
            case "page_forward" | "page_back":
                y += page if where == "page_forward" else -page
            case "to_start":
                y = 0
            case "to_end":
                y = layout.y_of(len(self.text)) + 1 - self.size.height
            case "paragraph_forward":
                y = layout.y_of(next_paragraph(self.text, self.top_offset))
            case "paragraph_back":
                y = layout.y_of(TextCursor(self.text, self.top_offset).paragraph_left().offset)
        y = min(max(0, y), max(0, layout.height - self.size.height))
        if y == round(self.scroll_y):
            self._move_cursor(where)
        else:
            self.scroll_to_row(y)

    def _move_cursor(self, where: str) -> None:
        """Where nothing scrolls any more, the cursor goes on: what stands on the last page can be selected, too."""
        self._current = None
        cursor = self.cursor = TextCursor(self.text, self.reading_offset)
        match where:
            case "row_down" | "row_up":
                cursor = self._in_next_row(1 if where == "row_down" else -1)
            case "page_forward" | "to_end":
                cursor = cursor.to(len(self.text)).word_left()
            case "page_back" | "to_start":
                cursor = cursor.to(0)
            case "paragraph_forward":
                cursor = cursor.to(next_paragraph(self.text, cursor.offset))
            case "paragraph_back":
                cursor = cursor.paragraph_left()
        self.cursor = cursor

    def action_select(self) -> None:
        """Begin a selection with the word under the cursor, which is brought on the screen first."""
        self.cursor = self.cursor._replace(offset=self.reading_offset).begin()

    def action_widen(self, move: str) -> None:
        """Move the end of the selection: word_right, word_left, sentence_right, …, or right, left, down, up."""
        cursor = self.cursor
        match move:
            case "down" | "up":
                moved = self._in_next_row(1 if move == "down" else -1)
            case _:
                moved = getattr(cursor, move)()
        self.reveal(moved.offset, moved.offset)
        self.cursor = moved

    def action_drop_selection(self) -> None:
        """Select nothing."""
        self.cursor = self.cursor.dropped()

    def _in_next_row(self, rows: int) -> TextCursor:
        """The cursor, so many rows on, in the same column."""
        layout = self.text_layout
        if layout is None:
            return self.cursor
        y = layout.y_of(self.cursor.offset)
        here, there = layout.row(y), layout.row(layout.y_of_line(y + rows, rows))
        if here is None or there is None:
            return self.cursor
        return self.cursor.to(offset_at(self.text, there, cell_of(self.text, here, self.cursor.offset)))
