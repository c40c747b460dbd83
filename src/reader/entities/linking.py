"""Mentions -> entities: many mentions, one entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from reader.entities.models import Entity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.entities.models import Mention


def entities_of(mentions_by_article: Mapping[str, Sequence[Mention]]) -> list[Entity]:
    """The entities that articles mention, most mentioned first.

    Mentions of one type whose entity is written alike, case and spacing aside, are one entity; it goes by the
    most frequent spelling.

    Args:
        mentions_by_article: Path of an article to its mentions.
    """
    entities: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    articles: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path, mentions in mentions_by_article.items():
        for mention in mentions:
            key = mention.type, " ".join(mention.entity.split()).casefold()
            entities[key][mention.entity] += 1
            names[key][mention.text] += 1
            articles[key][path] += 1
    found = [
        Entity(
            name=spellings.most_common(1)[0][0],
            type=key[0],
            names=tuple(name for name, _ in names[key].most_common()),
            count=spellings.total(),
            articles=tuple(path for path, _ in articles[key].most_common()),
        )
        for key, spellings in entities.items()
    ]
    return sorted(found, key=lambda entity: (-entity.count, entity.name.casefold(), entity.type))
