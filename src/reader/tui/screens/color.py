"""Choosing a highlighter, each by its color and what it means to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.annotations.models import Color
from reader.commands import Context, command
from reader.tui.bindings import bindings_of, keys_in_force, with_keys
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import color_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.config import Settings
    from reader.tui.app import ReaderApp

HOW_TO_NAME = "[colors] in the settings file gives each one a meaning of yours."


class ColorList(VirtualList):
    """A row a highlighter."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._widest = max(Text(color_name(settings, color)).cell_len for color in Color)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(Color)

    def item(self, index: int, width: int) -> Sequence[Text]:
        """Its key, its meaning in its color, and its name."""
        color = list(Color)[index]
        name = color_name(self._settings, color)
        palette = cast("ReaderApp", self.app).palette
        signs = [keys_in_force(self).sign(command(f"pick-{one}")) for one in Color]
        row = Text().append(f"{signs[index]:<{max(map(len, signs))}} ", style=palette.mark)
        row.append(f" {name} ", style=palette.highlight(color))
        row.pad_right(max(0, self._widest - Text(name).cell_len))
        return (row.append(f"  {color}" if name != color else "", style="dim"),)


class ColorScreen(Dialog[Color | None]):
    """Gives back the color that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.COLOR)

    def __init__(self, settings: Settings, heading: str, color: str | None) -> None:
        super().__init__()
        self._heading = heading
        self._color = color
        self._settings = settings
        self._list = ColorList(settings)

    def compose(self) -> ComposeResult:
        """The colors in a column."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._heading)
            box.border_subtitle = Content(with_keys(self, "{choose} choose · ")) + keys_of(self, Context.COLOR)
            yield self._list
            if not any(self._settings.colors.values()):
                yield Static(HOW_TO_NAME, id="hint", markup=False)

    def on_mount(self) -> None:
        """The cursor is on the color in force."""
        colors = list(Color)
        self._list.items_changed(colors.index(Color(self._color)) if self._color in colors else 0)
        self._list.focus()

    def action_pick(self, number: int) -> None:
        """Choose a color by its number."""
        self.dismiss(list(Color)[number - 1])

    @on(VirtualList.Chosen)
    def _chosen(self, message: VirtualList.Chosen) -> None:
        self.dismiss(list(Color)[message.index])
