"""Where a ruling holds: only here, in this article, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.reactive import reactive

from reader.annotations.ruling import Scope
from reader.tui.widgets.chips import Chip, Chips

if TYPE_CHECKING:
    from collections.abc import Mapping

LABELS = {Scope.MENTION: "only here", Scope.ARTICLE: "in this article", Scope.EVERYWHERE: "everywhere"}


class ScopeRow(Chips):
    """A key or a click chooses a scope."""

    scope: reactive[Scope] = reactive(Scope.EVERYWHERE, init=False)

    def __init__(self, scopes: tuple[Scope, ...], scope: Scope, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._scopes = scopes
        self._counts: Mapping[Scope, int] = {}
        self.set_reactive(ScopeRow.scope, scope if scope in scopes else scopes[0])

    def on_mount(self) -> None:
        """Show them."""
        self.watch_scope()

    def watch_scope(self) -> None:
        """The chosen scope is another one."""
        self.show([Chip(scope, self._label(scope), Style(), chosen=scope is self.scope) for scope in self._scopes])

    def tell(self, counts: Mapping[Scope, int]) -> None:
        """Say how many mentions each scope holds."""
        self._counts = counts
        self.watch_scope()

    def choose_next(self) -> None:
        """Choose the next one, around the end."""
        self.scope = self._scopes[(self._scopes.index(self.scope) + 1) % len(self._scopes)]

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        """The scope that was clicked."""
        message.stop()
        self.scope = Scope(message.value)

    def _label(self, scope: Scope) -> str:
        return LABELS[scope] + (f" · {self._counts[scope]:,}" if scope in self._counts else "")
