"""Rules about persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.consistency import is_telling, places_of
from reader.entities.refining.forms import type_of_form
from reader.entities.refining.marks import NAMES, Mark, Reading, changed, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TITLED = re.compile(
    r"\b(?:President|Prime Minister|Chancellor|Secretary|Senator|Sen\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Professor|Prof\.)"
    r" ((?:[A-Z][a-z'’-]+|[A-Z]\.)(?: (?:[A-Z][a-z]+(?:[A-Z][a-z]+)?|[A-Z]\.)){0,2})"
)

LONGEST_NAME = 4
"""Words of a person's full name."""


def mark_titled_persons(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Who has a title such as President or Mr before the name is a person."""
    names = {mark.start: mark for mark in marks if mark.type in NAMES}
    new = []
    for match in _TITLED.finditer(reading.text):
        mark = names.get(match.start(1))
        if (
            mark
            and mark.type in {"ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT"}
            and type_of_form(reading.of(mark)) is None
            and reading.of(mark) not in types()
        ):
            new.append(Mark(mark.start, mark.end, "PERSON"))
    return without_overlaps((*new, *marks))


def surnames_are_persons(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """After a full name its last part alone is that person."""
    surnames: dict[str, int] = {}
    for mark in sorted(marks):
        parts = reading.of(mark).split()
        if mark.type == "PERSON" and 1 < len(parts) <= LONGEST_NAME:
            surnames.setdefault(parts[-1], mark.start)

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        known = name in surnames and surnames[name] < mark.start and name not in types()
        yield Mark(mark.start, mark.end, "PERSON") if known else mark

    new = [
        Mark(at, at + len(name), "PERSON")
        for name, first in surnames.items()
        if name not in types() and is_telling(reading, name)
        for at in places_of(reading, name)
        if at > first
    ]
    return without_overlaps((*changed(marks, change), *new))
