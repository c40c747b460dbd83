"""The line on which the list of articles is filtered: what is typed, and how many articles that leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from textual.binding import BindingType


class FilterLine(TypingLine):
    """The arrow keys move in the list meanwhile."""

    CONTEXT = Context.FILTER
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(CONTEXT)

    @dataclass
    class Typed(Message):
        """Other articles are to be listed."""

        text: str

    @dataclass
    class Moved(Message):
        """The cursor is to move in the list."""

        where: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__("list", "words of a title  #tag  is:unread  is:starred  entity:…  path:…", id=id)
        self.line.select_on_focus = False

    def action_item(self, where: str) -> None:
        """To another article."""
        self.post_message(self.Moved(where))

    def tell(self) -> None:
        """Say which articles are to be listed."""
        self.post_message(self.Typed(self.typed))
