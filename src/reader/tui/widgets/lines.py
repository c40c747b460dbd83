"""The two lines around the panes: what library this is, and which keys matter now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from reader.tui.bindings import keys_in_force
from reader.tui.themes import accent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.commands import Command


class TitleLine(Widget):
    """One line: the library on the left, its numbers on the right."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = ""

    def say(self, left: str, right: str) -> None:
        """Show other words, already fit for a terminal."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Text:
        """Left and right, with what is left of the room between them."""
        width = self.size.width
        right = Text(self._right)
        left = Text(self._left, style="bold")
        right.truncate(max(0, width - left.cell_len - 2), overflow="ellipsis")
        room = max(1, width - left.cell_len - right.cell_len)
        return Text.assemble(left, " " * room, right, no_wrap=True, overflow="crop", end="")


MESSAGE_GAP = 3
"""Blank cells between the keys and the message."""


MORE = "…"
GAP = 3
"""Blank cells between keys."""


class KeyLine(Widget):
    """One line of keys with what they do; each can be clicked. A click on the dots behind them shows those left out."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    """

    class Pressed(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, commands: Sequence[Command] = ()) -> None:
        super().__init__()
        self._commands = tuple(commands)
        self._first = 0
        """The first one on the line."""
        self._message = ""

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands on the line."""
        return self._commands

    def offer(self, commands: Sequence[Command], message: str = "") -> None:
        """Show these commands, and a quiet message at the end."""
        if (tuple(commands), message) != (self._commands, self._message):
            if tuple(commands) != self._commands:
                self._first = 0
            self._commands, self._message = tuple(commands), message
            self.refresh()

    def render(self) -> Text:
        """The keys that fit."""
        line = Text(no_wrap=True, overflow="crop", end="")
        accent = accent_of(self)
        for start, _, command in self._places():
            line.append(" " * (start - line.cell_len))
            if command is None:
                line.append(MORE, style=f"bold {accent}")
            else:
                line.append(self._sign(command), style=f"bold {accent}")
                line.append(f" {command.label}" if line.cell_len > start else command.label)
        if self._message:
            message = Text(self._message, style="italic")
            message.truncate(self._room_for_message, overflow="ellipsis")
            line.append(" " * max(1, self.size.width - line.cell_len - message.cell_len))
            line.append_text(message)
        return line

    def on_click(self, event: events.Click) -> None:
        """Do the command under the pointer, or show those that were left out."""
        places = self._places()
        for start, end, command in places:
            if start <= event.x - 1 < end and command is not None:
                self.post_message(self.Pressed(command))
            elif start <= event.x - 1 < end:
                after = self._first + len(places) - 1
                self._first = after if after < len(self._commands) else 0
                self.refresh()

    def on_resize(self) -> None:
        """Begin with the first."""
        self._first = 0

    @property
    def _room_for_message(self) -> int:
        """Cells that the message gets: all that it needs, but never more than the keys."""
        return min(cell_len(self._message), self.size.width // 2)

    def _sign(self, command: Command) -> str:
        return keys_in_force(self).sign(command)

    def _places(self) -> list[tuple[int, int, Command | None]]:
        """Where each command stands, in cells; where not all do, the dots are None."""
        room = self.size.width - (self._room_for_message + MESSAGE_GAP if self._message else 0)
        widths = [Text(f"{self._sign(item)} {item.label}".lstrip()).cell_len for item in self._commands]
        all_fit = sum(widths) + GAP * (len(widths) - 1) <= room
        room -= 0 if all_fit else GAP + 1
        places: list[tuple[int, int, Command | None]] = []
        position = 0
        for item, width in [*zip(self._commands, widths, strict=True)][0 if all_fit else self._first :]:
            if position + width > room and places:
                break
            places.append((position, position + width, item))
            position += width + GAP
        return places if all_fit else [*places, (position, position + 1, None)]
