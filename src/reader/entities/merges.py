"""Why an entity has its names: the merges that led to it, put together for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.entities.groups import SAID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.models import Entity
    from reader.entities.proposals import Merge


@dataclass(frozen=True, slots=True, order=True)
class Joined:
    """One name that stands for an entity because it was merged into another name."""

    name: str
    into: str
    """The entity's name, or one that goes by it in turn."""
    reason: str
    """A few words for the person: "the same country"."""
    articles: tuple[str, ...] = ()
    """Paths of the articles in which it holds; empty where it holds in all."""


def merges_into(merges: Iterable[Merge], entity: Entity) -> tuple[Joined, ...]:
    """The merges that an entity is made of; one that was made in many articles is told once."""
    names = {entity.name, *entity.names}
    articles: dict[tuple[str, str, str], list[str]] = {}
    for merge in merges:
        if merge.type == entity.type and merge.name in names and (merge.into in names or merge.reason == SAID):
            held = articles.setdefault((merge.name, merge.into, merge.reason), [])
            if merge.article is not None:
                held.append(merge.article)
    return tuple(sorted(Joined(*key, tuple(sorted(paths))) for key, paths in articles.items()))
