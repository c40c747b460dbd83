"""Rules that know countries, peoples and capitals by the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.entities.nations import country_of, types
from reader.entities.refining.marks import NAMES, Mark, Reading, changed, without_overlaps
from reader.entities.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_ONLY_SEPARATORS = re.compile(r"[\s,/&–-]*(?:and|or|-|–)?[\s,/&–-]*")
_CAPITAL = re.compile(r"(?<![\w&])[^\W\d_a-z](?:\.[A-Z](?![\w]))*[^\W\d_]*(?:['’](?!s\b)\w+)?")
_BEFORE = re.compile(r"(?:[A-Z][\w.'’]*|\b(?:[A-Z][a-z]+ (?:of|for)(?: the)?)|&)[ -]$")
_NUMBER_AFTER = re.compile(r"-\d")
_AFTER = re.compile(r"[ -](?:& )?[A-Z]|\) ?[A-Z]")


def _is_ambiguous(name: str) -> bool:
    """Whether it is a forename or word too: left where the model sees a person, not added where it sees nothing."""
    return name in table("peoples")["ambiguous"]


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[str]]:
    table: defaultdict[str, list[str]] = defaultdict(list)
    for name in types():
        table[re.split(r"[^\w.'’]|['’]s\b", name)[0].rstrip(".")].append(name)
    return {first: sorted(names, key=len, reverse=True) for first, names in table.items()}


def found_nations(reading: Reading, start: int = 0, end: int | None = None) -> list[Mark]:
    """All names in the table that stand as whole words, longest first."""
    table, kinds = _by_first_word(), types()
    found: list[Mark] = []
    at = start
    for word in _CAPITAL.finditer(reading.text, start, len(reading.text) if end is None else end):
        if word.start() < at:
            continue
        for name in table.get(word.group(), ()):
            stop = word.start() + len(name)
            if reading.text.startswith(name, word.start()) and reading.stands_alone(word.start(), stop):
                found.append(Mark(word.start(), stop, kinds[name]))
                at = stop
                break
    return found


def type_nations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A country, a capital or a people has one type, whatever the model saw in it."""
    kinds = types()

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        kind = kinds.get(name, mark.type)
        keep = _is_ambiguous(name) and mark.type == "PERSON"
        yield mark if keep else Mark(mark.start, mark.end, kind)

    return changed(marks, change)


def split_nations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Nations with only a hyphen, a comma or "and" between them are as many names: "U.S.-China"."""

    def change(mark: Mark) -> Iterable[Mark]:
        if mark.type in {"EVENT", "LAW", "WORK_OF_ART"}:
            yield mark
            return
        inside = found_nations(reading, mark.start, mark.end)
        if len(inside) <= 1 or inside[0].start != mark.start:
            yield mark
            return
        gaps = [reading.text[one.end : other.start] for one, other in pairwise(inside)]
        rest = reading.text[inside[-1].end : mark.end]
        countries = all(reading.of(one) in country_of() for one in inside)
        apart = all(_ONLY_SEPARATORS.fullmatch(gap) and (countries or not gap.isspace()) for gap in gaps)
        if apart and (not rest or rest.strip(" -").islower()):
            yield from inside
        else:
            yield mark

    return changed(marks, change)


def add_nations(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A country or people that the model missed is marked, unless it is a part of a longer name."""
    names = sorted(mark for mark in marks if mark.type in NAMES or mark.type == "MONEY")
    new = []
    for nation in found_nations(reading):
        name = reading.of(nation)
        at = bisect_left(names, nation.end, key=lambda mark: mark.start)
        if at and names[at - 1].end > nation.start:
            other = names[at - 1]
            if (
                nation.start <= other.start
                and other.end <= nation.end
                and (other.start, other.end) != (nation.start, nation.end)
            ):
                new.append(nation)
            continue
        if _is_ambiguous(name) or _within_longer_name(reading, nation, name):
            continue
        new.append(nation)
    return without_overlaps((*new, *names, *marks))


def _within_longer_name(reading: Reading, nation: Mark, name: str) -> bool:
    text = reading.text
    hyphened = text[nation.start - 1 : nation.start] == "-"
    if _NUMBER_AFTER.match(text, nation.end) or text.startswith("$", nation.end) or (hyphened and nation.type != "GPE"):
        return True
    if name not in country_of() and _AFTER.match(text, nation.end):
        return True
    if name in {"U.S.", "UK", "U.K."}:
        return False
    before = _BEFORE.search(text, max(0, nation.start - 40), nation.start)
    if before and not reading.begins_sentence(before.start()) and nation.type != "NORP":
        return before.group()[:-1] not in types()
    first, last = reading.line(nation.start)
    if text[first:last].isupper():
        return name == "US"
    return False
