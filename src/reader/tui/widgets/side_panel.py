"""What the panels at the side share: one of them is shown, and their names stand on its upper edge."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.content import Content
from textual.message import Message

from reader.tui.linear import is_linear
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual import events

NAMES = ("Entities", "Notes", "Outline")
MESSAGE_WIDTH = 26
_EDGE = 2
"""Cells of the border before its title."""


class SidePanel(VirtualList):
    """A list about the open article, or a message where there is nothing to list."""

    NAME: ClassVar[str]
    """Its own among the `NAMES`."""

    class NameClicked(Message):
        """Another panel is to be shown."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id, classes="side")
        self.message = "…"
        """What stands there while nothing is listed."""
        self._names: tuple[str, ...] = NAMES
        self.border_title = Content(" ").join(
            Content.styled(name, "" if name == self.NAME else "dim") for name in NAMES
        )

    def on_mount(self) -> None:
        """Who hears the names does not see which of them are dimmed."""
        if is_linear(self):
            self._names = tuple(f"[{name}]" if name == self.NAME else name for name in NAMES)
            self.border_title = Content(" ").join(map(Content, self._names))

    @property
    def listed(self) -> int:
        """How many items there are to be listed."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many items there are, or rows of the message."""
        return self.listed or -(-len(self._lines()) // self.ROWS)

    def selectable(self, index: int) -> bool:
        """A message is nothing to choose."""
        return 0 <= index < self.listed

    def message_rows(self, index: int) -> tuple[Text, ...]:
        """The rows of the message that stand where an item would."""
        return tuple(Text(line, style="dim") for line in self._lines()[index * self.ROWS : (index + 1) * self.ROWS])

    def on_click(self, event: events.Click) -> None:
        """A click on a name shows that panel."""
        if event.y > 0:
            return
        start = _EDGE
        for shown, name in zip(self._names, NAMES, strict=True):
            if start <= event.x < start + len(shown):
                event.prevent_default()
                self.post_message(self.NameClicked(name))
            start += len(shown) + 1

    def _lines(self) -> list[str]:
        return wrap(self.message, MESSAGE_WIDTH)
