"""The line on which one finds in the open article: what is typed, and how many matches there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class FindLine(Horizontal):
    """Opens over the key line; says with every letter what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.FIND)
    DEFAULT_CSS = """
    FindLine {
        height: 1; display: none; background: $surface; padding: 0 1;
        #find-label, #find-count { width: auto; color: $text-muted; }
        #find-input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    }
    """

    @dataclass
    class Typed(Message):
        """Something else is to be found, or in another way."""

        words: str
        fuzzy: bool

    @dataclass
    class Stepped(Message):
        """On to the next match (1), or back to the one before (-1)."""

        step: int

    @dataclass
    class Left(Message):
        """The line was left; the matches are to stay, or all is to be as before."""

        keep: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.fuzzy = False
        self._label = Static("find", id="find-label")
        self._input = LineInput(placeholder="in this article", id="find-input")
        self._count = Static("", id="find-count")

    def compose(self) -> ComposeResult:
        """What it is, what is typed, how many there are."""
        yield self._label
        yield self._input
        yield self._count

    def open(self, words: str = "") -> None:
        """Show the line, with these words on it."""
        self.display = True
        self._input.value = words
        self._input.focus()
        self._tell()

    def say(self, count: str) -> None:
        """Show how many matches there are."""
        self._count.update(count)

    def action_leave(self, keep: str) -> None:
        """Hide the line."""
        self.display = False
        self.post_message(self.Left(bool(keep)))

    def action_step(self, step: int) -> None:
        """To another match."""
        self.post_message(self.Stepped(step))

    def action_fuzzy(self) -> None:
        """Forgive typos, or take the letters as they are."""
        self.fuzzy = not self.fuzzy
        self._label.update("find ~" if self.fuzzy else "find")
        self._tell()

    @on(LineInput.Changed)
    def _changed(self) -> None:
        if self.display:
            self._tell()

    @on(LineInput.Submitted)
    def _submitted(self) -> None:
        self.action_leave("keep")

    def _tell(self) -> None:
        self.post_message(self.Typed(self._input.value, self.fuzzy))
