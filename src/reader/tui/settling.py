"""Screens that are painted once when they open, with all their parts in place.

Textual paints a new screen three to five times over while its widgets get their sizes. Until then the screen before
stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.urgency import PaintsAtOnce

if TYPE_CHECKING:
    from textual.geometry import Size


class SettlesFirst(PaintsAtOnce):
    """A screen that is not painted before it has settled."""

    has_settled = False
    """Whether everything has its size, and may be painted."""
    _styled: frozenset[str] = frozenset()
    """The classes with which its parts were made."""

    def on_compose(self) -> None:
        """Know what its parts are made like."""
        self._styled = self.classes

    def on_mount(self) -> None:
        """Settle as soon as everything has its size."""
        self.call_after_refresh(self._settle)

    def _compositor_refresh(self) -> None:
        if self.has_settled:
            super()._compositor_refresh()

    def _screen_resized(self, size: Size) -> None:
        """Textual tells a new screen its size four times over."""
        if self.has_settled or size != self.size:
            super()._screen_resized(size)

    def update_node_styles(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 (Textual's)
        """Not before: all have their styles since they were made, unless a style sheet of its own was read later."""
        if self.has_settled or self.CSS_PATH:
            super().update_node_styles(animate)

    def _settle(self) -> None:
        self.has_settled = True
        if self.classes != self._styled:
            self.update_node_styles(animate=False)
        self.urgent = True
        self.refresh()
        self.call_after_refresh(self.painted_first)

    def painted_first(self) -> None:
        """It has been painted for the first time."""
