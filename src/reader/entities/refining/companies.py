"""Rules that find organizations by how they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.abbreviations import abbreviates, is_common_abbreviation
from reader.entities.refining.consistency import is_telling, places_of
from reader.entities.refining.headings import in_title_case
from reader.entities.refining.marks import NAMES, Mark, Reading, changed, names_of, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SUFFIX = re.compile(
    r",? (?:Co|Corp|Corporation|Inc|Incorporated|Ltd|Limited|Plc|PLC|plc|LLC|LLP|AG|SA|S\.A|NV|N\.V|BV|GmbH"
    r"|KK|SpA|S\.p\.A|AB|Oyj|Pty|Bhd|Holding|Holdings|Group|Company|& Co)\.?$"
)
_COMPANY = re.compile(
    r"(?<![\w&.-])(?!(?:Both|The|And|But|In|At|For|As|When|While|If|Of|On|With|Mr|Ms) )"
    r"(?:[A-Z][\w&'’-]*\.?,? ){1,5}"
    r"(?:Co|Corp|Inc|Ltd|Plc|PLC|LLC|AG|NV|GmbH|SpA)\b(?!-)(?:\.(?= [a-z(]|[,)]))?"
)
_INSTITUTION = re.compile(
    r"(?<![\w&.-])(?!(?:The|A|An|This|Each|Every|Its|Their|Our|My) )"
    r"[A-Z][\w&'’-]*(?: (?:(?:of|and|for|&) )?[A-Z][\w&'’-]*){0,6}"
    r" (?:University|Ministry|Department|Institute|Commission|Committee|Council|Association|Federation|Foundation"
    r"|Corporation|Agency|Authority|Bureau|Academy|Fund|Party|Union)(?= [a-z(]|[,.;:)\n]|['’]s)"
)
_CLUB = re.compile(r"(?<=\w) (?:United|Rovers|Wanderers|Rangers)$")
_OFFICE = re.compile(r" (?:Minister|Secretary)\b")
_CAMEL = re.compile(
    r"(?!(?:Mc|Mac|De|Del|Di|Du|La|Le|Van|Von|Fitz|St|Al)[A-Z])(?:[A-Za-z][a-z]+[A-Z][A-Za-z]*|[A-Z][A-Z][a-z]{3,})$"
)
_EXPLAINED = re.compile(r"(?<![\w&.])((?:[A-Z][\w&.'’-]*(?: (?:of|for|and|the|&))* ){2,9})\(([A-Z]{2,8})\)")
_EXPLANATION = re.compile(r"(?<![\w&.])([A-Z]{2,8}) \(((?:[A-Z][\w&.'’-]*(?: (?:of|for|and|the|&))* ?){2,9})\)")


def mark_explained_names(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Capitalized words with their initials in brackets, either way round, are an organization and its short name."""
    new = []
    known = {mark.start: mark for mark in marks if mark.type in NAMES}
    for match in _EXPLAINED.finditer(reading.text):
        long, short = match.span(1), match.group(2)
        if is_common_abbreviation(short) or short in types():
            continue
        start = _shortest(reading.text, long[0], long[1] - 1, short)
        if start is not None and not any(one.start <= start and one.end >= long[1] - 1 for one in known.values()):
            new += [Mark(start, long[1] - 1, "ORG"), Mark(*match.span(2), "ORG")]
    for match in _EXPLANATION.finditer(reading.text):
        if not is_common_abbreviation(match.group(1)) and abbreviates(match.group(1), match.group(2)):
            kind = known[match.start(2)].type if match.start(2) in known else "ORG"
            kind = kind if kind in {"ORG", "GPE", "PRODUCT", "EVENT", "LAW"} else "ORG"
            new += [Mark(*match.span(1), kind), Mark(*match.span(2), kind)]
    return without_overlaps((*new, *marks))


