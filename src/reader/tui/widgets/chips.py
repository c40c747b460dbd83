"""A row of small labels that can be clicked; what does not fit goes on in the next row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from reader.tui.linear import is_linear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style
    from textual import events
    from textual.geometry import Size

    from reader.tui.app import ReaderApp


class Chip(NamedTuple):
    """A label and what it stands for."""

    value: str
    label: str
    """Fit for a terminal already."""
    style: Style
    chosen: bool = False


class Chips(Widget):
    """Shows chips, the chosen ones between marks."""

    DEFAULT_CSS = """
    Chips { height: auto; }
    """

    @dataclass
    class Pressed(Message):
        """A chip was clicked."""

        chips: Chips
        value: str

        @property
        def control(self) -> Chips:
            """The row that speaks."""
            return self.chips

    def __init__(self, chips: Sequence[Chip] = (), *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._chips = tuple(chips)

    def show(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        if tuple(chips) != self._chips:
            taken = self._rows(self.size.width)
            self._chips = tuple(chips)
            self.refresh(layout=self._rows(self.size.width) != taken)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the chips take."""
        return self._rows(width)

    def render(self) -> Text:
        """Every chip with a blank or a mark on either side."""
        mark = cast("ReaderApp", self.app).palette.mark
        before, after = "[]" if is_linear(self) else "▸◂"
        shown = Text(no_wrap=True, end="")
        last = 0
        for row, _, _, chip in self._places(self.size.width):
            shown.append("\n" * (row - last))
            last = row
            shown.append(before if chip.chosen else " ", style=mark).append(f" {chip.label} ", style=chip.style)
            shown.append(after if chip.chosen else " ", style=mark)
        return shown

    def on_click(self, event: events.Click) -> None:
        """Say which chip is under the pointer."""
        offset = event.get_content_offset(self)
        for row, start, end, chip in self._places(self.size.width):
            if offset is not None and row == offset.y and start <= offset.x < end:
                self.post_message(self.Pressed(self, chip.value))

    def _rows(self, width: int) -> int:
        return max((row for row, *_ in self._places(width)), default=-1) + 1

    def _places(self, width: int) -> Iterator[tuple[int, int, int, Chip]]:
        """Row, first and last cell of each chip."""
        row = position = 0
        for chip in self._chips:
            cells = Text(chip.label).cell_len + 4
            if position and position + cells > width:
                row, position = row + 1, 0
            yield row, position, position + cells, chip
            position += cells
