"""Mentions in a text and the entities that they name: plain, immutable data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME_TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART")
"""Types that are names, shown from the start; the order is that of keys, legends and panels."""

NUMBER_TYPES = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE")
"""Types that can be switched on."""


def in_order(types: Iterable[str]) -> list[str]:
    """Types in the order of keys, legends and panels; those that only some models mark come last."""
    order = {kind: rank for rank, kind in enumerate((*NAME_TYPES, *NUMBER_TYPES))}
    return sorted(set(types), key=lambda kind: (order.get(kind, len(order)), kind))


class Mention(NamedTuple):
    """One place in one article where an entity is named; ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str
    type: str
    """The model's label, spaCy's names: PERSON, ORG, GPE, …; models may bring others."""
    entity: str
    """The name of the entity that is meant; the text itself until linking knows better."""

    @property
    def fields(self) -> tuple[int, int, str, str, str]:
        """All of it, for JSON; ``dataclasses.astuple`` takes many times as long."""
        return self.start, self.end, self.text, self.type, self.entity


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named, under its most telling name, across articles."""

    name: str
    type: str
    names: tuple[str, ...]
    """Every spelling that was met, most frequent first."""
    count: int
    """Mentions in all articles."""
    articles: tuple[str, ...]
    """Paths of the articles that mention it, most mentions first."""
