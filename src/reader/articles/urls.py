"""Web and e-mail addresses in a text."""

from __future__ import annotations

import re

from reader.articles.models import Span

# Strings are compiled when a text first calls for them: the first screen does not wait.
_CHARACTER = r"[^\s<>\"“”„«»`{}|\\^\x00-\x20\x7f-\x9f\u3000-\u303f\uff00-\uffef]"
_WEB = rf"(?:[hH][tT][tT][pP][sS]?://|(?<![\w.@/-])[wW]{{3}}\.(?=[\w-]+\.\w)){_CHARACTER}+"
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_AFTER_IT = frozenset(".,;:!?'’‘…*_~-")
_BRACKETS = {")": "(", "]": "["}


def urls_of(text: str) -> tuple[Span, ...]:
    """The addresses of a text, in order, without the punctuation and brackets that only follow them."""
    spans: list[Span] = []
    if "://" in text or "www." in text.lower():
        spans += (Span(match.start(), _end(match[0], match.start())) for match in re.finditer(_WEB, text))
    if "@" in text:
        web = iter([*spans, Span(len(text), len(text))])
        current = next(web)
        for match in re.finditer(_MAIL, text):
            while current.end <= match.start():
                current = next(web)
            if match.start() < current.start:
                spans.append(Span(match.start(), match.start() + len(match[0].rstrip("-_."))))
    return tuple(sorted(spans))


def _end(url: str, start: int) -> int:
    """Where an address ends: a closing bracket belongs to it only if it opened one."""
    length = len(url)
    missing = {closing: url.count(opening) - url.count(closing) for closing, opening in _BRACKETS.items()}
    while length:
        last = url[length - 1]
        if last in _AFTER_IT:
            length -= 1
        elif missing.get(last, 0) < 0:
            missing[last] += 1
            length -= 1
        else:
            break
    return start + length


def address_of(url: str) -> str:
    """What to open for an address as it stands in a text: with ``https`` or ``mailto`` where it has no scheme."""
    if "://" in url:
        return url
    return f"mailto:{url}" if "@" in url else f"https://{url}"
