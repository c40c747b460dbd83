"""Highlights that lie over one another, drawn side by side: where they meet, their colors are mixed and underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.style import Style

from reader.articles.spans import flat_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.tui.painting import StyledSpan


def side_by_side(spans: Sequence[StyledSpan]) -> Iterator[StyledSpan]:
    """The same stretches of text in spans that do not overlap."""
    start = min((span[0] for span in spans), default=0)
    end = max((span[1] for span in spans), default=0)
    for run in flat_runs(spans, start, end):
        if run.values:
            yield run.start, run.end, run.values[0] if len(run.values) == 1 else mixed(run.values)


def mixed(styles: Sequence[Style]) -> Style:
    """Several highlights at once, also those of one color; without colors all that each one is."""
    grounds = [style.bgcolor.get_truecolor() for style in styles if style.bgcolor is not None]
    together = Style.combine(styles) + Style(underline=True)
    if not grounds:
        return together
    red, green, blue = (round(sum(parts) / len(grounds)) for parts in zip(*grounds, strict=True))
    return together + Style(bgcolor=Color.from_triplet(ColorTriplet(red, green, blue)))
