"""Rules about words all in capitals: abbreviations that are names, and those that are not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.marks import NAMES, Mark, Reading, changed, without_overlaps
from reader.entities.tables import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_IN_BRACKETS = re.compile(r"[(\[]([A-Z][A-Za-z&.-]{0,8}[A-Zs])[)\]]")
_ABBREVIATION = re.compile(r"[A-Z]{2,6}")
_PART = re.compile(r"[\w’']+")
SHORTEST_PART = 3
"""Letters of a short form that may leave out the last words of the long one."""
_SMALL = frozenset(("of", "and", "the", "for", "in", "on", "to", "a", "an", "de", "&"))


_TYPE_OF_ABBREVIATED = {"PERSON": "ORG", "NORP": "ORG", "LOC": "ORG"}
"""Persons and peoples are not abbreviated in brackets: what is, was mistaken for one."""


def abbreviations_are_organizations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """An abbreviation that is no country's names an organization, where the model saw a place or people in it."""

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        wrong = mark.type in {"GPE", "LOC", "NORP", "PERSON"} and _ABBREVIATION.fullmatch(name) and name not in types()
        first, last = reading.line(mark.start)
        yield Mark(mark.start, mark.end, "ORG") if wrong and not reading.text[first:last].isupper() else mark

    return changed(marks, change)


@lru_cache(maxsize=1)
def common_abbreviations() -> frozenset[str]:
    """Abbreviations of ordinary words, from the data file."""
    return frozenset(word for line in lines("abbreviations") for word in line.split())


def drop_common_abbreviations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """AI, GDP or CEO abbreviate ordinary words; they name nobody."""

    def explains(mark: Mark) -> bool:
        bracket = _IN_BRACKETS.match(reading.text, mark.end + 1)
        return bool(
            bracket and bracket.group(1) in common_abbreviations() and abbreviates(bracket.group(1), reading.of(mark))
        )

    return [
        mark
        for mark in marks
        if mark.type not in NAMES or not (is_common_abbreviation(reading.of(mark)) or explains(mark))
    ]


def is_common_abbreviation(name: str) -> bool:
    """Whether a name is made of common abbreviations alone."""
    ordinary = common_abbreviations()
    return name in ordinary or all(word in ordinary for word in re.split(r"[\s/-]+", name))


def drop_explained_abbreviations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """An abbreviation that the text explains by words in small letters is no name."""
    ordinary = {
        match.group(1).removesuffix("s")
        for match in _IN_BRACKETS.finditer(reading.text)
        if _explained_in_small_letters(reading, match)
    }
    if not ordinary:
        return list(marks)
    return [mark for mark in marks if mark.type not in NAMES or reading.of(mark).removesuffix("s") not in ordinary]


def _explained_in_small_letters(reading: Reading, match: re.Match[str]) -> bool:
    letters = [letter.lower() for letter in match.group(1).removesuffix("s") if letter.isalpha()]
    if len(letters) <= 1:
        return False
    words = _PART.findall(reading.text[max(0, match.start() - 80) : match.start()])
    for skip in ((), _SMALL):
        phrase = [word for word in words if word.lower() not in skip][-len(letters) :]
        if [word[0].lower() for word in phrase] == letters:
            return all(word.lower() in reading.lowercase for word in phrase)
    return False


def name_abbreviations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A name's abbreviation in brackets after it is a name of the same type, and so the other way round."""
    by_end = {mark.end: mark for mark in marks if mark.type in NAMES}
    by_start = {mark.start: mark for mark in marks if mark.type in NAMES}
    new = []
    for match in _IN_BRACKETS.finditer(reading.text):
        before = by_end.get(match.start() - 1) or by_end.get(match.start())
        short = match.group(1)
        if before is None or is_common_abbreviation(short) or short in types():
            continue
        fits = abbreviates(short, reading.of(before))
        if fits or (before.type == "ORG" and short.isupper()):
            kind = _TYPE_OF_ABBREVIATED.get(before.type, before.type)
            new.append(Mark(*match.span(1), kind))
            if fits and kind != before.type:
                new.append(Mark(before.start, before.end, kind))
    for match in _LONG_IN_BRACKETS.finditer(reading.text):
        long = by_start.get(match.start(2))
        if long and abbreviates(match.group(1), reading.of(long)):
            new.append(Mark(*match.span(1), long.type))
    return without_overlaps((*new, *marks))


_LONG_IN_BRACKETS = re.compile(r"(?<![\w&])([A-Z][A-Z&.]{1,7}) \(([A-Z])")


def abbreviates(short: str, long: str) -> bool:
    """Whether a short form is made of the initials of a long one; small words and suffixes may be skipped."""
    letters = re.sub(r"[^A-Za-z]", "", short).casefold().removesuffix("s" if short.endswith("s") else "")
    words = [word for word in re.split(r"[\s-]+|(?<=[a-z])(?=[A-Z])", long) if word and word[0].isalnum()]
    if len(letters) <= 1 or len(words) <= 1:
        return False
    full = "".join(word[0] for word in words).casefold()
    content = "".join(word[0] for word in words if word.casefold() not in _SMALL).casefold()
    return letters in {full, content} or (
        len(letters) >= SHORTEST_PART and (content.startswith(letters) or full.startswith(letters))
    )
