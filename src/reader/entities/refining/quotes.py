"""Rules about names in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.refining.abbreviations import abbreviates, is_common_abbreviation
from reader.entities.refining.forms import type_of_form
from reader.entities.refining.marks import Mark, Reading, names_of, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

_CAPITALIZED = r"[A-Z][\w'’-]*"
_TITLE = re.compile(
    rf"[\"“](?:The |An? )?({_CAPITALIZED}(?: (?:{_CAPITALIZED}|of|in|the|and|with|for|an?|to|on|at|from|by)){{1,8}}"
    rf"(?: {_CAPITALIZED}| \d{{4}}))[\"”]"
)
_SHORT = re.compile(rf"[\"“](?:[Tt]he )?({_CAPITALIZED}(?: {_CAPITALIZED}){{0,3}})[\"”] ?\(")
_SHORT_AFTER = re.compile(rf" \([\"“](?:[Tt]he )?({_CAPITALIZED}(?: {_CAPITALIZED}){{0,3}})[\"”]\)")


def titles_in_quotes(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A title in quotation marks is one name, not the names within it: "Seven Years in Tibet"."""
    names = list(names_of(marks))
    new = []
    for match in _TITLE.finditer(reading.text):
        start, end = match.span(1)
        within = [mark for mark in names if mark.start < end and start < mark.end]
        if within and all(
            start <= mark.start and mark.end <= end and mark.end - mark.start < end - start for mark in within
        ):
            new.append(Mark(start, end, type_of_form(match.group(1)) or "WORK_OF_ART"))
    return without_overlaps((*new, *marks))


def short_names_in_quotes(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Words in quotation marks right before or after a name, one of them in brackets, are its short name."""
    starts = {mark.start: mark.type for mark in names_of(marks)}
    ends = {mark.end: mark for mark in names_of(marks)}
    new = [Mark(*match.span(1), kind) for match in _SHORT.finditer(reading.text) if (kind := starts.get(match.end()))]
    for match in _SHORT_AFTER.finditer(reading.text):
        long = ends.get(match.start())
        if long and (abbreviates(match.group(1), reading.of(long)) or reading.of(long).startswith(match.group(1))):
            new.append(Mark(*match.span(1), long.type))
    return without_overlaps((*(mark for mark in new if not is_common_abbreviation(reading.of(mark))), *marks))
