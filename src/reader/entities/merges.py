"""Why an entity has its names: the merges that led to it, put together for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.linking import Merge
    from reader.entities.models import Entity


@dataclass(frozen=True, slots=True, order=True)
class Joined:
    """One name that stands for an entity because it was merged into another name."""

    name: str
    into: str
    """The entity's name, or one that was merged into it in turn."""
    reason: str
    """A few words for the person: "the same country"."""
    articles: tuple[str, ...] = ()
    """Paths of the articles in which it holds; empty where it holds in all."""


def merges_into(merges: Iterable[Merge], entity: Entity) -> tuple[Joined, ...]:
    """The merges that an entity is made of, directly or through other names; one of many articles is told once."""
    articles: dict[tuple[str, str, str], list[str]] = {}
    names = {entity.name}
    # A merge into a name comes before the one of that name into another.
    for merge in reversed([merge for merge in merges if merge.type == entity.type]):
        if merge.into in names:
            names.add(merge.name)
            held = articles.setdefault((merge.name, merge.into, merge.reason), [])
            if merge.article is not None:
                held.append(merge.article)
    return tuple(sorted(Joined(*key, tuple(sorted(paths))) for key, paths in articles.items()))
