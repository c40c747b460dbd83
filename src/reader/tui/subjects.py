"""What a person rules on: a mention, a selection, or an entity under all its names; and what they say it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotations.ruling import Action, Decision, Scope
from reader.entities.models import Mention
from reader.library import ruling
from reader.library.concordance import occurrence
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.articles.models import Article, Span
    from reader.entities.models import Entity
    from reader.library.concordance import Occurrence

WHERE = {Scope.MENTION: "here", Scope.ARTICLE: "in this article", Scope.EVERYWHERE: "everywhere"}
PLACES = (Scope.MENTION, Scope.ARTICLE, Scope.EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says that words are."""

    action: Action
    type: str | None = None
    other: Entity | None = None
    """The entity that they are the same as."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verdict is given on."""

    words: str
    """What it is called."""
    type: str
    """Empty for words that are no mention."""
    entity: str
    """The name of the entity that it is taken for; empty for words that are no mention."""
    texts: frozenset[str]
    """Every spelling that the verdict is about."""
    scopes: tuple[Scope, ...]
    """Where the verdict may hold."""
    decide: Callable[[Verdict, Scope], tuple[Decision, ...]]
    """The rulings that a verdict comes to."""
    found: Occurrence | None = None
    """Where it was met; none for an entity wherever it is mentioned."""

    @property
    def path(self) -> str:
        """The article that it stands in; empty for all."""
        return self.found.path if self.found is not None else ""

    def said(self, verdict: Verdict, scope: Scope) -> str:
        """A verdict as a sentence, for a message."""
        match verdict.action:
            case Action.REJECT:
                what = "is not an entity"
            case Action.DIFFERENT:
                what = f"is not {shortened(self.entity)}"
            case Action.SAME if verdict.other is not None:
                what = f"is {shortened(verdict.other.name)}"
            case _:
                what = f"is of type {verdict.type}"
        return f"“{shortened(self.words)}” {what}, {WHERE[scope]}"


def of_mention(article: Article, mention: Mention) -> Subject:
    """A mention in an article."""

    def decide(verdict: Verdict, scope: Scope) -> tuple[Decision, ...]:
        return ruling.on_mention(article, mention, verdict.action, scope, type=verdict.type, entity=verdict.other)

    texts, found = frozenset({mention.text}), occurrence(article, mention)
    return Subject(mention.text, mention.type, mention.entity, texts, PLACES, decide, found)


def of_selection(article: Article, span: Span) -> Subject:
    """Words of an article that are no mention."""
    words = article.text[span.start : span.end]

    def decide(verdict: Verdict, scope: Scope) -> tuple[Decision, ...]:
        other = verdict.other
        kind = other.type if other is not None else verdict.type or ""
        return ruling.mark(article, span, scope, kind, other.name if other is not None else None)

    found = occurrence(article, Mention(span.start, span.end, words, "", words))
    return Subject(words, "", "", frozenset({words}), PLACES, decide, found)


def of_entity_in(article: Article, entity: Entity, mentions: Sequence[Mention]) -> Subject:
    """An entity as one article mentions it.

    Args:
        article: the article.
        entity: the entity.
        mentions: its mentions there.
    """
    by_text = {mention.text: mention for mention in mentions}

    def decide(verdict: Verdict, scope: Scope) -> tuple[Decision, ...]:
        each = (
            ruling.on_mention(article, mention, verdict.action, scope, type=verdict.type, entity=verdict.other)
            for mention in by_text.values()
        )
        return tuple(chain.from_iterable(each))

    texts, found = frozenset(by_text), occurrence(article, mentions[0])
    return Subject(entity.name, entity.type, entity.name, texts, PLACES[1:], decide, found)


def of_entity(entity: Entity) -> Subject:
    """An entity wherever it is mentioned."""

    def decide(verdict: Verdict, _: Scope) -> tuple[Decision, ...]:
        return ruling.on_entity(entity, verdict.action, type=verdict.type, other=verdict.other)

    return Subject(entity.name, entity.type, entity.name, frozenset(entity.names), PLACES[2:], decide)
