"""An entity's concordance: every mention in its sentence, the names it goes by, and who stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.decoding import UnreadableError
from reader.articles.sentences import sentence_around
from reader.entities.models import NUMBER_TYPES
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.models import Article
    from reader.entities.models import Entity, Mention
    from reader.library.entities import EntityIndex
    from reader.library.library import Library


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention in its sentence."""

    path: str
    title: str
    mention: Mention
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ArticleConcordance:
    """What one article says of an entity."""

    path: str
    occurrences: tuple[Occurrence, ...]
    companions: tuple[Mention, ...]
    """The mentions of other entities in the same paragraphs."""


def means(mention: Mention, entity: Entity) -> bool:
    """Whether a mention is one of the entity's."""
    return mention.entity == entity.name and mention.type == entity.type


def concordance(library: Library, index: EntityIndex, entity: Entity) -> Iterator[ArticleConcordance]:
    """Read the articles that mention an entity, most mentions first; those that cannot be read are left out."""
    for path in entity.articles:
        try:
            article = library.article(path)
        except (LibraryError, UnreadableError):
            continue
        mentions = [item for item in index.mentions.get(path, ()) if _stands(article.text, item)]
        if mentions:
            yield _in_article(article, mentions, entity)


def occurrence(article: Article, mention: Mention) -> Occurrence:
    """A mention in its sentence."""
    sentence = sentence_around(article.text, mention.start, mention.end)
    before, after = article.text[sentence.start : mention.start], article.text[mention.end : sentence.end]
    return Occurrence(article.path, article.title, mention, before, after)


def found(index: EntityIndex, kind: str, name: str, path: str = "", start: int = -1) -> Entity | None:
    """An entity of the library, under whatever name it goes there; None when there is none any more.

    Args:
        index: the library's entities.
        kind: the entity's type.
        name: its name, or one of its names.
        path: the article of one of its mentions, which decides if it is known.
        start: where that mention begins.
    """
    meant = next((item for item in index.mentions.get(path, ()) if item.start == start), None)
    if meant is not None:
        kind, name = meant.type, meant.entity
    exact = next((item for item in index.entities if (item.type, item.name) == (kind, name)), None)
    if exact is not None:
        return exact
    named = [item for item in index.entities if name in item.names]
    return next((item for item in named if item.type == kind), named[0] if named else None)


def _in_article(article: Article, mentions: Sequence[Mention], entity: Entity) -> ArticleConcordance:
    paragraphs = list(_paragraphs(article.text, mentions))
    meant = {paragraph for paragraph, item in zip(paragraphs, mentions, strict=True) if means(item, entity)}
    companions = (
        item
        for paragraph, item in zip(paragraphs, mentions, strict=True)
        if paragraph in meant and item.type not in NUMBER_TYPES and not means(item, entity)
    )
    occurrences = (occurrence(article, item) for item in mentions if means(item, entity))
    return ArticleConcordance(article.path, tuple(occurrences), tuple(companions))


def _paragraphs(text: str, mentions: Sequence[Mention]) -> Iterator[int]:
    """Where the paragraph of each mention begins; however long it is, its text is gone through once."""
    begin = last = 0
    for mention in mentions:
        begin = text.rfind("\n", last, mention.start) + 1 or begin
        last = mention.start
        yield begin


def _stands(text: str, mention: Mention) -> bool:
    """Whether the article, which may have changed, has the mention's words there."""
    return text[mention.start : mention.end] == mention.text
