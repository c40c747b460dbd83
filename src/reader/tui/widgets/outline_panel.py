"""The side panel of the outline: the sections of the open article."""

from __future__ import annotations

from bisect import bisect_right
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from reader.articles.sanitizing import one_line
from reader.tui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.models import Section

LOOKING, NOTHING = "Looking for sections …", "No sections in this article."


class OutlinePanel(SidePanel):
    """Headings, indented by level; the one that is being read is marked."""

    NAME: ClassVar[str] = "Outline"
    ROWS: ClassVar[int] = 2

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._sections: tuple[Section, ...] = ()
        self._starts: list[int] = []
        self._here = -1

    @property
    def listed(self) -> int:
        """How many sections there are."""
        return len(self._sections)

    def show(self, sections: Sequence[Section] | None) -> None:
        """Show these; None while they are looked for."""
        self._sections = tuple(sections or ())
        self._starts = [section.start for section in self._sections]
        self._here = -1
        self.message = LOOKING if sections is None else NOTHING
        self.items_changed()

    def follow(self, offset: int) -> None:
        """Mark the section that holds a place of the text."""
        here = bisect_right(self._starts, offset) - 1
        if here != self._here:
            self._here = here
            self.refresh()

    def section(self, index: int) -> Section | None:
        """The section in that row."""
        return self._sections[index] if 0 <= index < len(self._sections) else None

    def item(self, index: int, width: int) -> Sequence[Text]:
        """A heading."""
        if not self._sections:
            return self.message_rows(index)
        section = self._sections[index]
        indent = "  " * (section.level - 1)
        lines = wrap(one_line(section.title), max(8, width - len(indent)), max_lines=self.ROWS, placeholder="…")
        style = f"bold {self._accent}" if index == self._here else ""
        return tuple(Text(indent + line, style=style) for line in lines)
