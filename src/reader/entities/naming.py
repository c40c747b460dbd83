"""How two names can be the same: the comparisons that linking decides by, each on names alone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reader.entities.nations import country_of, nations
from reader.entities.refining.abbreviations import abbreviates

COMPANY_SUFFIXES = re.compile(
    r"(?:,? (?:Co|Corp|Corporation|Inc|Incorporated|Ltd|Limited|PLC|LLC|LLP|AG|SA|S\.A|NV|N\.V|BV|GmbH|KK|SpA|AB|Oyj"
    r"|Pty|Bhd|Holdings?|Group|Company|& Co)\.?)+$",
    re.IGNORECASE,
)
NEARLY = 92
"""Percent of RapidFuzz's ``ratio`` from which spellings count as near-equal."""

SHORTEST_NEAR = 6
"""Letters of the word in which near-equal names may differ; shorter ones differ for a reason."""

_INITIAL = re.compile(r"(?<= )[A-Z]\. ?")
_NUMERAL = re.compile(r"[IVXLC]+|\d.*")


def country(name: str) -> str | None:
    """The name under which a country is shown; None for all else."""
    return country_of().get(name)


@cache
def _people_of() -> dict[str, str]:
    return {people: nation.peoples[0] for nation in nations() for people in nation.peoples}


def people(name: str) -> str | None:
    """The adjective of a people: "Americans" is "American"."""
    return _people_of().get(name)


def spellings(name: str) -> tuple[str, ...]:
    """All names of the country or people that is shown under this name, in any case; none for all else."""
    shown = name.casefold()
    groups = (names for nation in nations() for names in (nation.names, nation.peoples) if names)
    return next((names for names in groups if names[0].casefold() == shown), ())


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """A name without case, accents, periods, hyphens and spaces."""
    bare = name
    if not name.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = bare.replace("&", " and ").replace("’", "'")
    bare = re.sub(r"[^\w']+", "", bare)
    return bare.casefold() or name


def without_suffix(name: str) -> str:
    """A company's name without Co., Inc. or Group."""
    return COMPANY_SUFFIXES.sub("", name)


def without_initials(name: str) -> str:
    """A person's name without middle initials: "George W. Bush" is "George Bush"."""
    return _INITIAL.sub("", name)


def is_short_for(short: str, long: str) -> bool:
    """Whether a word of capitals is made of another name's initials."""
    return (
        short.isupper() and " " not in short and any(abbreviates(short, name) for name in {long, without_suffix(long)})
    )


def is_part_of(part: str, full: str) -> bool:
    """Whether one word is the first or the last of a person's full name."""
    words = full.casefold().split()
    return len(words) > 1 and " " not in part and part.casefold() in {words[0], words[-1]}


def is_forename(part: str, full: str) -> bool:
    """Whether one word is the first of a person's full name, and not the last."""
    words = full.casefold().split()
    return len(words) > 1 and part.casefold() == words[0] != words[-1]


def are_near(one: str, other: str) -> bool:
    """Whether two spellings differ by a slip: in one long word, by a letter or so, and in no number.

    Of single words none begins with the other: "Easter" and "Eastern" are two.
    """
    from rapidfuzz.fuzz import ratio

    words = one.split(), other.split()
    if len(words[0]) != len(words[1]):
        return False
    different = [pair for pair in zip(*words, strict=True) if pair[0] != pair[1]]
    if len(different) != 1 or any(len(word) < SHORTEST_NEAR or _NUMERAL.fullmatch(word) for word in different[0]):
        return False
    if different[0][0].removesuffix("s") == different[0][1].removesuffix("s"):
        return False
    if len(words[0]) == 1 and (one.startswith(other) or other.startswith(one)):
        return False
    return ratio(one, other) >= NEARLY
