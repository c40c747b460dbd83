"""A list of any length on the Line API: rows of one height, drawn by index, only those on the screen."""

from __future__ import annotations

import re
from abc import abstractmethod
from itertools import chain
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.themes import accent_of
from reader.tui.widgets.scrolling import RowView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Region


_DRAWN = re.compile("[\u2500-\u259f]")
"""Box drawing and block elements."""
BAR = "▌"
"""Stands before the item under the cursor."""


class _Drawing(NamedTuple):
    """What the rows of one paint share."""

    base: Style
    cursor: Style
    bar: Style
    linear: bool
    """Whether it is read aloud: without bars and marks."""
    width: int
    items: dict[int, Sequence[Text]]


def _empty_row(words: str, y: int, drawing: _Drawing) -> Strip:
    """One row of what an empty list says."""
    rows = wrap(" ".join(words.split()), max(1, drawing.width - 2))
    row = Segment(f" {rows[y]}", drawing.base + Style(dim=True)) if y < len(rows) else Segment("", drawing.base)
    return Strip([row]).adjust_cell_length(drawing.width, drawing.base)


class VirtualList(RowView, can_focus=True):
    """Keeps a cursor on one item; subclasses say how many there are and how one looks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.LIST)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--cursor-blurred"}
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    VirtualList { overflow-x: hidden; overflow-y: auto; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    """

    ROWS: ClassVar[int] = 1
    """Rows of the screen that one item takes."""

    _drawing: _Drawing | None = None
    _drawn = 0
    """How many items there were when all were drawn last."""
    _empty = ""

    index: reactive[int] = reactive(0, repaint=False)
    """The item under the cursor."""

    class Highlighted(Message):
        """The cursor came to another item."""

        def __init__(self, source: VirtualList, index: int) -> None:
            super().__init__()
            self.list = source
            self.index = index

        @property
        def control(self) -> VirtualList:
            """The list that speaks."""
            return self.list

    class Chosen(Message):
        """The item under the cursor was chosen with enter or the mouse."""

        def __init__(self, source: VirtualList, index: int) -> None:
            super().__init__()
            self.list = source
            self.index = index

        @property
        def control(self) -> VirtualList:
            """The list that speaks."""
            return self.list

    @property
    @abstractmethod
    def count(self) -> int:
        """How many items there are."""

    @abstractmethod
    def item(self, index: int, width: int) -> Sequence[Text]:
        """The rows of one item, ``ROWS`` of them or fewer, each at most ``width`` cells."""

    def selectable(self, index: int) -> bool:
        """Whether the cursor may rest on the item; headings say no."""
        return 0 <= index < self.count

    def when_empty(self, words: str) -> None:
        """Say this, already fit for a terminal, as long as there is no item: what to do about it."""
        if words != self._empty:
            self._empty = words
            self.refresh()

    def items_changed(self, index: int = 0) -> None:
        """The items are others now: draw anew, with the cursor at ``index`` or the next item that takes it."""
        self.set_virtual_size(Size(self.size.width, self.count * self.ROWS))
        place = next((i for i in range(max(0, index), self.count) if self.selectable(i)), 0)
        if place == self.index:
            self._show_cursor()
        self.index = place
        if self.count and self._drawn:
            self.refresh_lines(0, max(self.count, self._drawn) * self.ROWS)
        else:
            self.refresh()
        self._drawn = self.count

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows of the screen; what they share is worked out once for all of them."""
        self._drawing = None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        drawing = self._drawing = self._drawing or self._begin_drawing()
        index, row = divmod(round(self.scroll_y) + y, self.ROWS)
        if index >= self.count:
            return Strip.blank(drawing.width, drawing.base) if self.count else _empty_row(self._empty, y, drawing)
        under_cursor = index == self.index and self.selectable(index)
        base = drawing.cursor if under_cursor else drawing.base
        if index not in drawing.items:
            drawing.items[index] = self.item(index, max(1, drawing.width - 1))
        rows = drawing.items[index]
        text = rows[row] if row < len(rows) else Text()
        if drawing.linear:
            text.plain = _DRAWN.sub(" ", text.plain)
        text.truncate(drawing.width - 1, overflow="ellipsis")
        text.end = ""
        bar = Segment(BAR if under_cursor and self.has_focus and not drawing.linear else " ", base + drawing.bar)
        # Rich leaves the style of a text out when it has no spans.
        style = base if text.spans or not text.style else base + self.app.console.get_style(text.style)
        segments = Segment.apply_style(text.render(self.app.console), style)
        return Strip(Segment.adjust_line_length([bar, *segments], drawing.width, base), drawing.width)

    def _begin_drawing(self) -> _Drawing:
        base = self.rich_style
        name = "list--cursor" if self.has_focus else "list--cursor-blurred"
        cursor = base + self.get_component_rich_style(name, partial=True)
        linear = self.app.has_class("linear")
        return _Drawing(base, cursor, Style(color=self._accent), linear, self.scrollable_content_region.width, {})

    def watch_index(self, old: int, new: int) -> None:
        """Draw the two items, scroll, and say so."""
        if not self.is_mounted:
            return
        for index in (old, new):
            self.refresh_lines(index * self.ROWS, self.ROWS)
        self._show_cursor()
        self.post_message(self.Highlighted(self, new))

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self.set_virtual_size(Size(self.size.width, self.count * self.ROWS))
        self._show_cursor()

    def on_focus(self) -> None:
        """The cursor looks otherwise with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks otherwise without the focus."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the pointer."""
        index = self.index_under(event)
        if self.selectable(index):
            self.index = index
            self.post_message(self.Chosen(self, index))

    def index_under(self, event: events.MouseEvent) -> int:
        """The item under the pointer; -1 beside them all."""
        offset = event.get_content_offset(self)
        return -1 if offset is None else (round(self.scroll_y) + offset.y) // self.ROWS

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the item under the cursor begins on the screen."""
        region = self.content_region
        return region.offset + region.size.clamp_offset(Offset(0, self.index * self.ROWS - round(self.scroll_y)))

    def action_move(self, where: str) -> None:
        """Move the cursor: down, up, page_down, page_up, first, last."""
        page = max(1, self.size.height // self.ROWS - 1)
        steps = {
            "down": 1,
            "up": -1,
            "page_down": page,
            "page_up": -page,
            "first": -self.count,
            "last": self.count,
        }
        place = min(max(0, self.index + steps[where]), self.count - 1)
        ahead, behind = range(place, self.count), range(place, -1, -1)
        tried = chain(ahead, behind) if steps[where] > 0 else chain(behind, ahead)
        self.index = next(filter(self.selectable, tried), self.index)

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if self.selectable(self.index):
            self.post_message(self.Chosen(self, self.index))

    @property
    def _accent(self) -> str:
        return accent_of(self)

    def _show_cursor(self) -> None:
        top, height = self.index * self.ROWS, self.size.height
        if not height:
            return
        scroll = round(self.scroll_y)
        if top < scroll or (self.index == 1 and not self.selectable(0)):
            self.scroll_to(y=max(0, top - 1) if self.index == 1 else top, animate=False, force=True)
        elif top + self.ROWS > scroll + height:
            self.scroll_to(y=top + self.ROWS - height, animate=False, force=True)
