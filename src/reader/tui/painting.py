"""Rows of text become strips of styled cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.articles.damage import damage_of
from reader.articles.sanitizing import visible
from reader.articles.spans import SpanSet, flat_runs
from reader.articles.urls import urls_of
from reader.tui.layout import TAB_CELLS, clusters, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.articles.markdown import Markdown
    from reader.tui.layout import Row
    from reader.tui.themes import Palette

REACH = 300
"""Code points around a row in which links and damage that cross it are looked for."""
NOTE_MARK = "▎"
DOUBT_MARK = "?"

StyledSpan = tuple[int, int, Style]


@dataclass(slots=True)
class Layers:
    """What is painted over the text, from the lowest to the topmost; each a set of styled spans."""

    title: SpanSet[Style] = field(default_factory=lambda: SpanSet(()))
    mentions: SpanSet[Style] = field(default_factory=lambda: SpanSet(()))
    annotations: SpanSet[Style] = field(default_factory=lambda: SpanSet(()))
    matches: SpanSet[Style] = field(default_factory=lambda: SpanSet(()))
    marks: SpanSet[Style] = field(default_factory=lambda: SpanSet(()))
    """Passages with a note: their first row gets a mark in the margin."""
    doubts: SpanSet[Style] = field(default_factory=lambda: SpanSet(()))
    """Passages that may be elsewhere: their first row gets a question mark in the margin."""
    remarks: tuple[tuple[int, str], ...] = ()
    """What is said of places in the text below their lines, where marks would not be heard."""
    markdown: Markdown | None = None
    """Of a text in Markdown, what its marks say: it lies below everything else."""
    top: Sequence[StyledSpan] = ()
    """Selection, current mention, cursor: few, and changing with every key."""

    def over(self, start: int, end: int) -> list[StyledSpan]:
        """Every styled span that touches the stretch, lowest first."""
        found: list[StyledSpan] = []
        for layer in (self.title, self.mentions, self.annotations, self.matches):
            found += layer.overlapping(start, end)
        found += [span for span in self.top if span[0] < end and span[1] > start]
        return found

    def all_over(self, start: int, end: int) -> list[list[StyledSpan]]:
        """What touches the stretch, layer by layer, with the marks in the margin."""
        layers = (self.title, self.mentions, self.annotations, self.matches, self.marks, self.doubts)
        return [*(layer.overlapping(start, end) for layer in layers), list(self.top)]


def changed_rows(rows: Sequence[Row], before: Layers, after: Layers) -> Iterator[int]:
    """Which of the rows look otherwise when ``after`` is painted over them instead of ``before``."""
    if not rows:
        return
    start, end = rows[0].start, rows[-1].end
    layers = zip(before.all_over(start, end), after.all_over(start, end), strict=True)
    changed = [(old, new) for old, new in layers if old != new]
    for index, row in enumerate(rows):
        if any(_touching(row, old) != _touching(row, new) for old, new in changed):
            yield index


def _touching(row: Row, spans: Iterable[StyledSpan]) -> list[StyledSpan]:
    return [span for span in spans if span[0] < row.end and span[1] > row.start]


def paint_row(text: str, row: Row, layers: Layers, palette: Palette, base: Style, margin: int, width: int) -> Strip:
    """Paint one row: ``margin`` blank cells, the text, and blank cells up to ``width``."""
    segments = [Segment(" " * (margin - 2), base)] if margin > 2 else []  # noqa: PLR2004 (room for mark and gap)
    segments.append(Segment(f"{_mark(row, layers)} ", base + palette.mark))
    if row.indent:
        segments.append(Segment(" " * row.indent, base))
    if row.said:
        segments.append(Segment(visible(row.said), base + palette.quiet))
    if row.end > row.start:
        segments += _text_segments(text, row, layers, palette, base)
    if row.kind == "code":
        block = max(Segment.get_line_length(segments), width - margin)
        segments = Segment.adjust_line_length(segments, block, base + palette.markdown["code"])
    return Strip(Segment.adjust_line_length(segments, width, base), width)


def _mark(row: Row, layers: Layers) -> str:
    """What stands in the margin beside a row."""
    for mark, passages in ((DOUBT_MARK, layers.doubts), (NOTE_MARK, layers.marks)):
        if any(start >= row.start for start, _, _ in passages.overlapping(row.start, row.end)):
            return mark
    return " "


def _text_segments(text: str, row: Row, layers: Layers, palette: Palette, base: Style) -> list[Segment]:
    spans = [*_seen_nearby(text, row, palette), *layers.over(row.start, row.end)]
    if layers.markdown is not None:
        looks = layers.markdown.looks(row.start, row.end, row.kind)
        spans[:0] = [(start, end, palette.markdown[look]) for start, end, look in looks]
    if row.kind == "heading":
        spans.insert(0, (row.start, row.end, palette.heading))
    elif row.kind in {"caption", "url"}:
        spans.insert(0, (row.start, row.end, palette.quiet))
    shown = visible(text[row.start : row.end])
    if spans and not is_plain(shown):
        spans = list(_widened(spans, row.start, shown))
    segments = []
    end = row.start + len(shown.rstrip(" "))
    for run in flat_runs(spans, row.start, end):
        piece = shown[run.start - row.start : run.end - row.start].replace("\t", " " * TAB_CELLS)
        segments.append(Segment(piece, Style.combine([base, *run.values]) if run.values else base))
    return segments


def _widened(spans: list[StyledSpan], start: int, shown: str) -> Iterator[StyledSpan]:
    """The spans with all of each cluster that they touch: what is drawn together has one style."""
    edges = [start + cluster.start for cluster in clusters(shown)]
    edges.append(start + len(shown))
    for first, last, style in spans:
        if first < last:
            low = max(0, bisect_right(edges, first) - 1)
            yield edges[low], edges[min(bisect_left(edges, last), len(edges) - 1)], style


def _seen_nearby(text: str, row: Row, palette: Palette) -> Iterator[StyledSpan]:
    """Damage and links, looked for around the row alone: finding all in a huge text would hold the screen up."""
    low = max(0, row.start - REACH)
    near = text[low : row.end + REACH]
    for span in damage_of(near):
        yield low + span.start, low + span.end, palette.damage
    if "://" in near or "www." in near:
        for link in urls_of(near):
            yield low + link.start, low + link.end, palette.link


def cell_of(text: str, row: Row, offset: int) -> int:
    """The cell, counted from the left edge of the text column, where the character at ``offset`` is drawn."""
    shown = visible(text[row.start : row.end])
    return row.indent + sum(cluster.cells for cluster in clusters(shown) if row.start + cluster.end <= offset)


def offset_at(text: str, row: Row, cell: int) -> int:
    """The offset of the character drawn at ``cell`` of the text column; the row's end when it is beyond."""
    cells = row.indent
    for cluster in clusters(visible(text[row.start : row.end])):
        cells += cluster.cells
        if cell < cells:
            return row.start + cluster.start
    return row.end