def _shortest(text: str, start: int, end: int, short: str) -> int | None:
    """Where the words begin whose initials are the short name."""
    starts = [start, *(match.end() for match in re.finditer(r" ", text[:end]) if match.end() > start)]
    fitting = [at for at in starts if text[at].isupper() and abbreviates(short, text[at:end])]
    return max(fitting, default=None)


def mark_companies(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Capitalized words before Co., Inc. or Plc are a company, unless they hold two names or are within one."""
    names = sorted(names_of(marks))
    new = []
    for match in _COMPANY.finditer(reading.text):
        start, end = match.span()
        touched = [mark for mark in names if mark.start < end and start < mark.end]
        within = all(start <= mark.start and mark.end <= end for mark in touched)
        if within and len(touched) <= 1 and not in_title_case(reading, Mark(start, end, "ORG")):
            new.append(Mark(start, end, "ORG"))
    return without_overlaps((*new, *marks))


def camel_case_is_no_person(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A word with a capital in its midst is a brand, except after Mc, De and the like."""

    def change(mark: Mark) -> Iterable[Mark]:
        handle = "@" in reading.text[max(0, mark.start - 2) : mark.start]
        brand = not handle and mark.type in {"PERSON", "GPE", "LOC", "NORP"} and _CAMEL.match(reading.of(mark))
        yield Mark(mark.start, mark.end, "ORG") if brand else mark

    return changed(marks, change)


def mark_institutions(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Capitalized words before Ministry, University or Fund are its name, where the model saw nothing."""
    found = (Mark(*match.span(), "ORG") for match in _INSTITUTION.finditer(reading.text))
    return without_overlaps(
        (*marks, *(mark for mark in found if _in_brackets(reading, mark) or not in_title_case(reading, mark)))
    )


def _in_brackets(reading: Reading, mark: Mark) -> bool:
    return reading.text[mark.start - 1 : mark.start] == "(" and reading.text[mark.end : mark.end + 1] == ")"


def short_companies(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What a text calls "X Corp" once is a company as "X" too."""
    short = {
        SUFFIX.sub("", reading.of(mark))
        for mark in names_of(marks)
        if mark.type == "ORG" and SUFFIX.search(reading.of(mark))
    }
    short = {name for name in short if len(name) > 1 and name not in types()}

    def change(mark: Mark) -> Iterable[Mark]:
        yield Mark(mark.start, mark.end, "ORG") if reading.of(mark) in short else mark

    return changed(marks, change)


SHORTEST_FIRST_WORD = 5
"""Letters of a first word that is no everyday one."""


def first_words_of_companies(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """The first word of an organization's name stands for it where the model saw nothing."""
    firsts = {
        first
        for mark in names_of(marks)
        if mark.type == "ORG"
        and (first := reading.of(mark).partition(" ")[0]) != reading.of(mark)
        and len(first) >= SHORTEST_FIRST_WORD
        and first not in types()
        and is_telling(reading, first)
    }
    new = [
        Mark(at, at + len(first), "ORG")
        for first in firsts
        for at in places_of(reading, first)
        if not reading.begins_sentence(at)
    ]
    return without_overlaps((*marks, *new))


def last_words_of_clubs(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A club goes by the last word of its name, too: "United" beside "Manchester United"."""
    lasts = {reading.of(mark).rpartition(" ")[2] for mark in names_of(marks) if _CLUB.search(reading.of(mark))}
    new = [
        Mark(at, at + len(last), "ORG")
        for last in sorted(lasts)
        if is_telling(reading, last)
        for at in places_of(reading, last)
    ]
    return without_overlaps((*marks, *new))


def drop_portfolios(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What a minister is for is no organization, unless the text names it elsewhere: "Finance Minister"."""

    def is_portfolio(mark: Mark) -> bool:
        return mark.type == "ORG" and _OFFICE.match(reading.text, mark.end) is not None

    elsewhere = {reading.of(mark) for mark in marks if not is_portfolio(mark)}
    return [
        mark for mark in marks if not is_portfolio(mark) or reading.of(mark) in elsewhere or reading.of(mark).isupper()
    ]
