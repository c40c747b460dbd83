"""Characters that an earlier program destroyed: found and told, never guessed back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.models import Span
from reader.articles.mojibake import misread_as_cyrillic, misread_as_mac, misread_as_thai, misread_as_western

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ASCII = bytes(range(0x80))
_LOST = re.compile("[\ufffd\x80-\x84\x86-\x9f]+")
_GAP = 1


def damage_of(text: str) -> tuple[Span, ...]:
    """The destroyed stretches of a text, in order, each one whole.

    These are characters that a decoder gave up, control characters that no text holds, and UTF-8 that was
    read in another encoding (mojibake).
    """
    if text.isascii():
        return ()
    beyond_ascii = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    spans: list[Span] = []
    for trace, find in _finders():
        if trace.search(beyond_ascii):
            spans += find(text)
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


def _finders() -> tuple[tuple[re.Pattern[bytes], Callable[[str], list[Span]]], ...]:
    """What finds each kind of damage, and a trace without which it need not look: a quick look at few bytes."""
    return (
        (re.compile(b"\xef\xbf\xbd|\xc2[\x80-\x9f]"), _lost),
        (re.compile(b"\xe0[\xb8\xb9]"), misread_as_thai),
        (re.compile(b"\xc3[\x82-\xb0](?:\xc2|\xe2|\xc5|\xc6|\xcb|$)|\xc3\x83"), misread_as_western),
        (re.compile("‚Ä|√".encode()), misread_as_mac),
        (re.compile("вЂ|[РС]".encode()), misread_as_cyrillic),
    )


def _lost(text: str) -> list[Span]:
    """What a decoder gave up, and control characters from 0x80 on (but for a line end, 0x85)."""
    return [Span(match.start(), match.end()) for match in _LOST.finditer(text)]


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
    return end - start == _GAP and text[start] in " \N{NO-BREAK SPACE}"
