"""A line over the key line, on which something about the panes is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.commands import Context


class TypingLine(Horizontal):
    """What it is for, what is typed, and how many that means; says with every letter what is typed.

    Args:
        label: what it is for.
        placeholder: stands there while nothing is typed.
    """

    DEFAULT_CSS = """
    TypingLine {
        height: 1; display: none; background: $surface; padding: 0 1;
        .label { width: auto; color: $text-muted; }
        LineInput, LineInput:focus { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    }
    """

    CONTEXT: ClassVar[Context]
    """Whose commands can be given meanwhile."""

    @dataclass
    class Left(Message):
        """The line was left; what was typed is to stay in force, or all is to be as before."""

        line: TypingLine
        keep: bool

    def __init__(self, label: str, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._label = Static(label, classes="label", markup=False)
        self.line = LineInput(placeholder=placeholder)
        """Where one types."""
        self._count = Static("", classes="label", markup=False)

    def compose(self) -> ComposeResult:
        """Three things in a row."""
        yield self._label
        yield self.line
        yield self._count

    @property
    def typed(self) -> str:
        """What stands on the line."""
        return self.line.value

    def open(self, words: str = "") -> None:
        """Show the line, with these words on it."""
        self.display = True
        self._lift_messages(2)
        self.line.value = words
        self.line.focus()
        self.tell()

    def relabel(self, label: str) -> None:
        """Say otherwise what it is for."""
        self._label.update(label)

    def say(self, count: str) -> None:
        """Show how many there are."""
        self._count.update(count)

    def tell(self) -> None:
        """Say what is typed."""
        raise NotImplementedError

    def action_leave(self, keep: str) -> None:
        """Hide the line."""
        self.display = False
        self._lift_messages(1)
        self.post_message(self.Left(self, bool(keep)))

    def _lift_messages(self, rows: int) -> None:
        """Keep messages off the last rows: they would stand on how many there are."""
        self.screen.query("ToastRack").set_styles(margin=(0, 0, rows, 0))

    @on(LineInput.Changed)
    def _changed(self) -> None:
        if self.display:
            self.tell()

    @on(LineInput.Submitted)
    def _submitted(self) -> None:
        self.action_leave("keep")
