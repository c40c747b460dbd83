"""A question that is answered in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import Vertical
from textual.content import Content

from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class AnswerInput(LineInput):
    """Enter answers, escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.ASKING, Context.DIALOG)

    def action_leave(self) -> None:
        """Leave without an answer."""
        cast("AskScreen", self.screen).action_leave()


class AskScreen(Dialog[str | None]):
    """Gives back what was typed, or None."""

    def __init__(self, question: str, value: str) -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """The question on the edge, the answer within."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._question)
            box.border_subtitle = keys_of(self, Context.ASKING, Context.DIALOG)
            yield AnswerInput(self._value)

    @on(LineInput.Submitted)
    def _answered(self, message: LineInput.Submitted) -> None:
        self.dismiss(message.value)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(AnswerInput).focus()
