"""All keys, by where they mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.content import Content

from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.key_table import KeyTable

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.tui.app import ReaderApp


class HelpScreen(Dialog[None]):
    """The registry of commands as a table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Context.DIALOG),
        Binding("question_mark,f1", "leave", id="help"),
        Binding("q", "leave", id="quit"),
    ]

    def compose(self) -> ComposeResult:
        """One table that scrolls."""
        app = cast("ReaderApp", self.app)
        table = KeyTable(app.keys_in_force, app.palette, app.library.settings, id="box")
        table.border_title = Content("Keys")
        table.border_subtitle = Content("↑ ↓ PgUp PgDn move · ") + keys_of(self, Context.DIALOG)
        yield table

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one("#box").focus()
