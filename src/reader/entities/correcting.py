"""Mentions as a person wants them: some dropped, some of another type, some added."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.entities.models import Mention
from reader.entities.places import whole_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.entities.identity import Place


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of words."""

    is_entity: bool | None = None
    """True wherever they stand, False nowhere, None where they are recognized."""
    type: str | None = None
    """None for the one that they are recognized with."""


NO_VERDICT = Verdict()


def corrected(
    text: Callable[[], str],
    mentions: Sequence[Mention],
    verdicts: Mapping[str, Verdict],
    places: Mapping[Place, tuple[str, Verdict]],
) -> tuple[Mention, ...]:
    """The mentions of an article under verdicts, in order and not overlapping.

    Args:
        text: Gives the article's text; called only when words have to be looked for.
        mentions: What was recognized, in order and not overlapping.
        verdicts: Words, and what becomes of them wherever they stand in the article.
        places: Single places, the words there and what becomes of them: these are stronger.
    """
    marked = {words: verdict.type for words, verdict in verdicts.items() if verdict.is_entity and verdict.type}
    if not (marked or places or any(mention.text in verdicts for mention in mentions)):
        return tuple(mentions)
    kept = tuple(_kept(mentions, verdicts, places))
    present = {(mention.start, mention.end) for mention in mentions}
    added = [
        _mention(place, words, verdict.type)
        for place, (words, verdict) in places.items()
        if verdict.is_entity and verdict.type and place not in present
    ]
    for words, kind in marked.items():
        found = (place for place in whole_words(words, text()) if place not in present and place not in places)
        added += (_mention(place, words, kind) for place in found if not _is_within(place, kept))
    if not added:
        return kept

    def strength(mention: Mention) -> tuple[bool, bool, int]:
        """Single places first, then words that were marked, of these the longer ones; then what was recognized."""
        is_marked = verdicts.get(mention.text, NO_VERDICT).is_entity is True
        length = mention.end - mention.start
        return (mention.start, mention.end) not in places, not is_marked, -length if is_marked else 0

    return tuple(_without_overlaps(sorted((*added, *kept), key=strength)))


def _kept(
    mentions: Iterable[Mention], verdicts: Mapping[str, Verdict], places: Mapping[Place, tuple[str, Verdict]]
) -> Iterator[Mention]:
    """What was recognized and is an entity, under its type."""
    for mention in mentions:
        _, verdict = places.get((mention.start, mention.end), ("", verdicts.get(mention.text, NO_VERDICT)))
        if verdict.is_entity is not False:
            yield mention._replace(type=verdict.type) if verdict.type not in (None, mention.type) else mention


def _mention(place: Place, words: str, type_: str) -> Mention:
    return Mention(*place, words, type_, words)


def _is_within(place: Place, mentions: Sequence[Mention]) -> bool:
    """Whether one of the mentions, which are in order, holds a place."""
    index = bisect_right(mentions, place[0], key=attrgetter("start")) - 1
    return index >= 0 and place[1] <= mentions[index].end


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order; of those that overlap the one that came first."""
    found: list[Mention] = []
    for mention in mentions:
        index = bisect_left(found, mention)
        before, after = found[index - 1 : index], found[index : index + 1]
        if all(one.end <= mention.start for one in before) and all(mention.end <= one.start for one in after):
            found.insert(index, mention)
    return found
