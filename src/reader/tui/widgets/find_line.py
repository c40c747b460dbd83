"""The line on which one finds in the open article: what is typed, and how many matches there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from textual.binding import BindingType


class FindLine(TypingLine):
    """Takes letters as they are, or forgives typos."""

    CONTEXT = Context.FIND
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(CONTEXT)

    @dataclass
    class Typed(Message):
        """Something else is to be found, or in another way."""

        words: str
        fuzzy: bool

    @dataclass
    class Stepped(Message):
        """On to the next match (1), or back to the one before (-1)."""

        step: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__("find", "in this article", id=id)
        self._fuzzy = False

    def action_step(self, step: int) -> None:
        """To another match."""
        self.post_message(self.Stepped(step))

    def action_fuzzy(self) -> None:
        """Forgive typos, or take the letters as they are."""
        self._fuzzy = not self._fuzzy
        self.relabel("find ~" if self._fuzzy else "find")
        self.tell()

    def tell(self) -> None:
        """Say what is to be found."""
        self.post_message(self.Typed(self.typed, self._fuzzy))
