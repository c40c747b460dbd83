"""What a model gets wrong in the edges of a name, mended by rules that hold for any text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.articles.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_APOSTROPHES = "'’‘ʼ`´′＇"
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LEADING_ARTICLE = re.compile(rf"(?:the|an?|[{_APOSTROPHES}]s)(?![\w.+&/{_APOSTROPHES}-])", re.IGNORECASE)
_TRAILING_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s?$", re.IGNORECASE)
_TRAILING_ELLIPSIS = re.compile(r"\.{2,}$")
_PARTS_OF_NAMES_AT_THE_START = "§"
_PARTS_OF_NAMES_AT_THE_END = "%‰°+"
_CLOSING = {")": "(", "]": "["}


def clean_span(text: str, span: Span, hidden: Sequence[Span] = ()) -> Span | None:
    """The name within a span that a model marked.

    Nothing hidden and no line end is left within it, and no article, possessive, space or
    punctuation at its edges; periods of abbreviations stay. Of several pieces the longest is the name.

    Args:
        text: The text that the offsets count in.
        span: What the model marked.
        hidden: Stretches that can be part of no name (damage, URLs), in order, not overlapping.

    Returns:
        The name's span; None when no letter or digit is left.
    """
    trimmed = [_trimmed(text, piece) for piece in _pieces(text, span, hidden)]
    names = [piece for piece in trimmed if any(map(str.isalnum, text[piece.start : piece.end]))]
    return max(names, key=lambda piece: piece.end - piece.start, default=None)


def _pieces(text: str, span: Span, hidden: Sequence[Span]) -> Iterator[Span]:
    """The span without its hidden stretches and line ends."""
    first = bisect_right(hidden, span.start, key=lambda gap: gap.end)
    last = bisect_left(hidden, span.end, key=lambda gap: gap.start)
    gaps = [(gap.start, gap.end) for gap in hidden[first:last]]
    gaps += [match.span() for match in _LINE_END.finditer(text, span.start, span.end)]
    start = span.start
    for gap_start, gap_end in sorted(gaps):
        if start < gap_start:
            yield Span(start, gap_start)
        start = max(start, gap_end)
    if start < span.end:
        yield Span(start, span.end)


def _trimmed(text: str, span: Span) -> Span:
    """The span without articles, possessives, spaces and punctuation at its edges; it may be empty."""
    start, end = span.start, span.end
    while True:
        before = start, end
        for ending in (_TRAILING_POSSESSIVE, _TRAILING_ELLIPSIS):
            if match := ending.search(text[start:end]):
                end = start + match.start()
        if match := _LEADING_ARTICLE.match(text[start:end]):
            start += match.end()
        while start < end and _is_edge(text[start], _PARTS_OF_NAMES_AT_THE_START):
            start += 1
        while start < end and _is_trailing_edge(text[start:end]):
            end -= 1
        if (start, end) == before:
            return Span(start, end)


def _is_edge(character: str, part_of_names: str) -> bool:
    """Whether a character at the edge of a span is space, punctuation, a symbol or invisible."""
    category = unicodedata.category(character)
    return (
        category[0] in "ZPC" or category in {"Sm", "Sk", "So"} or character in "\ufe0e\ufe0f"
    ) and character not in part_of_names


def _is_trailing_edge(name: str) -> bool:
    """Whether the last character is no part of the name; "Co.", "(EU)" and "5 €" keep theirs."""
    last = name[-1]
    if last == ".":
        return len(name) == 1 or not name[-2].isalnum()
    if opening := _CLOSING.get(last):
        return name.count(opening) < name.count(last)
    if unicodedata.category(last) == "Sc":
        return not name[:-1].rstrip()[-1:].isdigit()
    return _is_edge(last, _PARTS_OF_NAMES_AT_THE_END)
