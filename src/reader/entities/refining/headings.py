"""Rules about headings, where ordinary words have capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.marks import NAMES, Mark, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_SMALL = frozenset(("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "it", "its", "of", "on"))
_SMALL |= frozenset(("or", "over", "than", "that", "the", "to", "up", "vs", "with"))
LONGEST_HEADING = 120
_LABEL = re.compile(r"(?:[-•*–]|\d{1,2}[.)])?\s*([^.!?:\n]{3,80}):")


def drop_heading_words(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """In a heading in title case a name whose words the text also writes small is no name."""
    certain = {
        reading.of(mark)
        for mark in marks
        if mark.type in NAMES and not reading.begins_sentence(mark.start) and not in_title_case(reading, mark)
    }
    return [
        mark
        for mark in marks
        if mark.type not in NAMES or reading.of(mark) in certain or not _is_ordinary(reading, mark)
    ]


def _is_ordinary(reading: Reading, mark: Mark) -> bool:
    if reading.of(mark) in types():
        return False
    words = [word for word in _WORD.findall(reading.of(mark)) if word.lower() not in _SMALL]
    if not words or any(word.isupper() and len(word) > 1 for word in words):
        return False
    small = [_written_small(reading, word) for word in words]
    if all(small):
        return in_title_case(reading, mark) or (len(words) == 1 and reading.begins_sentence(mark.start))
    enough = 1 if "&" in reading.of(mark) else len(words) / 2
    return len(words) > 1 and sum(small) >= enough and mark.type != "PERSON" and in_title_case(reading, mark)


def _written_small(reading: Reading, word: str) -> bool:
    """Whether the text has the word, or its singular or plural, in small letters."""
    low = word.lower()
    forms = {low, low + "s", low.removesuffix("s"), low.removesuffix("es"), *low.split("-")}
    return bool(forms & reading.lowercase)


def in_title_case(reading: Reading, mark: Mark) -> bool:
    """Whether the line, or the label before its colon, is a heading: capitals throughout and no sentence."""
    start, end = reading.line(mark.start)
    label = _LABEL.match(reading.text, start, end)
    if label and mark.end <= label.end():
        end = label.end() - 1
    line = reading.text[start:end].strip()
    if len(line) > LONGEST_HEADING or line.endswith((".", ",", ";")):
        return False
    words = [word for word in _WORD.findall(line) if word.lower() not in _SMALL and not word[0].isdigit()]
    return len(words) > 1 and all(word[0].isupper() or not word.isascii() for word in words)
