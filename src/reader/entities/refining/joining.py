"""Rules that put together what is one name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.refining.forms import organization_ends
from reader.entities.refining.marks import NAMES, Mark, Reading, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF = re.compile(r" of (?:the )?")
_ELECTION = re.compile(
    r"(?<![\w-])(?:\d{4}(?:[-–/]\d{2,4})?(?:(?:,| and| or) \d{4})*) (?:[A-Z][\w.'’-]*(?: of| for)?(?: the)? ){1,6}"
    r"(?:(?:local|general|federal|presidential|parliamentary|legislative|state|municipal|regional|provincial|national"
    r"|mayoral|gubernatorial|senate|house|leadership|special|primary|constitutional|European) )*"
    r"(?:elections?|referendums?|by-elections?)\b(?: in (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?"
)
_LAW = re.compile(r"\b[Tt]he ((?:[A-Z][\w-]*,? (?:and |of |& )?){1,6}(?:Acts?|Treaty))\b(?! [A-Z]| of)")
_COMPANY_ENDS = {"Corp", "Co", "Inc", "Ltd", "Plc", "Company", "Corporation"}


def join_of_place(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """An institution "of" a place is one name: the Communist Party of Austria."""
    joined: list[Mark] = []
    for mark in sorted(marks):
        if joined and mark.type in NAMES and joined[-1].type == "ORG":
            before = joined[-1]
            gap = reading.text[before.end : mark.start]
            if (
                mark.type in {"GPE", "LOC"}
                and _OF.fullmatch(gap)
                and reading.of(before).split()[-1] in organization_ends() - _COMPANY_ENDS
            ):
                joined[-1] = Mark(before.start, mark.end, "ORG")
                continue
        joined.append(mark)
    return joined


def mark_laws(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Capitalized words before Act or Treaty, after "the", are a law."""
    new = [Mark(*match.span(1), "LAW") for match in _LAW.finditer(reading.text)]
    return without_overlaps((*(mark for mark in marks if mark.type == "LAW"), *new, *marks))


def mark_elections(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """An election with its year and place is one event: the 2008 Canadian federal election."""
    if "lection" not in reading.text and "eferendum" not in reading.text:
        return list(marks)
    new = [Mark(*match.span(), "EVENT") for match in _ELECTION.finditer(reading.text)]
    return without_overlaps((*new, *marks))
