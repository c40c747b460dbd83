"""Mentions -> entities: many names, one entity; conservative, and every merge can be explained and undone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from reader.entities.groups import Groups
from reader.entities.identity import Identities, Identity
from reader.entities.models import Entity
from reader.entities.proposals import across, within
from reader.entities.splitting import split
from reader.pacing import no_pause, paced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.entities.models import Mention
    from reader.entities.proposals import Merge, Names
    from reader.pacing import Pause

NOTHING_SAID = Identities()


@dataclass(frozen=True, slots=True)
class Links:
    """Mentions that know their entities."""

    mentions: Mapping[str, tuple[Mention, ...]]
    """Path of an article to its mentions, ``entity`` set."""
    merges: tuple[Merge, ...]
    """Every merge that was made."""


def link(mentions_by_article: Mapping[str, Sequence[Mention]], said: Identities = NOTHING_SAID) -> Links:
    """Name the entity that each mention means.

    First within each article, where "Smith" is the Smith it spoke of; then across articles. Nothing is
    merged across types.

    Args:
        mentions_by_article: Path of an article to its mentions.
        said: What the person said of names; it is stronger than any likeness.
    """
    return Linker().link(mentions_by_article, said)


class Linker:
    """Links as ``link`` does, again and again: an article is looked at anew only if something about it changed.

    Args:
        pause: called again and again meanwhile.
    """

    def __init__(self, pause: Pause = no_pause) -> None:
        self._pause = pause
        self._articles: dict[str, _Article] = {}

    def link(self, mentions_by_article: Mapping[str, Sequence[Mention]], said: Identities = NOTHING_SAID) -> Links:
        """Name the entity that each mention means."""
        self._articles = {
            path: self._article(path, tuple(mentions), said.of(path))
            for path, mentions in paced(mentions_by_article.items(), self._pause)
        }
        articles = self._articles.values()
        names: Names = Counter()
        for article in paced(articles, self._pause):
            names.update(article.names)
        groups = Groups(names, said.everywhere)
        groups.merge(across(names, (merge for article in articles for merge in article.groups.made), self._pause))
        linked = split(
            {article.path: article.under(groups) for article in paced(articles, self._pause)}, said, groups.root
        )
        made = (merge for article in articles for merge in (*article.groups.said, *article.groups.made))
        return Links(
            {
                path: self._articles[path].as_meant(mentions, groups)
                for path, mentions in paced(linked.items(), self._pause)
            },
            tuple(dict.fromkeys((*made, *groups.said, *groups.made))),
        )

    def _article(self, path: str, mentions: tuple[Mention, ...], said: Identity) -> _Article:
        former = self._articles.get(path)
        said = said.about(mention.text for mention in mentions)
        if former is not None and former.mentions == mentions and former.said == said:
            return former
        return _Article(path, mentions, said)


class _Article:
    """The mentions of one article, linked by what it tells itself."""

    def __init__(self, path: str, mentions: tuple[Mention, ...], said: Identity) -> None:
        self.path = path
        self.mentions = mentions
        self.said = said
        self.groups = Groups(((mention.type, mention.entity) for mention in mentions), said, path)
        self.groups.merge(within(mentions))
        self._linked = self.groups.applied(mentions)
        self.names: Names = Counter((mention.type, mention.entity) for mention in self._linked)
        for mention in mentions if said.meant else ():
            if entity := said.meant.get((mention.start, mention.end)):
                self.names[mention.type, self.groups.root(mention.type, entity)] += 0
        self._under: tuple[dict[tuple[str, str], str], tuple[Mention, ...]] = {}, self._linked

    def under(self, everywhere: Groups) -> tuple[Mention, ...]:
        """The mentions under the names that they go by in all articles."""
        names = everywhere.others(self.names)
        if names != self._under[0]:
            self._under = names, everywhere.applied(self._linked)
        return self._under[1]

    def as_meant(self, mentions: tuple[Mention, ...], everywhere: Groups) -> tuple[Mention, ...]:
        """The same mentions, but single ones as the person said of each."""
        if not (self.said.meant or self.said.not_meant):
            return mentions

        def entity_of(mention: Mention) -> str:
            def goes_by(name: str) -> str:
                return everywhere.root(mention.type, self.groups.root(mention.type, name))

            place = mention.start, mention.end
            if place in self.said.meant:
                return goes_by(self.said.meant[place])
            if place in self.said.not_meant and mention.entity == goes_by(self.said.not_meant[place]):
                return mention.text
            return mention.entity

        return tuple(mention._replace(entity=entity_of(mention)) for mention in mentions)


def entities_of(mentions_by_article: Mapping[str, Sequence[Mention]]) -> list[Entity]:
    """The entities that articles mention, most mentioned first.

    Args:
        mentions_by_article: Path of an article to its mentions.
    """
    return gathered(link(mentions_by_article).mentions)


def gathered(mentions_by_article: Mapping[str, Sequence[Mention]], pause: Pause = no_pause) -> list[Entity]:
    """The entities of linked mentions, most mentioned first.

    Args:
        mentions_by_article: Path of an article to its mentions.
        pause: Called again and again meanwhile.
    """
    counted: Counter[tuple[str, str, str]] = Counter()
    articles: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for path, mentions in paced(mentions_by_article.items(), pause):
        counted.update(map(attrgetter("type", "entity", "text"), mentions))
        for entity, count in Counter(map(attrgetter("type", "entity"), mentions)).items():
            articles[entity].append((count, path))
    names: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for (kind, name, text), count in paced(counted.items(), pause):
        names[kind, name].append((count, text))
    found = [
        Entity(
            name=name,
            type=kind,
            names=_most_first(names[kind, name]),
            count=sum(count for count, _ in held),
            articles=_most_first(held),
        )
        for (kind, name), held in paced(articles.items(), pause)
    ]
    return sorted(found, key=lambda entity: (-entity.count, entity.name.casefold(), entity.type))


def _most_first(counted: list[tuple[int, str]]) -> tuple[str, ...]:
    """What was counted, of equals the first met."""
    return tuple(item for _, item in sorted(counted, key=itemgetter(0), reverse=True))
