"""All keys with what they do, by where they mean something; drawn by the row."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.commands import COLORS, COMMANDS, CONTEXT_TITLES
from reader.entities.models import NAME_TYPES
from reader.tui.themes import accent_of
from reader.tui.wording import color_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.commands import Command
    from reader.config import Settings
    from reader.keymap import Keymap
    from reader.tui.themes import Palette

_INDENT = 2
_KEYS_WIDTH = 16
_KEYS_SHARE = 3
"""On a narrow screen the keys get this part of it."""


class KeyTable(ScrollView, can_focus=True):
    """Each context under its title; a long line goes on under its beginning."""

    DEFAULT_CSS = """
    KeyTable { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    def __init__(self, keys: Keymap, palette: Palette, settings: Settings, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._keys = keys
        self._palette = palette
        self._settings = settings
        self._rows: list[Text] = []

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(row.plain for row in self._rows)

    def on_resize(self) -> None:
        """Rows are as wide as the screen lets them."""
        self._rows = list(self._lines(self.scrollable_content_region.width - 1))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, index = self.scrollable_content_region.width, round(self.scroll_y) + y
        if index >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        segments = self._rows[index].render(self.app.console)
        return Strip(segments).apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)

    def _lines(self, width: int) -> Iterator[Text]:
        for context, title in CONTEXT_TITLES.items():
            yield Text(end="").append(title, style="bold")
            for command in COMMANDS:
                if command.context is context and (signs := self._keys.signs(command)):
                    yield from self._command(command, signs, width)
            yield Text(end="")

    def _command(self, command: Command, signs: str, width: int) -> Iterator[Text]:
        """A command's keys and what it does; keys that need more room than there is have a row of their own."""
        start = min(_INDENT + _KEYS_WIDTH, width // _KEYS_SHARE)
        helped = wrap(command.help, max(1, width - start), break_long_words=False)
        keys = Text(" " * _INDENT, end="").append(signs, style=accent_of(self))
        if keys.cell_len >= start:
            yield keys
            keys = Text(end="")
        for number, line in enumerate(helped):
            row = keys if number == 0 else Text(end="")
            row.append(" " * (start - row.cell_len)).append_text(self._helped(command, line))
            yield row if number < len(helped) - 1 else self._meaning(command, row)

    def _helped(self, command: Command, line: str) -> Text:
        """What a command does; a type of entity in its color."""
        text = Text(line)
        named = command.help.partition("(")[2].partition(")")[0]
        if named in NAME_TYPES:
            text.highlight_words([f"({named})"], self._palette.entity(named))
        return text

    def _meaning(self, command: Command, row: Text) -> Text:
        """With what a highlighter means to the person."""
        if command.label in COLORS and (name := color_name(self._settings, command.label)) != command.label:
            row.append("  ").append(f" {name} ", style=self._palette.highlight(command.label))
        return row
