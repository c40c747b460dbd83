"""What can be listed of one entity: its mentions, the names gathered under it, the entities beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.tui.entity_rows import companion_row, name_row, sentence_rows, why_joined
from reader.tui.places import Place
from reader.tui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.entities.merges import Joined
    from reader.entities.models import Entity, Mention
    from reader.library.concordance import ArticleConcordance, Occurrence
    from reader.library.entities import EntityIndex
    from reader.tui.themes import Palette
    from reader.tui.widgets.choice_list import ChoiceList

SENTENCE_ROWS = 2


class View(Enum):
    """What is listed, what one thing of it is called, and how many rows that takes."""

    MENTIONS = ("Mentions", "mention", SENTENCE_ROWS + 1)
    NAMES = ("Names", "name", 1)
    TOGETHER = ("Together with", "companion", 1)

    @property
    def title(self) -> str:
        """Of many."""
        return self.value[0]

    @property
    def noun(self) -> str:
        """Of one."""
        return self.value[1]

    @property
    def rows(self) -> int:
        """Of the screen."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that a view lists."""

    entity: Entity
    """What a ruling would be about, unless that is the mention: the entity, under one name alone, or a companion."""
    place: Place | None
    mention: Mention | None = None
    joined: tuple[Joined, ...] = ()
    """The merges by which a name stands for the entity."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Where and in which colors things are listed."""

    list: ChoiceList
    palette: Palette

    @property
    def width(self) -> int:
        """Columns of a row, now."""
        return self.list.scrollable_content_region.width - 2

    def mentions(self, entity: Entity, articles: Iterable[ArticleConcordance]) -> Iterator[Choice]:
        """Every mention in its sentence, article by article."""
        for article in articles:
            for found in article.occurrences:
                words = f"{found.before}{found.mention.text}{found.after} {found.title}".casefold()
                listed = Listed(entity, _place(found.path, found.mention), found.mention)
                yield Choice(partial(self._sentence, found), words, listed, f"{found.path} {found.mention.start}")

    def names(self, entity: Entity, articles: Iterable[ArticleConcordance], index: EntityIndex) -> Iterator[Choice]:
        """The names gathered under an entity, each with the reason."""
        joined = index.joined(entity)
        found = [occurrence for article in articles for occurrence in article.occurrences]
        counts = Counter(occurrence.mention.text for occurrence in found)
        first = {occurrence.mention.text: occurrence for occurrence in reversed(found)}
        longest = max((Text(one_line(name)).cell_len for name in entity.names), default=0)
        for name in entity.names:
            its = tuple(one for one in joined if one.name == name)
            why = "the name it goes by" if name == entity.name else why_joined(its, entity)
            place = _place(first[name].path, first[name].mention) if name in first else None
            listed = Listed(replace(entity, name=name, names=(name,)), place, joined=its)
            yield Choice(
                partial(self._name, name, counts[name], why, longest), f"{name} {why}".casefold(), listed, name
            )

    def together(self, articles: Iterable[ArticleConcordance], index: EntityIndex) -> Iterator[Choice]:
        """The entities in the same paragraphs, most often first."""
        known = {(entity.type, entity.name): entity for entity in index.entities}
        counts: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], Place] = {}
        for article in articles:
            for mention in article.companions:
                key = mention.type, mention.entity
                counts[key] += 1
                first.setdefault(key, _place(article.path, mention))
        most = max(counts.values(), default=1)
        for key, count in counts.most_common():
            if key in known:
                entity = known[key]
                rows = partial(self._companion, entity, count, most)
                yield Choice(
                    rows, " ".join([*entity.names, entity.type]).casefold(), Listed(entity, first[key]), " ".join(key)
                )

    def _sentence(self, found: Occurrence) -> tuple[Text, ...]:
        style, console = self.palette.match, self.list.app.console
        lines = sentence_rows(found, style, console, self.width, SENTENCE_ROWS)
        title = Text(one_line(found.title), style="dim")
        return (*lines, title) if len(lines) == SENTENCE_ROWS else (*lines, title, Text())

    def _name(self, name: str, count: int, why: str, longest: int) -> tuple[Text, ...]:
        return (name_row(name, count, why, longest, self.width),)

    def _companion(self, entity: Entity, count: int, most: int) -> tuple[Text, ...]:
        return (companion_row(entity, count, most, self.palette, self.width),)


def without(articles: Sequence[ArticleConcordance], gone: Iterable[Occurrence]) -> tuple[ArticleConcordance, ...]:
    """The articles without some mentions."""
    left_out = set(gone)
    kept = (
        replace(article, occurrences=tuple(item for item in article.occurrences if item not in left_out))
        for article in articles
    )
    return tuple(article for article in kept if article.occurrences)


def _place(path: str, mention: Mention) -> Place:
    return Place(path, Span(mention.start, mention.end))
