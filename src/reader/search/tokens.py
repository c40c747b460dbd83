"""Text to tokens with exact offsets: case and accents folded, scripts without spaces as character bigrams.

A token is a run of letters and digits with inner apostrophes; it is found in the text as it stands and folded on its
own, so that its offsets are those of the text whatever the folding does to its length.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Scripts written without spaces between words, as part of a character class."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"  # accents of any letter
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
)
"""Combining marks that a reader leaves out when typing."""

_JOINERS = "\u00ad\u200b-\u200d\u2060"
"""Invisible characters inside words: soft hyphen, zero-width space and joiners, word joiner."""

_VOWEL_SIGNS = (
    "\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a4d\u0abc-\u0acd"
    "\u0b3c-\u0b57\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3e-\u0d4d\u0dca-\u0ddf"
)
"""Signs of Indic scripts that are parts of their words."""

_LETTER = rf"[^\W_{_UNSPACED}]"
_PART = rf"(?:{_LETTER}++[{_MARKS}{_JOINERS}{_VOWEL_SIGNS}]*+)++"
_WORD = rf"{_PART}(?:['’]{_PART})*+"
_TOKEN = re.compile(rf"{_WORD}|[{_UNSPACED}]++")
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]")

_FOLDED_AWAY = re.compile(rf"[{_MARKS}{_JOINERS}]")
_PLAIN_LETTERS = str.maketrans(
    {"’": "'", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that have no decomposition in Unicode but a common plain spelling."""


def fold(token: str) -> str:
    """A token as it is compared: without case, accents, ligatures and width. Folding twice changes nothing."""
    if token.isascii():
        return token.lower()
    plain = unicodedata.normalize("NFKD", token.casefold().translate(_PLAIN_LETTERS)).casefold()
    plain = unicodedata.normalize("NFKC", _FOLDED_AWAY.sub("", plain.translate(_PLAIN_LETTERS)))
    return plain or token


def raw_tokens(text: str) -> list[str]:
    """The tokens of a text as they stand in it; a run of a script without spaces is one of them."""
    return _TOKEN.findall(text)


def words_of(raw: str) -> list[str]:
    """The folded words of one raw token: one, or the bigrams of an unspaced run and its last character alone."""
    if not _UNSPACED_RUN.match(raw):
        return [fold(raw)]
    return [fold(raw[at : at + 2]) for at in range(len(raw))]


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """All tokens of a text as (folded word, start, end), in order; those of an unspaced run overlap."""
    if text.isascii():
        for found in _TOKEN.finditer(text.lower()):
            yield found[0], found.start(), found.end()
        return
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if _UNSPACED_RUN.match(text, start):
            for at in range(start, end):
                yield fold(text[at : min(at + 2, end)]), at, min(at + 2, end)
        else:
            yield fold(found[0]), start, end


def typed_words(text: str) -> list[str]:
    """The words of a query: as `tokens`, but an unspaced run of two or more characters gives its bigrams alone."""
    words: list[str] = []
    for raw in raw_tokens(text):
        found = words_of(raw)
        words.extend(found[:-1] if len(found) > 1 else found)
    return words
