"""Which names may be one entity, and why: what an article tells of its own names, and what holds in all articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.entities import naming
from reader.entities.models import NUMBER_TYPES
from reader.pacing import no_pause, paced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from reader.entities.models import Mention
    from reader.pacing import Pause

    Names: TypeAlias = Counter[tuple[str, str]]
    """How often each type and name was met."""

NEARLY_THE_SAME = "nearly the same spelling"
MOST_ALONE = 3
"""Mentions of a short name where it stands alone, if one article explains it; what has more may mean something else."""

LONGEST_TOLD_BY_CASE = 2
"""Letters of a name whose case counts: the magazine "Us" is not the "US"."""

_BRACKET = len(" (")
"""Between a name and its abbreviation in brackets."""


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Why one name stands for the entity of another."""

    type: str
    name: str
    into: str
    reason: str
    """A few words for the person: "the same country"."""
    article: str | None = None
    """Path of the article in which it holds; None where it holds in all."""


def within(mentions: Sequence[Mention]) -> Iterator[Merge]:
    """What one article tells of its own names."""
    yield from _bracketed(mentions)
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for kind, name in dict.fromkeys((mention.type, mention.entity) for mention in mentions):
        by_type[kind].append(name)
    for kind in ("ORG", "PERSON"):
        names = by_type[kind]
        fits = naming.is_short_for if kind == "ORG" else naming.is_part_of
        reason = "the initials of its name" if kind == "ORG" else "a part of the person's name"
        long = [name for name in names if " " in name]
        for short in names:
            if " " in short:
                continue
            fitting = {naming.without_initials(name): name for name in long if fits(short, name)}
            if len(fitting) == 1:
                yield Merge(kind, short, next(iter(fitting.values())), reason)
    for one, other in _near_pairs(by_type["PERSON"]):
        yield Merge("PERSON", other, one, NEARLY_THE_SAME)


def _bracketed(mentions: Sequence[Mention]) -> Iterator[Merge]:
    """An abbreviation in brackets after its name, or the other way round."""
    for one, other in pairwise(mentions):
        if other.start - one.end == _BRACKET and one.type == other.type:
            for short, long in ((one, other), (other, one)):
                if naming.is_short_for(short.text, long.text):
                    yield Merge(short.type, short.entity, long.entity, "its abbreviation in brackets")


def across(names: Names, made: Iterable[Merge], pause: Pause = no_pause) -> Iterator[Merge]:
    """What holds in all articles; pauses now and then."""
    yield from _established(names, made, pause)
    for kind, name in paced(names, pause):
        if kind in {"GPE", "LOC"} and (country := naming.country(name)) and country != name:
            yield Merge(kind, name, country, "the same country")
        elif kind == "NORP" and (people := naming.people(name)) and people != name:
            yield Merge(kind, name, people, "the same people")
    yield from _alike(names, pause)
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for (kind, name), _ in paced(names.most_common(), pause):
        if kind in {"ORG", "GPE", "LOC", "FAC", "EVENT"} and naming.country(name) is None:
            by_type[kind].append(name)
    for kind, spellings in by_type.items():
        for one, other in _near_pairs(paced(spellings, pause)):
            yield Merge(kind, other, one, NEARLY_THE_SAME)


def _established(names: Names, made: Iterable[Merge], pause: Pause) -> Iterator[Merge]:
    """A short name that articles explain, where it stands alone in others and can mean nobody else.

    What one article alone explains holds elsewhere only if it is rare there, and no forename; and a surname is not
    followed to more places than articles make likely.
    """
    meanings: defaultdict[tuple[str, str], dict[str, Merge]] = defaultdict(dict)
    explained: Names = Counter()
    for merge in paced(made, pause):
        if merge.reason != NEARLY_THE_SAME:
            bare = naming.plain(naming.without_suffix(naming.without_initials(merge.into)))
            meanings[merge.type, naming.plain(merge.name)].setdefault(bare, merge)
            explained[merge.type, naming.plain(merge.name)] += 1
    words: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name in paced(names, pause):
        if kind == "PERSON" and len(parts := name.casefold().split()) > 1:
            for part in (parts[0], parts[-1]):
                words[part].add(naming.plain(naming.without_initials(name)))
    for kind, name in paced(names, pause):
        longer = meanings.get((kind, naming.plain(name)), {})
        if kind == "ORG" and not name.isupper():
            continue
        if len(longer) == 1 and (kind != "PERSON" or len(words[name.casefold()]) == 1):
            merge = next(iter(longer.values()))
            if _is_known(merge, name, explained[kind, naming.plain(name)], names[kind, name]):
                yield Merge(kind, name, merge.into, merge.reason)


def _is_known(merge: Merge, name: str, explained: int, alone: int) -> bool:
    """Whether a short name means what so many articles explain, with so many mentions of it elsewhere."""
    if explained == 1:
        return alone <= MOST_ALONE and not naming.is_forename(name, merge.into)
    return merge.type != "PERSON" or alone <= 2 * explained


def _alike(names: Names, pause: Pause) -> Iterator[Merge]:
    """Names that differ in case, accents, periods, a company's suffix or a person's middle initial alone."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    order = sorted(names, key=lambda one: (-names[one], len(one[1]), one[1].isupper(), one))
    for kind, name in paced(order, pause):
        bare = {"ORG": naming.without_suffix, "PERSON": naming.without_initials}.get(kind, str)(name)
        # The period of a number counts: 2.3 is not 23.
        key = " ".join(name.split()).casefold() if kind in NUMBER_TYPES else naming.plain(bare)
        if len(key) <= LONGEST_TOLD_BY_CASE:
            key = name.replace(".", "")
        groups[kind, key].append(name)
    for (kind, _), same in groups.items():
        for other in same[1:]:
            yield Merge(kind, other, same[0], "the same name, written another way")


def _near_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Near-equal names, the first met first; only names that share their first letters are compared."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        block = blocks[name[:2]]
        for other in block:
            if abs(len(other) - len(name)) <= 1 and naming.are_near(other, name):
                yield other, name
                break
        block.append(name)
