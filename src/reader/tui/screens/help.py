"""All keys, by where they mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.commands import COLORS, COMMANDS, CONTEXT_TITLES, Context
from reader.entities.models import NAME_TYPES
from reader.tui.bindings import bindings_of
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.wording import color_name

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.commands import Command
    from reader.tui.app import ReaderApp

_KEYS_WIDTH = 14


class HelpScreen(Dialog[None]):
    """The registry of commands as a table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Context.DIALOG),
        Binding("question_mark,f1", "leave", id="help"),
        Binding("q", "leave", id="quit"),
    ]

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="box") as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("↑ ↓ PgUp PgDn move · ") + keys_of(self, Context.DIALOG)
            yield Static(_table(cast("ReaderApp", self.app)))

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one("#box").focus()


def _table(app: ReaderApp) -> Group:
    """Each context under its title; a long line goes on under its beginning."""
    accent = app.theme_variables.get("accent", "yellow")
    parts: list[RenderableType] = []
    for context, title in CONTEXT_TITLES.items():
        table = Table.grid(Column(width=_KEYS_WIDTH), Column(ratio=1), padding=(0, 1, 0, 0), expand=True)
        for command in COMMANDS:
            if command.context is context and (signs := app.keys_in_force.signs(command)):
                table.add_row(Text(signs, style=accent), _helped(command, app))
        parts += [Text(title, style="bold"), Padding(table, (0, 0, 1, 2))]
    return Group(*parts)


def _helped(command: Command, app: ReaderApp) -> Text:
    """What a command does; types in their colors, and of a highlighter also what it means to the person."""
    text = Text(command.help)
    named = command.help.partition("(")[2].partition(")")[0]
    if named in NAME_TYPES:
        text.highlight_words([f"({named})"], app.palette.entity(named))
    if command.label in COLORS and (name := color_name(app.library.settings, command.label)) != command.label:
        text.append("  ").append(f" {name} ", style=app.palette.highlight(command.label))
    return text
