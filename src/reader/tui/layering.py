"""What is painted over an article: its title, mentions, highlights, notes and matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.annotations.models import AnchorState, Annotation, Motivation
from reader.articles.models import Span
from reader.articles.spans import SpanSet
from reader.tui.linear import remark
from reader.tui.mixing import side_by_side
from reader.tui.painting import Layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.articles.models import Article
    from reader.entities.models import Mention
    from reader.tui.themes import Palette

TITLE_REACH = 8192
"""Code points from the start within which the title may stand as a line of the text."""
_UNSURE = Style(italic=True)


def layers_of(
    article: Article,
    annotations: Iterable[Annotation],
    mentions: SpanSet[Style],
    matches: Iterable[Span],
    palette: Palette,
    *,
    linear: bool = False,
) -> Layers:
    """The layers of an article.

    Args:
        article: which one.
        annotations: where they are today.
        mentions: those to be shown, as they look.
        matches: of a search.
        palette: how each thing looks.
        linear: whether notes are told in words instead of by marks.
    """
    annotations = tuple(annotations)
    here = list(placed(annotations, len(article.text)))
    title, head = _title(article), head_of(article)
    notes = [(start, end) for start, end, item in here if item.motivation is Motivation.COMMENTING]
    notes += [(head.start, head.end) for _ in notes_on(annotations)]
    layers = Layers(
        title=SpanSet([(title.start, title.end, palette.heading)] if title else ()),
        mentions=mentions,
        annotations=SpanSet(side_by_side([(start, end, _look(item, palette)) for start, end, item in here])),
        matches=SpanSet((span.start, span.end, palette.match) for span in matches),
        marks=SpanSet((start, end, palette.mark) for start, end in notes),
        markdown=article.markdown,
        doubts=SpanSet((start, end, palette.mark) for start, end, item in here if _is_unsure(item)),
    )
    if linear:
        told = [*((head.end - 1, item) for item in notes_on(annotations)), *((end - 1, item) for _, end, item in here)]
        layers.remarks = tuple(sorted((place, remark(item)) for place, item in told))
        layers.marks = layers.doubts = SpanSet(())
    return layers


def mention_layer(mentions: Iterable[Mention], palette: Palette) -> SpanSet[Style]:
    """The layer of mentions; of a huge article there are so many that it is made once."""
    return SpanSet((item.start, item.end, palette.entity(item.type)) for item in mentions)


def placed(annotations: Iterable[Annotation], length: int) -> Iterator[tuple[int, int, Annotation]]:
    """The annotations that have a place in a text of this length, with the place."""
    for item in annotations:
        lost = item.anchor is not None and item.anchor.state is AnchorState.ORPHAN
        if item.position is not None and not lost and item.position.end <= length:
            yield item.position.start, item.position.end, item


def notes_on(annotations: Iterable[Annotation]) -> Sequence[Annotation]:
    """The notes on an article as a whole."""
    return [
        item
        for item in annotations
        if item.motivation is Motivation.COMMENTING and item.quote is None and item.position is None
    ]


def head_of(article: Article) -> Span:
    """Where notes on the whole article hang: at its title, or at its first letter if that is not in the text."""
    start = len(article.text) - len(article.text.lstrip())
    return _title(article) or Span(start, start + 1)


def _title(article: Article) -> Span | None:
    start = article.text.find(article.title, 0, TITLE_REACH) if article.title else -1
    return Span(start, start + len(article.title)) if start >= 0 else None


def _look(item: Annotation, palette: Palette) -> Style:
    style = palette.highlight(item.color)
    return style + _UNSURE if _is_unsure(item) else style


def _is_unsure(item: Annotation) -> bool:
    return item.anchor is not None and item.anchor.state is AnchorState.UNSURE
