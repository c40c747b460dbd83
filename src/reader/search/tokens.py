"""Text to tokens with exact offsets: case and accents folded, scripts without spaces as character bigrams.

A token is a run of letters and digits with inner apostrophes; it is found in the text as it stands and folded on its
own, so that its offsets are those of the text whatever the folding does to its length.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reader.articles.scripts import JOINERS, MARKS, UNSPACED, WORD_PART

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = rf"{WORD_PART}(?:['’]{WORD_PART})*+"
_TOKEN = re.compile(rf"{_WORD}|[{UNSPACED}]++")
_UNSPACED_RUN = re.compile(rf"[{UNSPACED}]")

_PLAIN_PUNCTUATION = str.maketrans("’‘“”–—…•·£€\u00a0", "'           ")
"""Characters of English text that stand between words, or are the apostrophe of one."""

_FOLDED_AWAY = re.compile(rf"[{MARKS}{JOINERS}]")
_PLAIN_LETTERS = str.maketrans(
    {"’": "'", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that have no decomposition in Unicode but a common plain spelling."""


def fold(token: str) -> str:
    """A token as it is compared: without case, accents, ligatures and width. Folding twice changes nothing."""
    if token.isascii():
        return token.lower()
    bare = unicodedata.normalize("NFKD", token.casefold().translate(_PLAIN_LETTERS)).casefold()
    bare = unicodedata.normalize("NFKC", _FOLDED_AWAY.sub("", bare.translate(_PLAIN_LETTERS)))
    return bare or token


def plain(text: str) -> str | None:
    """The text folded as a whole, every character at its place, if it is plain English; None if not."""
    if not text.isascii():
        text = text.translate(_PLAIN_PUNCTUATION)
    return text.lower() if text.isascii() else None


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
    folded = plain(text)
    if folded is not None:
        for found in _TOKEN.finditer(folded):
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
