"""Tags as words: how they are written, compared and found in a note's text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from reader.annotations.errors import AnnotationError, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_HASH: Final = re.compile(r"(?:^|(?<=\s))#(?=[^\W\d_])\S+")
_BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS: Final = frozenset("\u200c\u200d")
_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def fold(tag: str) -> str:
    """The form under which two spellings of a tag are one."""
    return unicodedata.normalize("NFC", tag).strip().casefold()


def is_within(tag: str, parent: str) -> bool:
    """Whether a tag is another one or nested in it: ``china/chips`` is within ``china``. Both folded."""
    return tag == parent or tag.startswith(f"{parent}/")


def normalized(tag: str) -> str:
    """A tag as it is kept: NFC, trimmed.

    Raises:
        AnnotationError: it is empty or holds control characters.
    """
    if any(unicodedata.category(char) in _REFUSED_CATEGORIES or char in _BIDI_CONTROLS for char in tag.strip()):
        raise AnnotationError(f"The tag {shown(tag)} holds control characters; type it without them.")
    kept = unicodedata.normalize("NFC", tag).strip()
    if not kept:
        raise AnnotationError("A tag cannot be empty; give it at least one letter.")
    return kept


def unique(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept, the first of each spelling, in their order.

    Raises:
        AnnotationError: one is empty or holds control characters.
    """
    return distinct(map(normalized, tags))


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """The first of each spelling, in their order; other programs' tags stay as they are."""
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(fold(tag), tag)
    return tuple(found.values())


def inline_tags(body: str) -> tuple[str, ...]:
    """The ``#tags`` in a note: after a space or at the start, before a letter."""
    body = unicodedata.normalize("NFC", body)
    return unique(_leading_word(match.group()[1:]) for match in _HASH.finditer(body))


def _leading_word(text: str) -> str:
    """The text up to its first character that cannot be within a tag."""
    end = 0
    while end < len(text) and (
        unicodedata.category(text[end])[0] in "LMN" or text[end] in "_-/" or text[end] in _JOINERS
    ):
        end += 1
    return text[:end].rstrip("-/\u200c\u200d")
