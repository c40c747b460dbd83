"""Takes apart what linking put together and the person says is not the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from reader.entities.identity import Identities, Identity, Pair
    from reader.entities.models import Mention

    Linked: TypeAlias = Mapping[str, tuple[Mention, ...]]
    """Path of an article to its mentions, which know their entities."""
    Parting: TypeAlias = tuple[Pair, str, tuple[str, str]]
    """A pair, the name of it that goes by itself again, and the type and entity that it leaves."""


def split(linked: Linked, said: Identities) -> Linked:
    """The same mentions, but no entity has both names of a pair that the person keeps apart."""
    shared = _by_name(said.everywhere)
    pairs = {path: _by_name(said.within[path]) if path in said.within else shared for path in linked}
    # What goes by itself may meet a name of another pair there; it does so only once, so this comes to an end.
    while partings := _partings(linked, pairs):
        linked = {path: _parted(mentions, pairs[path], partings) for path, mentions in linked.items()}
    return linked


def _by_name(said: Identity) -> dict[str, list[Pair]]:
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in said.apart:
        for name in pair:
            found[name].append(pair)
    return dict(found)


def _partings(linked: Linked, pairs: Mapping[str, Mapping[str, list[Pair]]]) -> set[Parting]:
    """What has to part so that the names of each pair are under no entity both."""
    under: defaultdict[tuple[Pair, str], set[tuple[str, str]]] = defaultdict(set)
    for path, mentions in linked.items():
        for mention in mentions if pairs[path] else ():
            for pair in pairs[path].get(mention.text, ()):
                under[pair, mention.text].add((mention.type, mention.entity))
    return {
        (pair, other if entity[1] == name else name, entity)
        for pair in {pair for pair, _ in under}
        for name, other in [pair]
        for entity in under.get((pair, name), set()) & under.get((pair, other), set())
    }


def _parted(
    mentions: tuple[Mention, ...], pairs: Mapping[str, list[Pair]], partings: set[Parting]
) -> tuple[Mention, ...]:
    now = tuple(
        replace(mention, entity=mention.text)
        if any((pair, mention.text, (mention.type, mention.entity)) in partings for pair in pairs.get(mention.text, ()))
        else mention
        for mention in mentions
    )
    return mentions if now == mentions else now
