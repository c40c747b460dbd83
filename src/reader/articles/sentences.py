"""Sentences: the first of a text, short enough to stand for a title, and the one around a passage.

The patterns are strings, compiled when a text first calls for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE_LENGTH = 100
"""Columns that a sentence in a title's place takes at most."""
_SENTENCE_REACH = 600
"""Characters on either side of a passage in which the ends of its sentence are looked for."""
_FIRST_WIDE = "\u2e80"
"""Chinese, Japanese and Korean begin here: two columns a character, and no spaces to cut at."""

_LAST_CLAUSE = 0.6
"""Part of that length from which on it rather ends at a comma than at a word."""
_CLAUSE_MARKS = (", ", "; ", ": ", " – ", " — ", "、", "，")
_DATELINE_FROM = 100
"""Characters from which on a paragraph may begin with a place: ``LONDON (Reuters) - …``."""
_DATELINE = r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?[ ]?(?:\([A-Za-z ]+\))?[ ]?[-–—][ ]"
_END = r"[.!?…]+[\"”’»')\]]*(?=\s+[\"“‘«'(\[]?[^\Wa-zß-ÿ]|\s*$)|[。！？]"
_ABBREVIATION = (
    r"(?:^|[\s(\"“'])(?:[A-ZÀ-Þ]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Adm|Rev|Hon|St"
    r"|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Fig|al|approx|ca|cf)\.$"
)


def length_limit(text: str) -> int:
    """Characters of a text that fit into a title's place."""
    return SENTENCE_LENGTH // 2 if text[:1] >= _FIRST_WIDE else SENTENCE_LENGTH


def without_dateline(paragraph: str) -> str:
    """A news report's first paragraph without the place it was sent from."""
    match = re.match(_DATELINE, paragraph) if len(paragraph) >= _DATELINE_FROM else None
    return paragraph[match.end() :] if match else paragraph


def first_sentence(text: str) -> str:
    """The first sentence of a text in one row; where it is long, cut at a clause or a word, with ``…``."""
    text = text[: next(_ends(text[: 4 * SENTENCE_LENGTH]), None)]
    limit = length_limit(text)
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, 0, limit) for mark in _CLAUSE_MARKS)
    if cut < _LAST_CLAUSE * limit:
        cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > 0 else limit - 1].rstrip(" ,;:–—-") + "…"


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence that holds a passage, within its line; one without an end is cut far from the passage."""
    low = max(text.rfind("\n", max(0, start - _SENTENCE_REACH), start) + 1, start - _SENTENCE_REACH)
    line_end = text.find("\n", end, end + _SENTENCE_REACH)
    near = text[low : line_end if line_end >= 0 else end + _SENTENCE_REACH]
    ends = [low + place for place in _ends(near)]
    first = max((place for place in ends if place <= start), default=low)
    last = min((place for place in ends if place >= end), default=low + len(near))
    return Span(first + len(text[first:start]) - len(text[first:start].lstrip()), last)


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, which abbreviations do not."""
    for match in re.finditer(_END, text):
        if not re.search(_ABBREVIATION, text[max(match.start() - SENTENCE_LENGTH, 0) : match.start() + 1]):
            yield match.end()
