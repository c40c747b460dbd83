"""Passages of an article: by their words, by their offsets, with the text around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.annotations.errors import AnnotationError
from reader.annotations.models import CONTEXT_LENGTH, Position, Quote
from reader.articles.models import Span

if TYPE_CHECKING:
    from reader.articles.models import Article


def find_quote(text: str, quote: str, nth: int = 1) -> Span | None:
    """The place of a quote in a text: letter for letter, or else with other spaces between its words.

    Args:
        text: where to look.
        quote: the words.
        nth: which of its places, from 1.
    """
    words = quote.split()
    if nth < 1 or not words:
        return None
    for pattern in (re.escape(quote), r"\s+".join(map(re.escape, words))):
        # Looking ahead finds places that overlap, too.
        found = [Span(*match.span(1)) for match in re.finditer(f"(?=({pattern}))", text)]
        if found:
            return found[nth - 1] if nth <= len(found) else None
    return None


def occurrences(text: str, words: str) -> list[Span]:
    """Every place of some words in a text, with whatever spaces between them; none overlaps another."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []


def quoted(article: Article, span: Span) -> tuple[Quote, Position]:
    """A passage as an annotation keeps it.

    Raises:
        AnnotationError: the span is empty or leaves the article.
    """
    text, start, end = article.text, span.start, span.end
    if not 0 <= start < end <= len(text):
        raise AnnotationError(
            f"The span {start}:{end} is not within {article.path} (0:{len(text)}); choose one that is."
        )
    quote = Quote(text[start:end], text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH])
    return quote, Position(start, end)
