"""What a person decides on mentions and entities that they see, as decisions for ``add_rulings`` to keep.

add_rulings(store, on_mention(article, mention, Action.REJECT, Scope.EVERYWHERE), creator=…)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.ruling import Action, Decision, Scope
from reader.articles.models import Span
from reader.entities.models import NAME_TYPES, NUMBER_TYPES

if TYPE_CHECKING:
    from reader.articles.models import Article
    from reader.entities.merges import Joined
    from reader.entities.models import Entity, Mention


def on_mention(
    article: Article,
    mention: Mention,
    action: Action,
    scope: Scope,
    *,
    type: str | None = None,  # noqa: A002 - the name of the field
    entity: Entity | str | None = None,
) -> tuple[Decision, ...]:
    """Decide on a mention, on its words in the article, or everywhere.

    Args:
        article: the mention's article.
        mention: the mention.
        action: ``REJECT``, ``RETYPE``, ``SAME`` or ``DIFFERENT``.
        scope: where it holds.
        type: the type, for ``RETYPE``.
        entity: the other entity or its name, for ``SAME``; ``DIFFERENT`` is from the one that the mention is linked to
            unless another is given.
    """
    if action is Action.DIFFERENT and entity is None:
        entity = mention.entity
    if entity is not None and not isinstance(entity, str):
        if action is Action.SAME and entity.type != mention.type:
            type = entity.type  # noqa: A001
        entity = entity.name
    span = Span(mention.start, mention.end)
    return (Decision(action, scope, mention.text, article, span, label(type), entity),)


def mark(
    article: Article,
    span: Span,
    scope: Scope,
    type: str,  # noqa: A002 - the name of the field
    entity: str | None = None,
) -> tuple[Decision, ...]:
    """Make words an entity that was not recognized.

    Args:
        article: where they stand.
        span: their place.
        scope: whether other places of the same words are meant, too.
        type: which type it is.
        entity: the entity's name, if the words are not.
    """
    return (Decision(Action.MARK, scope, article.text[span.start : span.end], article, span, label(type), entity),)


def on_entity(
    entity: Entity,
    action: Action,
    *,
    type: str | None = None,  # noqa: A002 - the name of the field
    other: Entity | None = None,
) -> tuple[Decision, ...]:
    """Decide on an entity everywhere, under all its names.

    Args:
        entity: the entity.
        action: ``REJECT``, ``RETYPE`` or ``SAME``.
        type: the type, for ``RETYPE``.
        other: the entity that it becomes a part of, for ``SAME``.
    """
    if other is not None and other.type != entity.type:
        type = other.type  # noqa: A001
    name = other.name if other else None
    return tuple(Decision(action, Scope.EVERYWHERE, text, type=label(type), entity=name) for text in entity.names)


def label(written: str | None) -> str | None:
    """The type that a person names in any case; what is none that we know may be one of their model's."""
    known = {name.casefold(): name for name in (*NAME_TYPES, *NUMBER_TYPES)}
    return None if written is None else known.get(written.strip().casefold(), written.strip())


def apart(joined: Joined, article: Article | None = None) -> tuple[Decision, ...]:
    """Undo a merge of two names: keep them apart everywhere, or in one article."""
    scope = Scope.EVERYWHERE if article is None else Scope.ARTICLE
    return (Decision(Action.DIFFERENT, scope, joined.name, article, entity=joined.into),)
