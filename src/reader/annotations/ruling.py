"""What a person decides on entities: not one, another type, the same as another, not the same, or one that was missed.

The store keeps rulings as documents; applying them to mentions is the library's business.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.annotations.errors import AnnotationError
from reader.annotations.identity import new_id, timestamp
from reader.annotations.passages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

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


class Decision(NamedTuple):
    """A ruling before it is kept."""

    action: Action
    scope: Scope
    text: str
    """The words that name the entity."""
    article: Article | None = None
    """None where it holds everywhere."""
    span: Span | None = None
    """The place of the words in the article, for ``MENTION``."""
    type: str | None = None
    """The entity's type, for ``RETYPE`` and ``MARK``; with ``SAME`` if it changes, too."""
    entity: str | None = None
    """The other entity's name, for ``SAME`` and ``DIFFERENT``; for ``MARK`` if the words are not its name."""


def add_ruling(store: AnnotationStore, decision: Decision, *, creator: str | None = None) -> Document:
    """Decide on an entity; a ruling that stands already is not made twice.

    Returns:
        The ruling as it is kept.

    Raises:
        AnnotationError: something that the action or scope needs is missing.
        StoreError: the file cannot be written.
    """
    return add_rulings(store, [decision], creator=creator)[0]


def add_rulings(
    store: AnnotationStore, decisions: Iterable[Decision], *, creator: str | None = None
) -> tuple[Document, ...]:
    """Decide on several at once: all or nothing, and one step to undo.

    Raises:
        AnnotationError: something that an action or scope needs is missing.
        StoreError: the file cannot be written.
    """
    wanted = [_document(decision) for decision in decisions]
    if not wanted:
        return ()
    with store.transaction() as transaction:
        present = {_content(ruling): ruling for ruling in transaction.rulings()}
        for ruling in wanted:
            if _content(ruling) not in present:
                now = timestamp()
                made = {"id": new_id(), "created": now, "modified": now, "creator": creator or None, **ruling}
                transaction.put_ruling(made)
                present[_content(ruling)] = made
    return tuple(present[_content(ruling)] for ruling in wanted)


def remove_ruling(store: AnnotationStore, id: str) -> None:  # noqa: A002 - the name of the field
    """Take a ruling back.

    Raises:
        AnnotationError: there is none with this id.
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        transaction.remove_ruling(id)


def _document(decision: Decision) -> Document:
    """The fields of a ruling but its id, times and creator."""
    _require(decision)
    quote = position = None
    article = decision.article if decision.scope is not Scope.EVERYWHERE else None
    if decision.scope is Scope.MENTION and article is not None and decision.span is not None:
        words, place = quoted(article, decision.span)
        quote = {"exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
        position = {"start": place.start, "end": place.end}
    return {
        "deleted": None,
        "action": decision.action.value,
        "scope": decision.scope.value,
        "article": article and {"path": article.path, "sha256": article.sha256, "size": article.size},
        "quote": quote,
        "position": position,
        "text": decision.text,
        "type": decision.type,
        "entity": decision.entity,
    }


def _require(decision: Decision) -> None:
    action, scope, text = decision.action, decision.scope, decision.text
    if not text.strip():
        raise AnnotationError("A ruling needs the words that it is about; give them.")
    if action in (Action.RETYPE, Action.MARK) and not (decision.type and decision.type.strip()):
        raise AnnotationError(f"To {action} {text!r}, say which type it is, such as ORG.")
    if action in (Action.SAME, Action.DIFFERENT) and not (decision.entity and decision.entity.strip()):
        raise AnnotationError(f"To rule {text!r} {action}, name the other entity.")
    if action is Action.DIFFERENT and decision.entity == text:
        raise AnnotationError(f"{text!r} is the entity's own name; reject it there, or say what it is the same as.")
    if scope is not Scope.EVERYWHERE and decision.article is None:
        raise AnnotationError(f"A ruling for one {scope} needs an article; name it, or let it hold everywhere.")
    if scope is Scope.MENTION and decision.span is None:
        raise AnnotationError("A ruling for one mention needs its place in the article; give its span.")


def _content(ruling: Document) -> str:
    """What two rulings that say the same have in common."""
    return repr(sorted((key, value) for key, value in ruling.items() if key not in _TIMES))
