"""Takes apart what linking put together and the person says is not the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from reader.entities.identity import Identities, Identity, Pair
    from reader.entities.models import Mention

    Linked: TypeAlias = Mapping[str, tuple[Mention, ...]]
    """Path of an article to its mentions, which know their entities."""
    Parting: TypeAlias = tuple[Pair, str, tuple[str, str]]
    """A pair, the name of it that goes by itself again, and the type and entity that it leaves."""


def split(linked: Linked, said: Identities, root: Callable[[str, str], str]) -> Linked:
    """The same mentions, but none is under an entity from which the person keeps its name apart.

    Args:
        linked: Mentions that know their entities.
        said: What the person said of names.
        root: Gives the name that a type and name go by in all articles.
    """
    shared = _by_name(said.everywhere)
    pairs = {path: _by_name(said.within[path]) if path in said.within else shared for path in linked}
    # What goes by itself may meet a name of another pair there; it does so only once, so this comes to an end.
    while partings := _partings(linked, pairs, root):
        linked = {path: _parted(mentions, pairs[path], partings) for path, mentions in linked.items()}
    return linked


def _by_name(said: Identity) -> dict[str, list[Pair]]:
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in said.apart:
        for name in pair:
            found[name].append(pair)
    return dict(found)


def _partings(
    linked: Linked, pairs: Mapping[str, Mapping[str, list[Pair]]], root: Callable[[str, str], str]
) -> set[Parting]:
    """What has to part so that the names of each pair are under no entity both."""
    under: defaultdict[tuple[Pair, str], set[tuple[str, str]]] = defaultdict(set)
    for path, mentions in linked.items():
        for mention in mentions if pairs[path] else ():
            for pair in pairs[path].get(mention.text, ()):
                under[pair, mention.text].add((mention.type, mention.entity))
    found: set[Parting] = set()
    for (pair, name), entities in under.items():
        (other,) = {*pair} - {name}
        for kind, entity in entities:
            met = (kind, entity) in under.get((pair, other), ())
            # A name that gave the entity its own stays; of two that did not, the one that was said to be another goes.
            if name != entity and (entity == root(kind, other) or (met and (name == pair[0] or entity == other))):
                found.add((pair, name, (kind, entity)))
    return found


def _parted(
    mentions: tuple[Mention, ...], pairs: Mapping[str, list[Pair]], partings: set[Parting]
) -> tuple[Mention, ...]:
    now = tuple(
        mention._replace(entity=mention.text)
        if any((pair, mention.text, (mention.type, mention.entity)) in partings for pair in pairs.get(mention.text, ()))
        else mention
        for mention in mentions
    )
    return mentions if now == mentions else now
