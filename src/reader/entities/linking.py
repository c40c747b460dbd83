"""Mentions -> entities: many names, one entity; conservative, and every merge can be explained and undone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.entities import naming
from reader.entities.models import NUMBER_TYPES, Entity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from reader.entities.models import Mention

    Names: TypeAlias = Counter[tuple[str, str]]
    """How often each type and name was met."""

BRACKET = len(" (")
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


@dataclass(frozen=True, slots=True)
class Links:
    """Mentions that know their entities."""

    mentions: dict[str, tuple[Mention, ...]]
    """Path of an article to its mentions, ``entity`` set."""
    merges: tuple[Merge, ...]
    """Every merge that was made."""


def link(
    mentions_by_article: Mapping[str, Sequence[Mention]], apart: Collection[frozenset[str]] = frozenset()
) -> Links:
    """Name the entity that each mention means.

    First within each article, where "Smith" is the Smith it spoke of; then across articles. Nothing is
    merged across types.

    Args:
        mentions_by_article: Path of an article to its mentions.
        apart: Pairs of names that the person keeps apart.
    """
    merges: list[Merge] = []
    linked: dict[str, tuple[Mention, ...]] = {}
    for path, mentions in mentions_by_article.items():
        groups = _Groups(mentions, apart, path)
        groups.merge_all(_within(mentions))
        linked[path] = groups.applied(mentions)
        merges += groups.merges
    everywhere = _Groups((mention for mentions in linked.values() for mention in mentions), apart)
    everywhere.merge_all(_across(linked, merges))
    return Links(
        {path: everywhere.applied(mentions) for path, mentions in linked.items()}, (*merges, *everywhere.merges)
    )


def entities_of(mentions_by_article: Mapping[str, Sequence[Mention]]) -> list[Entity]:
    """The entities that articles mention, most mentioned first.

    Args:
        mentions_by_article: Path of an article to its mentions.
    """
    return gathered(link(mentions_by_article).mentions)


def gathered(mentions_by_article: Mapping[str, Sequence[Mention]]) -> list[Entity]:
    """The entities of linked mentions, most mentioned first."""
    names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    articles: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path, mentions in mentions_by_article.items():
        for mention in mentions:
            key = mention.type, mention.entity
            names[key][mention.text] += 1
            articles[key][path] += 1
    found = [
        Entity(
            name=name,
            type=kind,
            names=tuple(spelling for spelling, _ in spellings.most_common()),
            count=spellings.total(),
            articles=tuple(path for path, _ in articles[kind, name].most_common()),
        )
        for (kind, name), spellings in names.items()
    ]
    return sorted(found, key=lambda entity: (-entity.count, entity.name.casefold(), entity.type))


class _Groups:
    """Names that were merged; the most telling one of each group is its root."""

    def __init__(
        self, mentions: Iterable[Mention], apart: Collection[frozenset[str]], article: str | None = None
    ) -> None:
        self._apart = apart
        self._article = article
        self._into: dict[tuple[str, str], str] = {}
        self._members: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.merges: list[Merge] = []
        if apart:
            for mention in mentions:
                self._members[mention.type, mention.entity].add(mention.text)

    def root(self, kind: str, name: str) -> str:
        """The name that a name goes by."""
        while (kind, name) in self._into:
            name = self._into[kind, name]
        return name

    def merge_all(self, merges: Iterable[Merge]) -> None:
        """Make each merge that the person does not forbid."""
        for merge in merges:
            one, other = self.root(merge.type, merge.name), self.root(merge.type, merge.into)
            if one == other:
                continue
            here = self._members[merge.type, one] | {one}
            there = self._members[merge.type, other] | {other}
            if self._apart and any(frozenset((a, b)) in self._apart for a in here for b in there):
                continue
            self._into[merge.type, one] = other
            self._members[merge.type, other] = (here | there) - {other}
            self.merges.append(replace(merge, article=self._article))

    def applied(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions under the names they go by."""
        if not self._into:
            return tuple(mentions)
        return tuple(
            mention
            if (name := self.root(mention.type, mention.entity)) == mention.entity
            else replace(mention, entity=name)
            for mention in mentions
        )


def _within(mentions: Sequence[Mention]) -> Iterator[Merge]:
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
        yield Merge("PERSON", other, one, "nearly the same spelling")


def _bracketed(mentions: Sequence[Mention]) -> Iterator[Merge]:
    """An abbreviation in brackets after its name, or the other way round."""
    for one, other in pairwise(mentions):
        if other.start - one.end == BRACKET and one.type == other.type:
            for short, long in ((one, other), (other, one)):
                if naming.is_short_for(short.text, long.text):
                    yield Merge(short.type, short.entity, long.entity, "its abbreviation in brackets")


def _across(linked: Mapping[str, Sequence[Mention]], made: Sequence[Merge]) -> Iterator[Merge]:
    """What holds in all articles."""
    names: Names = Counter((mention.type, mention.entity) for mentions in linked.values() for mention in mentions)
    yield from _established(names, made)
    for kind, name in names:
        if kind in {"GPE", "LOC"} and (country := naming.country(name)) and country != name:
            yield Merge(kind, name, country, "the same country")
        elif kind == "NORP" and (people := naming.people(name)) and people != name:
            yield Merge(kind, name, people, "the same people")
    yield from _alike(names)
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for (kind, name), _ in names.most_common():
        if kind in {"ORG", "GPE", "LOC", "FAC", "EVENT"} and naming.country(name) is None:
            by_type[kind].append(name)
    for kind, spellings in by_type.items():
        for one, other in _near_pairs(spellings):
            yield Merge(kind, other, one, "nearly the same spelling")


def _established(names: Names, made: Sequence[Merge]) -> Iterator[Merge]:
    """A short name that one article explained, where it stands alone in others and can mean nobody else."""
    meanings: defaultdict[tuple[str, str], dict[str, Merge]] = defaultdict(dict)
    for merge in made:
        if merge.reason != "nearly the same spelling":
            bare = naming.plain(naming.without_suffix(naming.without_initials(merge.into)))
            meanings[merge.type, naming.plain(merge.name)].setdefault(bare, merge)
    words: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name in names:
        if kind == "PERSON" and len(parts := name.casefold().split()) > 1:
            for part in (parts[0], parts[-1]):
                words[part].add(naming.plain(naming.without_initials(name)))
    for kind, name in names:
        longer = meanings.get((kind, naming.plain(name)), {})
        if kind == "ORG" and not name.isupper():
            continue
        if len(longer) == 1 and (kind != "PERSON" or len(words[name.casefold()]) == 1):
            merge = next(iter(longer.values()))
            yield Merge(kind, name, merge.into, merge.reason)


def _alike(names: Names) -> Iterator[Merge]:
    """Names that differ in case, accents, periods, a company's suffix or a person's middle initial alone."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, name in sorted(names, key=lambda one: (-names[one], len(one[1]), one[1].isupper(), one)):
        bare = {"ORG": naming.without_suffix, "PERSON": naming.without_initials}.get(kind, str)(name)
        # The period of a number counts: 2.3 is not 23.
        key = " ".join(name.split()).casefold() if kind in NUMBER_TYPES else naming.plain(bare)
        groups[kind, key].append(name)
    for (kind, _), same in groups.items():
        for other in same[1:]:
            yield Merge(kind, other, same[0], "the same name, written another way")


def _near_pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Near-equal names, the first met first; only names that share their first letters are compared."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        block = blocks[name[:2]]
        for other in block:
            if abs(len(other) - len(name)) <= 1 and naming.are_near(other, name):
                yield other, name
                break
        block.append(name)
