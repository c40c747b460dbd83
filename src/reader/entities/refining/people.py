"""Rules about persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.consistency import is_telling, places_of
from reader.entities.refining.forms import type_of_form
from reader.entities.refining.marks import Mark, Reading, changed, names_of, without_overlaps
from reader.entities.refining.nationality import found_nations
from reader.entities.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NEWS = frozenset(("New", "Former", "Fellow", "Late", "Defending", "Veteran"))
_MR = re.compile(
    r"\b(?:Mr|Mrs|Ms)\.? ([A-Z][a-z]+(?:[-'’]?[A-Z][a-z]+)*(?: [A-Z][a-z]+(?:[-'’]?[A-Z][a-z]+)*)?)(?![\w'’]*[A-Z])"
)
_WITH_INITIAL = re.compile(r"[A-Z][a-z]+ [A-Z]\.? [A-Z][a-z]+(?:[-'’]?[A-Z][a-z]+)?(?:,? (?:Jr|Sr|II|III)\.?)?")
_PERSONS_NAME = re.compile(r"[A-Z][a-z'’-]+[a-rt-z](?: [A-Z][\w'’-]+){0,2}|(?:[A-Z][\w'’.-]+ ){1,2}[A-Z][\w'’-]+")
_SPEAKS = re.compile(r" (?:said|says|told|added|explained)\b")
_SAID = re.compile(r"[,.?!][\"”'’] (?:said|says|added) $")
_LENGTH_OF_SAID = 12
_ENDS_QUOTATION = re.compile(r"\.?(?:$|\n|, |\. )")
_MUTE = frozenset(("WORK_OF_ART", "LAW", "EVENT", "PRODUCT", "NORP"))
_INITIAL_LAST = re.compile(r" [A-Z]\.?$")
_REST = re.compile(r"(?P<name> [A-Z][a-z]+(?:-?[A-Z][a-z]+)?)?(?P<junior>,? (?:Jr|Sr|II|III)\b)?")
_JUNIOR = re.compile(r"(?:Jr|Sr)\.?")

LONGEST_NAME = 4
"""Words of a person's full name."""


def strip_roles(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What somebody is has a capital only because it begins a sentence: "Rapper Eminem"."""

    def change(mark: Mark) -> Iterable[Mark]:
        first, _, name = reading.of(mark).partition(" ")
        role = first.lower() in table("contexts")["PERSON before"] or first in _NEWS
        if name and role and mark.type == "PERSON" and reading.begins_sentence(mark.start):
            yield Mark(mark.start + len(first) + 1, mark.end, "PERSON")
        else:
            yield mark

    return changed(marks, change)


def mark_courteously_named(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Who is called Mr, Mrs or Ms is a person, whatever the model saw."""
    called = [Mark(*match.span(1), "PERSON") for match in _MR.finditer(reading.text)]
    seen = {(mark.start, mark.end) for mark in names_of(marks)}
    return without_overlaps((*(one for one in called if (one.start, one.end) in seen), *marks, *called))


def initials_are_persons(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A name with an initial in its midst is a person's: "Dolores M Troiani"."""

    def change(mark: Mark) -> Iterable[Mark]:
        yield Mark(mark.start, mark.end, "PERSON") if _WITH_INITIAL.fullmatch(reading.of(mark)) else mark

    return changed(marks, change)


def speakers_are_persons(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Works, laws and peoples say nothing, and only persons end a sentence after "said"."""

    def speaks(mark: Mark) -> bool:
        if mark.type == "ORG":
            said = _SAID.search(reading.text, max(0, mark.start - _LENGTH_OF_SAID), mark.start)
            return said is not None and _ENDS_QUOTATION.match(reading.text, mark.end) is not None
        return mark.type in _MUTE and _SPEAKS.match(reading.text, mark.end) is not None

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        personal = _PERSONS_NAME.fullmatch(name) and not name.isupper()
        told = personal and name not in types() and type_of_form(name) is None and speaks(mark)
        yield Mark(mark.start, mark.end, "PERSON") if told else mark

    return changed(marks, change)


def split_off_peoples(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A person's nationality is a name of its own: "Kenyan Alice Timbilil" are two."""

    def change(mark: Mark) -> Iterable[Mark]:
        people = next(iter(found_nations(reading, mark.start, mark.end)), None)
        if people and people.start == mark.start and people.type == "NORP":
            rest = reading.text[people.end : mark.end]
            personal = mark.type == "PERSON" or reading.of(people).endswith(("chman", "shman"))
            if personal and rest.startswith(" ") and len(rest.split()) > 1:
                yield people
                yield Mark(people.end + 1, mark.end, "PERSON")
                return
        yield mark

    return changed(marks, change)


def complete_persons(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A person's name goes on after a middle initial, and up to Jr; Jr alone is nobody."""
    new = []
    for mark in sorted(names_of(marks)):
        if mark.type == "PERSON" and (rest := _REST.match(reading.text, mark.end)):
            initial = _INITIAL_LAST.search(reading.of(mark)) is not None
            end = rest.end() if initial else rest.end("junior") if rest["junior"] and not rest["name"] else mark.end
            if end > mark.end:
                new.append(Mark(mark.start, end, "PERSON"))
    return without_overlaps((*new, *(mark for mark in marks if not _JUNIOR.fullmatch(reading.of(mark)))))


def surnames_are_persons(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Beside a full name its last part alone is that person."""
    surnames: dict[str, int] = {}
    for mark in sorted(marks):
        parts = [part for part in reading.of(mark).split() if not _JUNIOR.fullmatch(part)]
        if mark.type == "PERSON" and 1 < len(parts) <= LONGEST_NAME:
            surnames.setdefault(parts[-1], mark.start)

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        known = name in surnames and surnames[name] < mark.start and name not in types()
        yield Mark(mark.start, mark.end, "PERSON") if known else mark

    new = [
        Mark(at, at + len(name), "PERSON")
        for name in surnames
        if name not in types() and is_telling(reading, name)
        for at in places_of(reading, name)
    ]
    return without_overlaps((*changed(marks, change), *new))
