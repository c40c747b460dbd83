"""Screens that are left once, however often that is asked for.

Textual takes the topmost screen away with every ``dismiss``: a second click on a hit, before the first was answered,
would take the main screen away too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[Any]
else:
    _Screen = object  # styles come from the first base that is a widget, which must be the screen's own


class LeavesOnce(_Screen):
    """A screen that is no longer on top has been left."""

    def dismiss(self, result: Any | None = None) -> AwaitComplete:  # noqa: ANN401 (as Textual has it)
        """Leave, with a result; nothing happens if that was done."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
