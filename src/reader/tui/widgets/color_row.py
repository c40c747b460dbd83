"""The six highlighters in a row, each by what it means to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.reactive import reactive

from reader.annotations.models import Color
from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.widgets.chips import Chip, Chips
from reader.tui.wording import color_name

if TYPE_CHECKING:
    from textual.binding import BindingType

    from reader.config import Settings
    from reader.tui.app import ReaderApp


class ColorRow(Chips, can_focus=True):
    """The arrow keys or a click choose a color."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.NOTE)

    color: reactive[Color | None] = reactive(None, init=False)

    def __init__(self, settings: Settings, color: Color | None, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._settings = settings
        self.set_reactive(ColorRow.color, color)

    def on_mount(self) -> None:
        """Show them."""
        self.watch_color()

    def watch_color(self) -> None:
        """The chosen color is another one."""
        palette = cast("ReaderApp", self.app).palette
        self.show(
            [
                Chip(color, color_name(self._settings, color), palette.highlight(color), chosen=color is self.color)
                for color in Color
            ]
        )

    def action_color(self, step: int) -> None:
        """The color so many places on."""
        colors = list(Color)
        here = colors.index(self.color) if self.color in colors else -1 if step > 0 else 0
        self.color = colors[(here + step) % len(colors)]

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        """The color that was clicked."""
        message.stop()
        self.color = Color(message.value)
