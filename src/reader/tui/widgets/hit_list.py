"""Hits of a search: the title, and the passage with the matched words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text

from reader.articles.sanitizing import one_line, visible
from reader.tui.painting import NOTE_MARK
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.search.models import Hit
    from reader.tui.themes import Palette

BEFORE_MATCH = 24
"""Characters of a long passage shown before its first match."""
LONGEST_CUT = 24
"""Characters beyond the room there is, so that the last row ends with a whole word."""


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

    def show(self, hits: Sequence[Hit], *, stay: bool = False) -> None:
        """Show other hits, the best under the cursor; to ``stay`` is to keep it on its hit, if that is still there."""
        at = _place(self.hit) if stay and self.index and self.hit else None
        self._hits = tuple(hits)
        self.items_changed(next((index for index, hit in enumerate(hits) if at and _place(hit) == at), 0))

    def item(self, index: int, width: int) -> Sequence[Text]:
        """The title, what was written if that was found, and the passage around its first match."""
        hit = self._hits[index]
        rows = [Text(one_line(hit.title), style="bold")]
        if hit.written is not None:
            words = self._excerpt(hit.written.text, [(span.start, span.end) for span in hit.written.matches], width)
            writer = f"{one_line(hit.written.writer)}: " if hit.written.writer else ""
            rows.append(Text.assemble((f"{NOTE_MARK} ", self._palette.mark), (writer, self._palette.quiet), words))
        room = self.ROWS - len(rows)
        matches = [(span.start - hit.start, span.end - hit.start) for span in hit.matches]
        passage = self._excerpt(hit.passage, matches, room * width)
        passage.style = self._palette.quiet
        return (*rows, *passage.wrap(self.app.console, width)[:room])

    def _excerpt(self, text: str, matches: Sequence[tuple[int, int]], length: int) -> Text:
        """The text on one line, its matches marked; its start is left out where the first match would not be seen."""
        first = matches[0][0] if matches else 0
        start = 0
        if cell_len(text[:first]) + BEFORE_MATCH > length:
            start = text.find(" ", first - BEFORE_MATCH, first) + 1 or first
        shown = Text(visible(text[start : start + length + LONGEST_CUT]).replace("\n", " ").replace("\t", " "))
        for begin, end in matches:
            shown.stylize(self._palette.match, max(0, begin - start), max(0, end - start))
        return shown


def _place(hit: Hit) -> tuple[str, int]:
    """What tells a hit from others when the same is asked again."""
    return hit.article, hit.start
