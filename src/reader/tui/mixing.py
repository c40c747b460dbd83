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

_FULL = 255
_HALF = 128


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
    return together + Style(bgcolor=Color.from_triplet(_mixed(grounds))) if grounds else together


def _mixed(colors: Sequence[ColorTriplet]) -> ColorTriplet:
    """As highlighters mix on paper, or as lights do on a dark ground; text is read on it as well as on each of them."""
    on_dark = max(map(_lightness, colors)) < _HALF
    extreme = max if on_dark else min
    red, green, blue = (extreme(parts) for parts in zip(*colors, strict=True))
    both = ColorTriplet(red, green, blue)
    ground = 0 if on_dark else _FULL
    most = max(abs(_lightness(color) - ground) for color in colors)
    share = most / max(most, abs(_lightness(both) - ground))
    red, green, blue = (round(ground + (part - ground) * share) for part in both)
    return ColorTriplet(red, green, blue)


def _lightness(color: ColorTriplet) -> float:
    """How light a color seems, 0 to 255 (luma as of Rec. 709)."""
    return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue
