"""Screens that paint what a person waits for at once.

Textual paints sixty times a second at most, and after one painting up to a thirtieth of a second passes before the
next: so long a key would wait because a line that tells of progress was painted just before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.events import Idle
    from textual.screen import Screen

    _Screen = Screen[Any]
else:
    _Screen = object  # styles come from the first base that is a widget, which must be the screen's own


class PaintsAtOnce(_Screen):
    """A screen whose next painting does not wait, as long as that is urgent."""

    urgent = False
    """Whether a person waits for what is to be painted next."""

    async def _on_idle(self, event: Idle) -> None:
        """Paint."""
        if self.urgent and (self._dirty_widgets or self._repaint_required):
            self.urgent = False
            self._on_timer_update()
