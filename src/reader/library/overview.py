"""The library at a glance: how much there is to read, how far it is read, what it is about, how it is tagged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reader.annotations.models import Motivation, Status
from reader.articles.models import WORDS_PER_MINUTE
from reader.entities.models import NUMBER_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.entities.models import Entity
    from reader.library.library import Library


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share a column: one article, or several neighbors of a large library."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """How often each entity is mentioned in each group of articles."""

    entities: tuple[Entity, ...]
    groups: tuple[Group, ...]
    counts: tuple[tuple[int, ...], ...]
    """Mentions: a row an entity, a column a group."""

    @property
    def most(self) -> int:
        """The largest count; at least 1."""
        return max((count for row in self.counts for count in row), default=0) or 1


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of a library."""

    articles: int
    read: int
    """Articles whose words are counted; those of the others are not known yet."""
    words: int
    by_status: Mapping[Status, int]
    starred: int
    notes: int
    highlights: int
    tags: tuple[tuple[str, int], ...]
    """Tags with the articles that have them, the most used first."""
    words_left: float
    """Words that have not been on the screen yet."""

    @property
    def minutes_left(self) -> int:
        """Reading time of what has not been read, in minutes, rounded up."""
        return -int(-self.words_left // WORDS_PER_MINUTE)


def overview(library: Library) -> Overview:
    """Count; what is not known of an article without reading its file is left out."""
    paths = library.paths
    words = library.catalog.words(paths)
    statuses = {path: library.catalog.status(path) for path in paths}
    annotations = library.store.annotations()
    tags = [(tag.tag, tag.articles) for tag in library.store.tags()]
    unread = {path for path in paths if statuses[path] is not Status.DONE}
    return Overview(
        articles=len(paths),
        read=len(words),
        words=sum(words.values()),
        by_status=Counter(statuses.values()),
        starred=sum(record.starred for record in library.store.records()),
        notes=sum(item.motivation is Motivation.COMMENTING for item in annotations),
        highlights=sum(item.motivation is Motivation.HIGHLIGHTING for item in annotations),
        tags=tuple(sorted(tags, key=lambda tag: (-tag[1], tag[0]))),
        words_left=sum(count * (1 - library.state.progress(path)) for path, count in words.items() if path in unread),
    )


def heat_map(library: Library, rows: int, columns: int) -> HeatMap:
    """The entities mentioned most, by article; it takes a while with thousands of articles.

    Args:
        library: whose articles.
        rows: entities at most.
        columns: groups at most; where there are more articles, as many neighbors share one as need be.
    """
    index = library.entities.everywhere()
    paths = library.paths
    named = [entity for entity in index.entities if entity.type not in NUMBER_TYPES][:rows]
    groups = _groups(paths, columns)
    column = {path: place for place, group in enumerate(groups) for path in group.paths}
    row = {(entity.type, entity.name): place for place, entity in enumerate(named)}
    counts = [[0] * len(groups) for _ in named]
    for path, mentions in index.mentions.items():
        for mention in mentions:
            place = row.get((mention.type, mention.entity))
            if place is not None and path in column:
                counts[place][column[path]] += 1
    return HeatMap(tuple(named), groups, tuple(map(tuple, counts)))


def _groups(paths: Sequence[str], columns: int) -> tuple[Group, ...]:
    """Neighbors of the list together, as evenly as can be."""
    count = min(len(paths), max(1, columns))
    numbered = groupby(enumerate(paths), key=lambda item: item[0] * count // len(paths))
    return tuple(Group(tuple(path for _, path in group)) for _, group in numbered)
