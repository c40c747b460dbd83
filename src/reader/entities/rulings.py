"""What a person decided about mentions, applied: stronger than any model, and free of any store.

``corrected`` goes before linking (not an entity, another type, one that was missed, the same as), ``kept_apart`` into
it, ``separated`` after it. Of rulings on the same words the one for this mention beats the one for this article, which
beats the one for everywhere; of two with one scope the later wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, cast

from reader.articles.models import Span
from reader.entities.models import Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    Action: TypeAlias = Literal["reject", "retype", "same", "different", "mark"]
    Scope: TypeAlias = Literal["mention", "article", "everywhere"]

SCOPES = ("everywhere", "article", "mention")
"""The strongest last."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision on words that name something, or do not."""

    action: Action
    scope: Scope
    text: str
    """The words."""
    type: str | None = None
    """For ``retype`` and ``mark``."""
    entity: str | None = None
    """The other name, for ``same`` and ``different``."""
    path: str | None = None
    """The article; None everywhere."""
    start: int | None = None
    """Where the words stood, for the scope ``mention``."""
    prefix: str = ""
    suffix: str = ""
    """What stood around them."""
    modified: str = ""
    """RFC 3339 in UTC: later ones are stronger."""


def rulings_of(documents: Iterable[Mapping[str, Any]]) -> tuple[Ruling, ...]:
    """The rulings that stand, weakest first, from documents as ``annotations.json`` keeps them."""
    found = [_ruling(document) for document in documents if not document.get("deleted")]
    return tuple(sorted(found, key=lambda ruling: (SCOPES.index(ruling.scope), ruling.modified)))


def corrected(
    path: str, text: Callable[[], str], mentions: Sequence[Mention], rulings: Iterable[Ruling]
) -> tuple[Mention, ...]:
    """The mentions of an article as the person wants them, in order and not overlapping, before linking.

    Args:
        path: The article's path.
        text: Gives its text; called only when a ruling needs to look for words.
        mentions: What was recognized.
        rulings: Weakest first.
    """
    now = tuple(mentions)
    for ruling in rulings:
        if ruling.action != "different" and _holds(ruling, path):
            now = _corrected(ruling, text, now)
    return now


def kept_apart(rulings: Iterable[Ruling]) -> frozenset[frozenset[str]]:
    """Pairs of names that linking must not merge anywhere."""
    return frozenset(
        frozenset((ruling.text, ruling.entity))
        for ruling in rulings
        if ruling.action == "different" and ruling.scope == "everywhere" and ruling.entity
    )


def separated(
    path: str, text: Callable[[], str], mentions: Sequence[Mention], rulings: Iterable[Ruling]
) -> tuple[Mention, ...]:
    """Linked mentions of an article, those under their own name again that do not mean the other entity."""
    now = tuple(mentions)
    for ruling in rulings:
        if ruling.action == "different" and _holds(ruling, path):
            meant = _meant(ruling, text)
            now = tuple(
                replace(mention, entity=mention.text) if meant(mention) and mention.entity == ruling.entity else mention
                for mention in now
            )
    return now


def _corrected(ruling: Ruling, text: Callable[[], str], mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    meant = _meant(ruling, text)
    if ruling.action == "reject":
        return tuple(mention for mention in mentions if not meant(mention))
    if ruling.action == "same" and ruling.entity:
        return _each(mentions, meant, entity=ruling.entity)
    if ruling.action == "mark" or (ruling.action == "retype" and ruling.scope == "mention"):
        new = [
            Mention(span.start, span.end, ruling.text, ruling.type or "", ruling.entity or ruling.text)
            for span in _places(ruling, text())
        ]
        known = {(mention.start, mention.end): mention for mention in mentions}
        new = [_kept(known.get((one.start, one.end)), one) for one in new]
        others = (one for one in mentions if all(one.end <= other.start or other.end <= one.start for other in new))
        return tuple(sorted((*others, *new)))
    if ruling.action == "retype" and ruling.type:
        return _each(mentions, meant, type=ruling.type)
    return mentions


def _kept(old: Mention | None, new: Mention) -> Mention:
    """A mention under a new type that keeps the entity it has."""
    return new if old is None else replace(new, entity=old.entity)


def _each(mentions: Iterable[Mention], meant: Callable[[Mention], bool], **changes: str) -> tuple[Mention, ...]:
    return tuple(_changed(mention, changes) if meant(mention) else mention for mention in mentions)


def _changed(mention: Mention, changes: Mapping[str, str]) -> Mention:
    return Mention(
        mention.start,
        mention.end,
        mention.text,
        changes.get("type", mention.type),
        changes.get("entity", mention.entity),
    )


def _holds(ruling: Ruling, path: str) -> bool:
    return ruling.scope == "everywhere" or ruling.path == path


def _meant(ruling: Ruling, text: Callable[[], str]) -> Callable[[Mention], bool]:
    """Tells whether a mention is one that the ruling is about."""
    if ruling.scope != "mention":
        return lambda mention: mention.text == ruling.text
    spans = {(span.start, span.end) for span in _places(ruling, text())}
    return lambda mention: (mention.start, mention.end) in spans


def _places(ruling: Ruling, text: str) -> Iterator[Span]:
    """Where the words stand: the one place that is meant, or all that are whole words."""
    length = len(ruling.text)
    found = list(_occurrences(ruling.text, text))
    if ruling.scope != "mention":
        yield from (Span(at, at + length) for at in found if _is_whole(text, at, at + length))
        return
    # A place moves when text before it changes: its surroundings tell where it went, its distance decides.
    start = ruling.start or 0

    def strangeness(at: int) -> tuple[bool, int]:
        before, after = text[:at].endswith(ruling.prefix), text.startswith(ruling.suffix, at + length)
        return not (before and after), abs(at - start)

    best = min(found, key=strangeness, default=None)
    if best is not None and (best == start or not strangeness(best)[0]):
        yield Span(best, best + length)


def _occurrences(words: str, text: str) -> Iterator[int]:
    """Where words stand, not overlapping."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _is_whole(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _ruling(document: Mapping[str, Any]) -> Ruling:
    quote, article, position = (document.get(field) or {} for field in ("quote", "article", "position"))
    return Ruling(
        cast("Action", document["action"]),
        cast("Scope", document["scope"]),
        quote.get("exact") or document["text"],
        document.get("type"),
        document.get("entity"),
        article.get("path"),
        position.get("start"),
        quote.get("prefix") or "",
        quote.get("suffix") or "",
        document.get("modified") or "",
    )
