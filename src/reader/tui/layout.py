r"""Lays a text out in rows of cells, lazily, so that a huge article costs no more at first than a short one.

The text is cut into pages of about ``PAGE_LENGTH`` code points, at line ends where there are any. A page that has
not been asked for has an estimated height; it is wrapped when one of its rows is wanted. Rows tile the text: every
code point but ``\\n`` belongs to exactly one row, so that offsets on the screen are offsets in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.sanitizing import visible
from reader.articles.structure import LineKind, kind_at, marker_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.markdown import Markdown

PAGE_LENGTH = 4_096
LONG_LINE = 90
"""A line longer than this, and than the width, is a paragraph: a blank row parts it from its neighbors."""
UNBROKEN = 200
"""In Markdown neighbors are one paragraph; lines longer than this show that the writer meant several."""
CLOSE = frozenset({"code", "table"})
"""Kinds of lines that stand close together, whatever the spacing."""
TAB_CELLS = 4
MOST_IN_CLUSTER, MOST_IN_ROW = 64, 1000
"""Code points; marks without end on one character would otherwise all go to the terminal with every paint."""

_PLAIN_WIDTH = re.compile(
    "[^ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
"""Finds a character that may be wider or narrower than one cell."""
_WIDE_SCRIPT = "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
"""Scripts written without spaces, where a row may end between any two characters; compiled where it is met first."""


class Row(NamedTuple):
    """One row on the screen: the text from ``start`` to ``end``, after ``indent`` blank cells."""

    start: int
    end: int
    indent: int = 0
    kind: LineKind = "paragraph"
    opens: bool = True
    """Whether the row begins a line of the text."""
    said: str = ""
    """What stands there instead of text: a remark on what is above."""


@dataclass(slots=True)
class _Page:
    start: int
    end: int
    height: int
    rows: list[Row] | None = None


class Cluster(NamedTuple):
    """Code points that are drawn together, and the cells they take."""

    start: int
    end: int
    cells: int


def is_plain(shown: str) -> bool:
    """Whether every code point of a sanitized text is drawn by itself, in one cell."""
    return _PLAIN_WIDTH.search(shown) is None


def clusters(shown: str) -> list[Cluster]:
    """Cut sanitized text into what a terminal draws as one character each; offsets are relative to ``shown``."""
    if is_plain(shown):
        return [Cluster(index, index + 1, 1) for index in range(len(shown))]
    from rich.cells import split_graphemes

    found = []
    for start, end, cells in split_graphemes(shown.replace("\t", " "))[0]:
        width = TAB_CELLS if shown[start] == "\t" else cells
        found.append(Cluster(start, min(end, start + MOST_IN_CLUSTER), width))
        rest = range(start + MOST_IN_CLUSTER, end, MOST_IN_CLUSTER)
        found += [Cluster(at, min(end, at + MOST_IN_CLUSTER), 0) for at in rest]
    return found


class TextLayout:
    """The rows of one text at one width; with ``markdown``, as that has its lines.

    Args:
        text: what is laid out.
        width: cells of a row.
        markdown: what the text's marks say, if it has such.
        spacing: rows from one line to the next; those between are empty.
        remarks: places in the text, and what is said of each below the line that it is in.
    """

    def __init__(
        self,
        text: str,
        width: int,
        markdown: Markdown | None = None,
        spacing: int = 1,
        remarks: Sequence[tuple[int, str]] = (),
    ) -> None:
        self.text = text
        self.remarks = remarks
        self._markdown = markdown
        self._spacing = spacing
        self.width = max(1, width)
        self._pages = self._cut()
        self._tops: list[int] = []
        self._count()

    @property
    def height(self) -> int:
        """Rows in all; exact for what has been wrapped, estimated for the rest."""
        return self._tops[-1]

    def row(self, y: int) -> Row | None:
        """The row at ``y``, wrapping its page if need be; None below the end."""
        while 0 <= y < self.height:
            number = bisect_right(self._tops, y) - 1
            page = self._pages[number]
            rows = self._wrapped(page)
            if y - self._tops[number] < len(rows):
                return rows[y - self._tops[number]]
        return None

    def rows(self) -> Iterator[Row]:
        """All of them, from the first; for short texts."""
        y = 0
        while row := self.row(y):
            yield row
            y += 1

    def y_of(self, offset: int) -> int:
        """The row that shows the character at ``offset`` (clamped to the text)."""
        offset = min(max(0, offset), len(self.text))
        starts = [page.start for page in self._pages]
        number = max(0, bisect_right(starts, offset) - 1)
        rows = self._wrapped(self._pages[number])
        within = max(0, bisect_right(rows, offset, key=lambda row: row.start) - 1)
        return self._tops[number] + within

    def y_of_line(self, y: int, step: int) -> int:
        """The row at ``y``, or, from one that only parts others, the next one on (1) or back (-1) with a line."""
        while (row := self.row(y)) is not None and row.start == row.end and self.y_of(row.start) != y:
            y += step
        return y

    def _cut(self) -> list[_Page]:
        text, length = self.text, len(self.text)
        pages, start = [], 0
        while start < length:
            end = self._page_end(start)
            lines = text.count("\n", start, end) + 1
            pages.append(_Page(start, end, (lines + (end - start) // self.width) * self._spacing))
            start = end
        return pages or [_Page(0, 0, 1)]

    def _page_end(self, start: int) -> int:
        """Where a page from ``start`` ends: behind a line end, else behind a space, else anywhere."""
        text, length = self.text, len(self.text)
        aim = start + PAGE_LENGTH
        if aim >= length:
            return length
        for separator in ("\n", " "):
            found = text.find(separator, aim, aim + PAGE_LENGTH)
            if found >= 0:
                return found + 1
        return min(length, aim + PAGE_LENGTH)

    def _count(self) -> None:
        self._tops = [0, *accumulate(page.height for page in self._pages)]

    def _wrapped(self, page: _Page) -> list[Row]:
        if page.rows is None:
            page.rows = self._spaced(self._wrap(page)) or [Row(page.start, page.end)]
            if page.height != len(page.rows):
                page.height = len(page.rows)
                self._count()
        return page.rows

    def _wrap(self, page: _Page) -> list[Row]:
        text = self.text
        rows: list[Row] = []
        start = page.start
        previous = (
            text[text.rfind("\n", 0, start - 1) + 1 : start - 1][:400] if start and text[start - 1] == "\n" else ""
        )
        in_line = start > 0 and text[start - 1] != "\n"
        while start < page.end:
            end = text.find("\n", start, page.end)
            complete = end >= 0
            if not complete:
                end = page.end
            line = text[start:end]
            if in_line:
                self._wrap_line(rows, start, line, 0, "paragraph", opens=False)
            else:
                kind, hang = self._kind_and_hang(start, end)
                if start and self._needs_space(previous, line, kind):
                    rows.append(Row(start, start, 0, "blank"))
                self._wrap_line(rows, start, line, hang, kind, opens=True)
            rows += self._remarks_on(start, end, below=end + 1 if complete else end)
            previous, in_line = line[:400], False
            start = end + 1 if complete else end
        if page.end == len(text) and text.endswith("\n"):
            rows.append(Row(page.end, page.end, 0, "blank"))
        return rows

    def _remarks_on(self, start: int, end: int, below: int) -> Iterator[Row]:
        """Rows of what is said of a line; they belong to the place where the next line begins."""
        for place, words in self.remarks:
            if start <= place <= end:
                for row in TextLayout(words, self.width).rows():
                    yield Row(below, below, 0, "blank", said=words[row.start : row.end])

    def _spaced(self, rows: list[Row]) -> list[Row]:
        """The rows with the empty ones between lines; code and tables stay close."""
        if self._spacing == 1:
            return rows
        spaced: list[Row] = []
        for row in rows:
            above = spaced[-1].kind if spaced else "paragraph"
            if row.start and above != "blank" and not {above, row.kind} <= CLOSE:
                spaced += [Row(row.start, row.start, 0, "blank")] * (self._spacing - 1)
            spaced.append(row)
        return spaced

    def _kind_and_hang(self, start: int, end: int) -> tuple[LineKind, int]:
        """What a line is, and the cells by which its other rows are indented."""
        line = self.text[start : min(end, start + 80)]
        if self._markdown:
            kind = self._markdown.kind_at(start, end)
            return kind, self._markdown.hang(line, kind)
        kind = kind_at(self.text, start, end)
        return kind, marker_width(line) if kind == "item" else 0

    def _needs_space(self, previous: str, line: str, kind: LineKind) -> bool:
        """Whether a blank row should part two lines that the text does not part itself."""
        if not previous.strip() or not line.strip() or kind in {"code", "table"}:
            return False
        if self._markdown:
            return kind == "heading" or max(len(previous), len(line)) > UNBROKEN
        long = self.width if kind == "item" else max(self.width, LONG_LINE)
        return kind == "heading" or max(len(previous), len(line)) > long

    def _wrap_line(self, rows: list[Row], start: int, line: str, hang: int, kind: LineKind, *, opens: bool) -> None:
        shown = visible(line)
        hang = hang if hang < self.width // 2 else 0
        if is_plain(shown):
            self._wrap_plain(rows, start, shown, hang, kind, opens=opens)
        else:
            self._wrap_clusters(rows, start, shown, hang, kind, opens=opens)

    def _wrap_plain(self, rows: list[Row], start: int, shown: str, hang: int, kind: LineKind, *, opens: bool) -> None:
        """Every character is one cell: cut at spaces, at the speed of ``str.rfind``."""
        position, room, indent = 0, self.width, 0
        while len(shown) - position > room:
            cut = shown.rfind(" ", position + 1, position + room + 1) + 1
            if cut <= position:
                cut = position + room
            rows.append(Row(start + position, start + cut, indent, kind, opens))
            position, room, indent, opens = cut, self.width - hang, hang, False
        rows.append(Row(start + position, start + len(shown), indent, kind, opens))

    def _wrap_clusters(
        self, rows: list[Row], start: int, shown: str, hang: int, kind: LineKind, *, opens: bool
    ) -> None:
        begin, cells, room, indent, cut = 0, 0, self.width, 0, 0
        cells_at_cut = 0
        for cluster in clusters(shown):
            space = shown[cluster.start] == " "
            while cluster.start > begin and (
                (cells + cluster.cells > room and not space) or cluster.end - begin > MOST_IN_ROW
            ):  # what is left of a row that was cut may be too wide for the next one, which is indented
                if cut <= begin:
                    cut, cells_at_cut = cluster.start, cells
                rows.append(Row(start + begin, start + cut, indent, kind, opens))
                begin, cells = cut, cells - cells_at_cut
                room, indent, opens = self.width - hang, hang, False
            cells += cluster.cells
            if shown[cluster.start] in " \t" or re.match(_WIDE_SCRIPT, shown[cluster.start]):
                cut, cells_at_cut = cluster.end, cells
        rows.append(Row(start + begin, start + len(shown), indent, kind, opens))
