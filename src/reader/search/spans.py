"""The exact places of the matched words in a passage that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.models import Span
from reader.search.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def matched_spans(passage: str, offset: int, wanted: AbstractSet[str]) -> tuple[Span, ...]:
    """Where the wanted words stand, as offsets in the article; touching or overlapping ones become one.

    Args:
        passage: the passage as it stands in the article.
        offset: where it starts there.
        wanted: folded words.
    """
    found: list[Span] = []
    for word, start, end in tokens(passage):
        if word not in wanted:
            continue
        if found and offset + start < found[-1].end:
            found[-1] = Span(found[-1].start, offset + end)
        else:
            found.append(Span(offset + start, offset + end))
    return tuple(found)
