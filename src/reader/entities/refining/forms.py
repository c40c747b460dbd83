"""Rules that read the type of a name off its form."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.marks import NAMES, Mark, Reading, changed
from reader.entities.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


ORGANIZATION_STARTS = re.compile(
    r"(?:University|Ministry|Department|Bank|Institute|Party|Board|Bureau|Council|College|Academy|Association|Federation"
    r"|House|Court|School|Office|Organi[sz]ation|Chamber) (?:of|for) "
)
STATE_STARTS = re.compile(r"(?:Kingdom|Republic|Duchy|Empire|County|Principality|Emirate) of ")


def type_by_form(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """The last word of a longer name tells what it is: a bank, a war, a river."""

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        weak = mark.type == "PERSON" and name.split()[-1] in table("forms")["also a surname"]
        yield mark if weak or name in types() else Mark(mark.start, mark.end, type_of_form(name) or mark.type)

    return changed(marks, change)


def type_of_form(name: str) -> str | None:
    """The type that a name of several words shows by its form; None when it shows none."""
    words = name.rstrip(".").split()
    if len(words) <= 1:
        return None
    if STATE_STARTS.match(name):
        return "GPE"
    if ORGANIZATION_STARTS.match(name):
        return "ORG"
    return _kinds().get(words[-1].rstrip(".,"))


def organization_ends() -> frozenset[str]:
    """The last words of organizations' names."""
    return table("forms")["ORG"]


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in table("forms").items() if kind in NAMES for word in words}
