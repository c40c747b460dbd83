"""What the person said of names: which mean the same entity, and which do not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    Pair: TypeAlias = tuple[str, str]
    """A name, and an entity that it does not mean."""
    Place: TypeAlias = tuple[int, int]
    """Start and end of a mention."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Names that are the same or not, in one article or in all."""

    same: Mapping[str, str] = field(default_factory=dict)
    """A name and the one it stands for, which may stand for another in turn; never in a circle."""
    apart: frozenset[Pair] = frozenset()
    """Names that are not the same."""
    meant: Mapping[Place, str] = field(default_factory=dict)
    """Single mentions, and the entity that each means."""
    not_meant: Mapping[Place, str] = field(default_factory=dict)
    """Single mentions, and the entity that each does not mean."""

    def with_same(self, name: str, entity: str) -> Identity:
        """The same, but a name stands for an entity, whatever was said of both before."""
        if name == entity:
            return self
        same = dict(self.same)
        if name in followed(entity, same):
            del same[entity]
        same[name] = entity
        return replace(self, same=same, apart=self.apart - {(name, entity), (entity, name)})

    def with_apart(self, name: str, entity: str) -> Identity:
        """The same, but two names are not the same, whatever was said of both before."""
        if name == entity:
            return self
        same = {one: other for one, other in self.same.items() if {one, other} != {name, entity}}
        return replace(self, same=same, apart=self.apart | {(name, entity)})

    def about(self, names: Iterable[str]) -> Identity:
        """As much of it as is about these names."""
        if not (self.same or self.apart or self.meant or self.not_meant):
            return self
        meant = {one for name in names for one in followed(name, self.same)}
        same = {name: self.same[name] for name in meant if name in self.same}
        apart = frozenset(pair for pair in self.apart if not meant.isdisjoint(pair))
        return replace(self, same=same, apart=apart)

    def forbids(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether one of these names is not the same as one of those."""
        return bool(self.apart) and any(
            (one, other) in self.apart or (other, one) in self.apart for one in names for other in others
        )


@dataclass(frozen=True, slots=True)
class Identities:
    """What holds in all articles, and what holds in some."""

    everywhere: Identity = field(default_factory=Identity)
    within: Mapping[str, Identity] = field(default_factory=dict)
    """Path of an article to what holds there, what holds everywhere among it."""

    def of(self, path: str) -> Identity:
        """What holds in an article."""
        return self.within.get(path, self.everywhere)


def followed(name: str, same: Mapping[str, str]) -> list[str]:
    """A name and those that it stands for, one after another."""
    names = [name]
    while names[-1] in same:
        names.append(same[names[-1]])
    return names
