"""The way back: the places from which a person jumped elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.places import Place

MOST = 100
"""Places that are remembered each way."""


class Jumps:
    """As the back and forward of a browser: a new jump forgets the way forward."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, here: Place) -> None:
        """Remember a place that is about to be left by a jump."""
        if not self._behind or self._behind[-1] != here:
            self._behind = [*self._behind, here][-MOST:]
        self._ahead = []

    def back(self, here: Place) -> Place | None:
        """The place before; None when there is none."""
        return _turn(self._behind, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """The place from which one went back; None when there is none."""
        return _turn(self._ahead, self._behind, here)


def _turn(taken: list[Place], given: list[Place], here: Place) -> Place | None:
    if not taken:
        return None
    given.append(here)
    return taken.pop()
