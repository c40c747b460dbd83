"""Rules that let a whole text decide what one place leaves open."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.headings import in_title_case
from reader.entities.refining.marks import NAMES, Mark, Reading, changed, names_of, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_start, _end = attrgetter("start"), attrgetter("end")
_CAPITAL_BEFORE = re.compile(r"(?:(?<![\w.])[A-Z][\w'’&]*|(?<!\w)[A-Z][\w'’&]{0,2}\.(?:[A-Z]\.)*)[ -]$")
_CAPITAL_AFTER = re.compile(r"(?:[ -]| of | & )[A-Z]")


SHORTEST_ACRONYM = 3
"""Letters of a word in capitals that is no ordinary one."""


def shrink_to_known(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """In a heading a known person with a capitalized word after it is that person: "Smith Urges"."""
    count = Counter(reading.of(mark) for mark in marks if mark.type in NAMES)

    def change(mark: Mark) -> Iterable[Mark]:
        words = reading.of(mark).split(" ")
        if mark.type == "PERSON" and len(words) > 1 and count[" ".join(words)] == 1 and in_title_case(reading, mark):
            known = " ".join(words[:-1])
            if count[known]:
                yield Mark(mark.start, mark.start + len(known), mark.type)
                return
        yield mark

    return changed(marks, change)


def one_type(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """One name has one type in a text: the one that it was given most often."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mark in names_of(marks):
        votes[reading.of(mark)][mark.type] += 1

    def change(mark: Mark) -> Iterable[Mark]:
        yield Mark(mark.start, mark.end, votes[reading.of(mark)].most_common(1)[0][0])

    return changed(marks, change)


def complete_known_names(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Where a name of several words stands, marks on parts of it are too short."""
    names = sorted(names_of(marks))
    marked = {(mark.start, mark.end) for mark in names}
    known: dict[str, str] = {reading.of(mark): mark.type for mark in names if " " in reading.of(mark)}
    new = []
    for name, kind in sorted(known.items(), key=lambda one: -len(one[0])):
        for start in places_of(reading, name):
            end = start + len(name)
            touched = names[bisect_right(names, start, key=_end) : bisect_left(names, end, key=_start)]
            if touched and (start, end) not in marked and all(start <= one.start and one.end <= end for one in touched):
                new.append(Mark(start, end, kind))
    return without_overlaps((*new, *marks))


def mark_everywhere(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What is a name once is one wherever it stands as a whole word."""
    kinds: dict[str, str] = {}
    count: Counter[str] = Counter()
    for mark in names_of(marks):
        kinds.setdefault(reading.of(mark), mark.type)
        count[reading.of(mark)] += 1
    new = []
    for name, kind in kinds.items():
        if not is_telling(reading, name):
            continue
        places = list(places_of(reading, name))
        acronym = name.isupper() and len(name) >= SHORTEST_ACRONYM
        if 2 * count[name] >= len(places) or acronym or len(name.split()) > 1 or name in types():
            new += [Mark(at, at + len(name), kind) for at in places]
    return without_overlaps((*(mark for mark in marks if mark.type in NAMES), *new, *marks))


def is_telling(reading: Reading, name: str) -> bool:
    """Whether a name can be told from ordinary words."""
    if len(name) <= 1 or (not name[0].isupper() and not any(map(str.isupper, name))):
        return False
    return name.lower() not in reading.lowercase


def places_of(reading: Reading, name: str) -> Iterable[int]:
    """Where a name stands as whole words and not within a longer capitalized one."""
    text, at = reading.text, -1
    while (at := text.find(name, at + 1)) >= 0:
        end = at + len(name)
        if not reading.stands_alone(at, end):
            continue
        if _CAPITAL_AFTER.match(text, end):
            continue
        before = _CAPITAL_BEFORE.search(text, max(0, at - 30), at)
        if before is None or reading.begins_sentence(before.start()):
            yield at
