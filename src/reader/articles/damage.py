"""Characters that an earlier program destroyed, reading UTF-8 as something else: found, never guessed back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_THAI = "\u0e40-\u0e54"
_THAI_DAMAGE = re.compile("[\u0e40-\u0e54][\u0e01-\u0e1f]{0,3}(?: ?[\u0e40-\u0e54][\u0e01-\u0e1f]{0,3})*")
_LATIN_DAMAGE = re.compile("â€[™œ“”˜¦¢\x9d]?|Ã[\xa0-\xbf]|\ufffd+")


def damage_of(text: str) -> tuple[Span, ...]:
    """The destroyed stretches of a text, in order, each one whole."""
    if text.isascii():
        return ()
    spans = [Span(m.start(), m.end()) for m in _LATIN_DAMAGE.finditer(text)]
    spans += [Span(m.start(), m.end()) for m in _THAI_DAMAGE.finditer(text)]
    return tuple(sorted(spans))


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with these spans as spaces, one for one, so that offsets hold."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.end > at:
            start = max(span.start, at)
            parts += (text[at:start], " " * (span.end - start))
            at = span.end
    return "".join((*parts, text[at:])) if parts else text
