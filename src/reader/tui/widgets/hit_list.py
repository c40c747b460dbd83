"""Hits of a search: the title, and the passage with the matched words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from reader.articles.sanitizing import one_line, visible
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.search.models import Hit
    from reader.tui.themes import Palette

BEFORE_MATCH = 24
"""Characters of a passage shown before its first match."""


class HitList(VirtualList, can_focus=False):
    """Three rows a hit."""

    ROWS: ClassVar[int] = 3

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._palette = palette
        self._hits: tuple[Hit, ...] = ()

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self._hits)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits on show."""
        return self._hits

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self._hits[self.index] if self._hits else None

    def show(self, hits: Sequence[Hit]) -> None:
        """Show other hits, the best under the cursor."""
        self._hits = tuple(hits)
        self.items_changed()

    def item(self, index: int, width: int) -> Sequence[Text]:
        """The title, and two rows of the passage from a little before its first match."""
        hit = self._hits[index]
        passage = self._passage(hit, 2 * width).wrap(self.app.console, width)
        return (Text(one_line(hit.title), style="bold"), *passage[: self.ROWS - 1])

    def _passage(self, hit: Hit, length: int) -> Text:
        first = hit.matches[0].start if hit.matches else hit.start
        start = hit.start
        if first - hit.start > BEFORE_MATCH:
            space = hit.passage.find(" ", first - hit.start - BEFORE_MATCH, first - hit.start)
            start = hit.start + space + 1 if space >= 0 else first
        shown = visible(hit.passage[start - hit.start :][:length]).replace("\n", " ").replace("\t", " ")
        text = Text(shown, style="dim")
        for match in hit.matches:
            text.stylize(self._palette.match, max(0, match.start - start), max(0, match.end - start))
        return text
