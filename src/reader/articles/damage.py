"""Characters that an earlier program destroyed: found and told, never guessed back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASCII = bytes(range(0x80))
_LOST = re.compile("[\ufffd\x80-\x84\x86-\x9f]+")
_TRACE_OF_LOSS = re.compile(b"\xef\xbf\xbd|\xc2[\x80-\x9f]")
_TRACE_OF_MOJIBAKE = re.compile(
    b"\xe0[\xb8\xb9]"  # Thai
    b"|\xc3[\x82-\xb0](?:\xc2|\xe2|\xc5|\xc6|\xcb|$)|\xc3\x83"  # an accented letter and a sign that follows none
    b"|\xe2\x80\x9a\xc3\x84|\xe2\x88\x9a"  # the same of Mac Roman
    b"|\xd0\xb2\xd0\x82|\xd0[\xa0\xa1]"  # the same of Cyrillic
)
"""In UTF-8, without ASCII: a quick look that spares most texts the slow ones."""


def damage_of(text: str) -> tuple[Span, ...]:
    """The destroyed stretches of a text, in order, each one whole.

    These are characters that a decoder gave up, control characters that no text holds, and UTF-8 that was
    read in another encoding (mojibake).
    """
    if text.isascii():
        return ()
    beyond_ascii = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    spans: list[Span] = []
    if _TRACE_OF_LOSS.search(beyond_ascii):
        spans += (Span(match.start(), match.end()) for match in _LOST.finditer(text))
    if _TRACE_OF_MOJIBAKE.search(beyond_ascii):
        from reader.articles.mojibake import misread

        spans += misread(text, beyond_ascii)
    return _whole(text, spans)


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with these spans as spaces, one for one, so that offsets hold."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, len(text))
        if start < end:
            parts += (text[at:start], " " * (end - start))
            at = end
    return "".join((*parts, text[at:])) if parts else text


def _whole(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, joined where they touch or have but a space between: it is a destroyed byte (0xA0)."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and (span.start <= whole[-1].end or _is_lost_space(text, whole[-1].end, span.start)):
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return tuple(whole)


def _is_lost_space(text: str, start: int, end: int) -> bool:
    """Whether nothing but one space lies between two spans."""
    return end - start == 1 and text[start] in " \N{NO-BREAK SPACE}"
