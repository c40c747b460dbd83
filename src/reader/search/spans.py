"""The exact places of the matched words in a passage that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.models import Span
from reader.search.tokens import plain, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


def matched_spans(passage: str, offset: int, wanted: AbstractSet[str]) -> tuple[Span, ...]:
    """Where the wanted words stand, as offsets in the article; touching or overlapping ones become one.

    Args:
        passage: the passage as it stands in the article.
        offset: where it starts there.
        wanted: folded words.
    """
    folded = plain(passage)
    places = _places(passage, wanted) if folded is None else _places_in_plain(folded, wanted)
    found: list[Span] = []
    for start, end in places:
        if found and offset + start < found[-1].end:
            found[-1] = Span(found[-1].start, offset + end)
        else:
            found.append(Span(offset + start, offset + end))
    return tuple(found)


def _places(passage: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """The places of the tokens that are wanted words."""
    return ((start, end) for word, start, end in tokens(passage) if word in wanted)


def _places_in_plain(folded: str, wanted: AbstractSet[str]) -> list[tuple[int, int]]:
    """The same, many times faster: the few words are looked for, not all the tokens looked at."""
    found = []
    for word in wanted:
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            if not (_goes_on(folded[max(start - 2, 0) : start][::-1]) or _goes_on(folded[end : end + 2])):
                found.append((start, end))
            start = folded.find(word, end)
    return sorted(found)


def _goes_on(beyond: str) -> bool:
    """Whether what stands right beyond the edge of a word belongs to its token."""
    return beyond[:1].isalnum() or (beyond[:1] == "'" and beyond[1:].isalnum())
