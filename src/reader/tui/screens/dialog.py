"""What every dialog shares: a box over the dimmed screen, its keys on its lower edge, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Input

from reader.commands import COMMANDS, command
from reader.tui.bindings import bindings_of_app, keys_in_force
from reader.tui.leaving import LeavesOnce
from reader.tui.settling import SettlesFirst

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.dom import DOMNode

    from reader.commands import Context

Result = TypeVar("Result")


class Dialog(LeavesOnce, SettlesFirst, ModalScreen[Result]):
    """A box in the middle; ``leave`` closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of_app()
    """Textual looks no further than a modal screen."""
    CSS_PATH = "dialog.tcss"

    def on_resize(self) -> None:
        """Where one types is seen, however small the screen is."""
        self.show_focused()

    def show_focused(self) -> None:
        """Where one types is seen once what changed is laid out."""
        self.call_after_refresh(self.call_after_refresh, self._show_focused)

    def _show_focused(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False, immediate=True)

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    async def action_press(self, id_: str) -> None:
        """Do what a key of the lower edge does, which was clicked."""
        item = command(id_)
        method = f"action_{item.action.partition('(')[0]}"
        target = next(node for node in (*self.query(Input), self) if hasattr(node, method))
        await self.app.run_action(item.action, default_namespace=target)


def keys_of(screen: DOMNode, *contexts: Context) -> Content:
    """The keys of a dialog in one line, for its lower edge; each can be clicked."""
    keys = keys_in_force(screen)
    return Content(" · ").join(
        Content.styled(
            f"{keys.sign(item)} {item.label}".lstrip(), Style.from_meta({"@click": f"screen.press({item.id!r})"})
        )
        for context in contexts
        for item in COMMANDS
        if item.context is context and item.footer
    )
