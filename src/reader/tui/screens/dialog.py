"""What every dialog shares: a box over the dimmed screen, its keys on its lower edge, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import ModalScreen

from reader.commands import COMMANDS
from reader.tui.bindings import bindings_of_app, keys_in_force
from reader.tui.leaving import LeavesOnce

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.dom import DOMNode

    from reader.commands import Context

Result = TypeVar("Result")


class Dialog(LeavesOnce, ModalScreen[Result]):
    """A box in the middle; ``leave`` closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of_app()
    """Textual looks no further than a modal screen."""
    CSS_PATH = "dialog.tcss"

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)


def keys_of(screen: DOMNode, context: Context) -> str:
    """The keys of a dialog in one line, for its lower edge."""
    keys = keys_in_force(screen)
    return " · ".join(f"{keys.sign(item)} {item.label}" for item in COMMANDS if item.context is context and item.footer)
