"""What every dialog shares: a box over the dimmed screen, its keys on its lower edge, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from reader.commands import COMMANDS, key_sign

if TYPE_CHECKING:
    from reader.commands import Context

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A box in the middle; ``leave`` closes it without a result."""

    CSS_PATH = "dialog.tcss"

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)


def keys_of(context: Context) -> str:
    """The keys of a dialog in one line, for its lower edge."""
    return " · ".join(
        f"{key_sign(item.keys[0])} {item.label}" for item in COMMANDS if item.context is context and item.footer
    )
