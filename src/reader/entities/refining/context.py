"""Rules that read the type of a name off the words beside it."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.abbreviations import is_common_abbreviation
from reader.entities.refining.forms import type_of_form
from reader.entities.refining.headings import in_title_case
from reader.entities.refining.marks import Mark, Reading, changed, names_of, without_overlaps
from reader.entities.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FARTHEST = 80
"""Code points beside a name that are looked at."""

_CAPITALIZED = r"[A-Z][\w&'’-]*"
_NO_FIRM = "|".join((*day_name, *month_name[1:], "I", "The", "Mr", "Mrs", "Ms"))
_BEFORE_PLACE = re.compile(r"\b(?:[Ii]n|[Ff]rom|[Nn]ear|of) $")
_NO_PERSON = re.compile(r"[\d&/]")
_NOT_APPOSED = re.compile(r"(?:\b(?:an?|the|of|at|from|for|in|fellow)|[-,]|\b[A-Z][\w'’]* and) $|-$", re.IGNORECASE)
"""What stands before a name that is not the one that the words after it speak of."""

_PLACE_AFTER = re.compile(r"-based|, [A-Z][a-z]+\.?-based")


def type_by_context(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """The words beside a name tell what it is, there and wherever it stands: "analyst X", "X, who", "the firm X"."""
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mark in names_of(marks):
        told[reading.of(mark)].update(_told(reading, mark))

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        kinds = told[name]
        yield Mark(mark.start, mark.end, next(iter(kinds))) if len(kinds) == 1 and _is_open(name, kinds) else mark

    return changed(marks, change)


def mark_named_firms(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What follows a word such as "firm" and has a capital is its name, where the model saw nothing."""
    found = (Mark(*match.span(1), "ORG") for match in _patterns()["named firm"].finditer(reading.text))
    new = (mark for mark in found if reading.of(mark) not in types() and not is_common_abbreviation(reading.of(mark)))
    return without_overlaps((*marks, *(mark for mark in new if not in_title_case(reading, mark))))


def places_by_context(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What somebody is in, at or from, and a place follows after a comma, is a place: "in Auckland, New Zealand"."""
    owns = {"'s", "’s"}
    places = {mark.start for mark in marks if mark.type == "GPE" and reading.text[mark.end : mark.end + 2] not in owns}
    told = {
        reading.of(mark)
        for mark in names_of(marks)
        if mark.type in {"PERSON", "ORG", "FAC", "PRODUCT"}
        and mark.end + len(", ") in places
        and reading.text.startswith(", ", mark.end)
        and _BEFORE_PLACE.search(reading.text, max(0, mark.start - FARTHEST), mark.start)
    }

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        yield Mark(mark.start, mark.end, "GPE") if name in told and type_of_form(name) is None else mark

    return changed(marks, change)


def _is_open(name: str, kinds: Counter[str]) -> bool:
    """Whether neither a table nor the name's own form tells what it is."""
    if name in types() or name.islower() or type_of_form(name) not in {None, *kinds}:
        return False
    return "PERSON" not in kinds or not (name.isupper() or _NO_PERSON.search(name))


def _told(reading: Reading, mark: Mark) -> Iterator[str]:
    """The types that the words right before and right after a name tell."""
    before = reading.text[max(0, mark.start - FARTHEST) : mark.start]
    after = reading.text[mark.end : mark.end + FARTHEST]
    words = _patterns()
    if words["ORG before"].search(before) and not _PLACE_AFTER.match(after):
        yield "ORG"
    if words["ORG after"].match(after) and mark.type not in {"GPE", "LOC", "NORP"}:
        yield "ORG"
    if words["PERSON before"].search(before):
        yield "PERSON"
    if words["PERSON after"].match(after) and not _NOT_APPOSED.search(before):
        yield "PERSON"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {kind: "|".join(sorted(names)) for kind, names in table("contexts").items()}
    person = words["PERSON before"]
    titles = "|".join(map(str.capitalize, person.split("|")))
    return {
        "named firm": re.compile(
            rf"\b(?:{words['ORG before']}) ((?!{_NO_FIRM}\b){_CAPITALIZED}(?: (?:{_CAPITALIZED}|&)){{0,4}})"
            r"(?= [a-z(]|[,.;](?!\w))"
        ),
        "ORG before": re.compile(rf"\b(?:{words['ORG before']}|(?:{person}) (?:at|with)|shares in) $"),
        "PERSON before": re.compile(rf"\b(?:{person}|{titles}) $"),
        "ORG after": re.compile(
            rf" (?:[a-z-]+ )?(?:analysts?|economist)\b| (?i:{words['ORG after']})\b"
            r"|['’]s (?:shares|stock|shareholders)\b"
        ),
        "PERSON after": re.compile(
            rf", (?:who\b|(?:[a-z][a-z'’-]* ){{0,4}}(?:{words['PERSON after']}|{person})\b(?! [A-Z])|[1-9]\d[,;])"
        ),
    }
