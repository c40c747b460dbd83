"""What a person decides on entities: not one, another type, the same as another, not the same, or one that was missed.

The store keeps rulings as documents; applying them to mentions is the library's business.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from reader.annotations.errors import AnnotationError
from reader.annotations.identity import new_id, timestamp
from reader.annotations.passages import quoted

if TYPE_CHECKING:
    from reader.annotations.encoding import Document
    from reader.annotations.store import AnnotationStore
    from reader.articles.models import Article, Span

_TIMES: Final = frozenset({"id", "created", "modified", "creator"})


class Action(StrEnum):
    """What a ruling does."""

    REJECT = "reject"
    """The words name no entity."""
    RETYPE = "retype"
    """They name one of another type."""
    SAME = "same"
    """They name the same entity as another name does."""
    DIFFERENT = "different"
    """They do not name that entity."""
    MARK = "mark"
    """They name an entity that was not recognized."""


class Scope(StrEnum):
    """Where a ruling holds."""

    MENTION = "mention"
    """At this place alone."""
    ARTICLE = "article"
    EVERYWHERE = "everywhere"


def add_ruling(  # noqa: PLR0913 - as many as a ruling has fields
    store: AnnotationStore,
    action: Action,
    scope: Scope,
    text: str,
    *,
    article: Article | None = None,
    span: Span | None = None,
    type: str | None = None,  # noqa: A002 - the name of the field
    entity: str | None = None,
    creator: str | None = None,
) -> Document:
    """Decide on an entity; a ruling that stands already is not made twice.

    Args:
        store: where to keep it.
        action: what it does.
        scope: where it holds.
        text: the words that name the entity.
        article: the article; none for ``EVERYWHERE``.
        span: the place of the words in the article, for ``MENTION``.
        type: the entity's type, for ``RETYPE`` and ``MARK``.
        entity: the other entity's name, for ``SAME`` and ``DIFFERENT``.
        creator: the person's name.

    Returns:
        The ruling as it is kept.

    Raises:
        AnnotationError: something that the action or scope needs is missing.
        StoreError: the file cannot be written.
    """
    _require(action, scope, text, article, span, type, entity)
    ruling = _document(action, scope, text, article, span, type, entity)
    with store.transaction() as transaction:
        for present in transaction.rulings():
            if {key: value for key, value in present.items() if key not in _TIMES} == ruling:
                return present
        now = timestamp()
        ruling = {"id": new_id(), "created": now, "modified": now, "creator": creator or None, **ruling}
        transaction.put_ruling(ruling)
    return ruling


def remove_ruling(store: AnnotationStore, id: str) -> None:  # noqa: A002 - the name of the field
    """Take a ruling back.

    Raises:
        AnnotationError: there is none with this id.
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        transaction.remove_ruling(id)


def _require(
    action: Action,
    scope: Scope,
    text: str,
    article: Article | None,
    span: Span | None,
    type_: str | None,
    entity: str | None,
) -> None:
    if not text.strip():
        raise AnnotationError("A ruling needs the words that it is about; give them.")
    if action in (Action.RETYPE, Action.MARK) and not (type_ and type_.strip()):
        raise AnnotationError(f"To {action} {text!r}, say which type it is, such as ORG.")
    if action in (Action.SAME, Action.DIFFERENT) and not (entity and entity.strip()):
        raise AnnotationError(f"To rule {text!r} {action}, name the other entity.")
    if scope is not Scope.EVERYWHERE and article is None:
        raise AnnotationError(f"A ruling for one {scope} needs an article; name it, or let it hold everywhere.")
    if scope is Scope.MENTION and span is None:
        raise AnnotationError("A ruling for one mention needs its place in the article; give its span.")


def _document(
    action: Action,
    scope: Scope,
    text: str,
    article: Article | None,
    span: Span | None,
    type_: str | None,
    entity: str | None,
) -> Document:
    """The fields of a ruling but its id, times and creator."""
    quote = position = None
    if scope is Scope.MENTION and article is not None and span is not None:
        words, place = quoted(article, span)
        quote = {"exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
        position = {"start": place.start, "end": place.end}
    named = article if scope is not Scope.EVERYWHERE else None
    return {
        "deleted": None,
        "action": action.value,
        "scope": scope.value,
        "article": named and {"path": named.path, "sha256": named.sha256, "size": named.size},
        "quote": quote,
        "position": position,
        "text": text,
        "type": type_,
        "entity": entity,
    }
