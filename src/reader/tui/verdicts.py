"""What a subject may be said to be: not an entity, of another type, the same as another entity, or not the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.ruling import Action
from reader.commands import ENTITY_TYPES
from reader.entities.models import NAME_TYPES, NUMBER_TYPES, Entity, in_order
from reader.tui.subjects import Verdict
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.tui.subjects import Subject

_MEANINGS = {kind: words.partition(" (")[0] for kind, words in zip(NAME_TYPES, ENTITY_TYPES, strict=True)}


@dataclass(frozen=True, slots=True)
class Offer:
    """A verdict that is offered, in words."""

    verdict: Verdict
    verb: str
    name: str = ""
    """The type or the entity."""
    type: str = ""
    """Gives the name its color."""
    hint: str = ""
    also: str = ""
    """Other words that it is found by."""

    @property
    def words(self) -> str:
        """All that it is found by."""
        return f"{self.name or self.verb} {self.type} {self.also or self.hint}".casefold()


def offers(subject: Subject, entities: Sequence[Entity]) -> Iterator[Offer]:
    """Everything that the subject may be said to be, the likeliest first.

    Args:
        subject: what is asked about.
        entities: those that it may be the same as.
    """
    if subject.type:
        yield Offer(Verdict(Action.REJECT), "not an entity")
    if subject.entity not in ("", subject.words):
        yield Offer(Verdict(Action.DIFFERENT), "not", subject.entity, hint="kept apart", also=f"not {subject.entity}")
    others = in_order({entity.type for entity in entities}.difference(NAME_TYPES, NUMBER_TYPES))
    yield from (of_type(subject, kind) for kind in (*NAME_TYPES, *others) if kind != subject.type)
    yield from map(same_as, _likely(subject, entities))


def typed_offers(subject: Subject, typed: str, known: Iterable[Offer]) -> Iterator[Offer]:
    """What was typed, as a type or as a name that nothing has yet."""
    typed = " ".join(typed.split())
    if typed and typed.isupper() and typed.isidentifier() and typed not in NAME_TYPES:
        yield of_type(subject, typed)
    if typed and subject.type and typed not in {offer.name for offer in known}:
        yield same_as(Entity(typed, subject.type, (), 0, ()))


def of_type(subject: Subject, kind: str) -> Offer:
    """That it is of another type, or of one at all."""
    action = Action.RETYPE if subject.type else Action.MARK
    return Offer(Verdict(action, type=kind), "of type", kind, kind, _MEANINGS.get(kind, ""))


def same_as(entity: Entity) -> Offer:
    """That it is an entity that there is, or goes by another name."""
    hint = f"{entity.type} · {counted(entity.count, 'mention')}" if entity.count else "a new name"
    return Offer(
        Verdict(Action.SAME, other=entity), "the same as", entity.name, entity.type, hint, " ".join(entity.names)
    )


def _likely(subject: Subject, entities: Iterable[Entity]) -> list[Entity]:
    """The entities that it may be the same as: those that share a word with it first, then those of its type."""
    words = set(subject.words.casefold().split())

    def unlikeliness(entity: Entity) -> tuple[bool, bool]:
        return words.isdisjoint(entity.name.casefold().split()), entity.type != subject.type

    itself = subject.type, subject.entity
    others = (item for item in entities if item.type not in NUMBER_TYPES and (item.type, item.name) != itself)
    return sorted(others, key=unlikeliness)
