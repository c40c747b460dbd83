"""Web and e-mail addresses in a text."""

from __future__ import annotations

import re

from reader.articles.models import Span

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+", re.IGNORECASE
)
_TRAILING = ".,;:!?'’*_)]}"


def urls_of(text: str) -> tuple[Span, ...]:
    """The addresses of a text in order, without the punctuation that only follows them."""
    return tuple(Span(match.start(), _end(match)) for match in _URL.finditer(text))


def _end(match: re.Match[str]) -> int:
    """Where the address ends: a closing bracket belongs to it only if it opened one."""
    url = match[0]
    while url and url[-1] in _TRAILING:
        opening = {")": "(", "]": "[", "}": "{"}.get(url[-1])
        if opening and url.count(opening) >= url.count(url[-1]):
            break
        url = url[:-1]
    return match.start() + len(url)
