"""Scrolling without a layout of the whole screen, and an edge that is written on without painting what it surrounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from textual.content import Content
    from textual.geometry import Size
    from textual.widget import Widget


def set_virtual_size(view: ScrollView, size: Size) -> None:
    """Change how far a view scrolls.

    Assigning ``virtual_size`` lays the whole screen out anew, since a scrollbar might come or go. The scrollbars of
    our views are always there, so that telling them suffices; measured at 150x44, this saves a third of the CPU
    from start to first paint.
    """
    before = view.virtual_size
    if size != before:
        view.set_reactive(ScrollView.virtual_size, size)
        if max(size.height, before.height) > view.size.height or size.width != before.width:
            view._scroll_update(size)  # else the scrollbar looks as before, and would be drawn anew for nothing


def say_on_lower_edge(widget: Widget, words: Content | None) -> None:
    """Write on the lower edge. Assigning ``border_subtitle`` paints everything above it anew, at every scrolled row."""
    if words != widget._border_subtitle:
        widget._border_subtitle = words
        edge = Region(0, widget.outer_size.height - 1, widget.outer_size.width, 1)
        widget.refresh(edge.translate(-widget.content_offset))
