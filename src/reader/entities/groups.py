"""Names put together as merges are proposed; what the person said of them comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.entities.proposals import Merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from reader.entities.identity import Identity
    from reader.entities.models import Mention

    Name: TypeAlias = tuple[str, str]
    """A type and a name."""

SAID = "as you said"


class Groups:
    """Names that were merged, in one article or in all; the most telling one of each group is its root.

    Args:
        names: The types and names that were met.
        said: What the person said of them; a name that they said stands for another stands for nothing else.
        article: The path of the article; None for all.
    """

    def __init__(self, names: Iterable[Name], said: Identity, article: str | None = None) -> None:
        self._said = said
        self._article = article
        self._into: dict[Name, str] = {}
        self.made: list[Merge] = []
        """The merges that were proposed and made."""
        self.said: list[Merge] = []
        """Those that the person made."""
        for kind, name in names if said.same else ():
            self._follow(kind, name)

    def root(self, kind: str, name: str) -> str:
        """The name that a name goes by."""
        while (kind, name) in self._into:
            name = self._into[kind, name]
        return name

    def merge(self, proposed: Iterable[Merge]) -> None:
        """Make each merge that the person does not forbid."""
        for merge in proposed:
            kind, name, into = merge.type, merge.name, merge.into
            one, other = self.root(kind, name), self.root(kind, into)
            if one != other and name not in self._said.same and not self._said.forbids({name, one}, {into, other}):
                self._into[kind, one] = other
                self.made.append(replace(merge, article=self._article))

    def applied(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions under the names they go by."""
        if not self._into:
            return tuple(mentions)
        return tuple(
            mention
            if (name := self.root(mention.type, mention.entity)) == mention.entity
            else mention._replace(entity=name)
            for mention in mentions
        )

    def others(self, names: Iterable[Name]) -> dict[Name, str]:
        """Those of the names that go by another, and which."""
        return {name: self.root(*name) for name in names if name in self._into}

    def _follow(self, kind: str, name: str) -> None:
        """Have a name stand for what the person said, and that for what they said of it."""
        while (kind, name) not in self._into and (entity := self._said.same.get(name)) is not None:
            self._into[kind, name] = entity
            self.said.append(Merge(kind, name, entity, SAID, self._article))
            name = entity
