"""The entities of the whole library: how often, of which type, in how many articles, under which names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style

from reader.annotations.ruling import Action
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.entities.models import NUMBER_TYPES, in_order
from reader.library.concordance import means
from reader.pacing import paced
from reader.tui import subjects
from reader.tui.entity_rows import entity_row
from reader.tui.screens.entity_browsing import EntityBrowsingScreen
from reader.tui.widgets.chips import Chip
from reader.tui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text

    from reader.entities.models import Entity
    from reader.library.entities import EntityIndex
    from reader.library.library import Library
    from reader.tui.screens.ruling import Ruled
    from reader.tui.subjects import Subject, Verdict
    from reader.tui.themes import Palette

ORDERS = ("most mentioned first", "in most articles first", "by name")


class EntitiesScreen(EntityBrowsingScreen):
    """A row an entity, with its type, its counts and a bar; enter lists its mentions."""

    TITLE = "Entities"
    EMPTY = "No entities are known yet: they come as the articles are recognized in the background."
    ONE = "entity"
    ACTIONS: ClassVar[frozenset[str]] = frozenset(
        {"choose", "change", "narrow('color')", "order", "undo", "redo", "leave"}
    )
    LABELS: ClassVar[Mapping[str, str]] = {"change": "correct", "narrow('color')": "type"}

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(library, palette)
        self._names: Sequence[Choice] = ()
        self._most = 1
        self._only = ""
        self._order = 0

    def painted_first(self) -> None:
        """Have recognized what is not known yet."""
        super().painted_first()
        self.library.recognition.everywhere.bring_up_to_date(wait=False)

    def prepare(self, index: EntityIndex) -> Sequence[Choice]:
        """The names among the entities, most mentioned first."""
        entities = paced(index.entities, self.library.pacing.pause)
        return [self._choice(entity) for entity in entities if entity.type not in NUMBER_TYPES]

    def take_index(self) -> None:
        """Show the names."""
        self._names = self.prepared
        self.redraw()

    def gather(self) -> Sequence[Choice]:
        """The entities of the type that is kept, in the order in force."""
        self._show_types()
        choices = [choice for choice in self._names if self._only in ("", choice.value.type)]
        if ORDERS[self._order] == "in most articles first":
            choices.sort(key=lambda choice: -len(choice.value.articles))
        elif ORDERS[self._order] == "by name":
            choices.sort(key=lambda choice: choice.value.name.casefold())
        self._most = max((choice.value.count for choice in choices), default=1)
        known, files = len(self.index.mentions), len(self.library.paths)
        self.choices.border_subtitle = ORDERS[self._order] + (
            "" if known == files else f" · {known:,} of {files:,} articles"
        )
        return choices

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The first mention in the article that mentions it most."""
        entity: Entity = choice.value
        path = entity.articles[0]
        first = next((item for item in self.index.mentions.get(path, ()) if means(item, entity)), None)
        return None if first is None else (path, Span(first.start, first.end))

    def entities_of(self, choice: Choice) -> Sequence[Entity]:
        """The one of the row."""
        return (choice.value,)

    def choose(self) -> None:
        """List the mentions; the one that is chosen there is gone to."""
        if self.choices.chosen is not None:
            self.open_entity(self.choices.chosen.value)

    def next_order(self) -> None:
        """By mentions, by articles, by name."""
        self._order = (self._order + 1) % len(ORDERS)
        self.redraw()

    def narrow(self, by: str) -> None:
        """One type after another, then all."""
        kinds = ["", *self._kinds()]
        self.keep_only(kinds[(kinds.index(self._only) + 1) % len(kinds)] if self._only in kinds else "")

    def keep_only(self, value: str) -> None:
        """Show one type, or all again."""
        self._only = "" if value == self._only else value
        self.choices.index = 0
        self.redraw()

    def subject(self) -> Subject | None:
        """The entity under the cursor."""
        return subjects.of_entity(self.choices.chosen.value) if self.choices.chosen is not None else None

    def foresee(self, ruled: Ruled) -> None:
        """The entity goes, or becomes what it is said to be."""
        if self.choices.chosen is not None:
            self._names = self._after(self.choices.chosen.value, ruled.verdict)
            self.redraw()

    def _after(self, entity: Entity, verdict: Verdict) -> list[Choice]:
        """The names after a verdict on one of them, before all is linked anew."""
        gone, come = foreseen(entity, verdict)
        kept = [choice for choice in self._names if (choice.value.type, choice.value.name) not in gone]
        return sorted([*kept, *map(self._choice, come)], key=lambda choice: -choice.value.count)

    def _kinds(self) -> dict[str, int]:
        """The types there are, with how many entities, in the order of the panel."""
        counts = Counter(choice.value.type for choice in self._names)
        return {kind: counts[kind] for kind in in_order(counts)}

    def _show_types(self) -> None:
        kinds = self._kinds()
        every = Chip("", f"all {len(self._names):,}", Style(), chosen=not self._only)
        self.chips.show(
            [
                every,
                *(
                    Chip(kind, f"{one_line(kind)} {count:,}", self.palette.entity(kind), chosen=kind == self._only)
                    for kind, count in kinds.items()
                ),
            ]
        )

    def _choice(self, entity: Entity) -> Choice:
        words = " ".join([*entity.names, entity.name, entity.type]).casefold()
        return Choice(partial(self._row, entity), words, entity, key=f"{entity.type} {entity.name}")

    def _row(self, entity: Entity) -> tuple[Text, ...]:
        width, linear = self.choices.scrollable_content_region.width - 2, self.library.settings.linear
        return (entity_row(entity, self._most, self.palette, width, linear=linear),)


def foreseen(entity: Entity, verdict: Verdict) -> tuple[set[tuple[str, str]], list[Entity]]:
    """What a verdict on an entity comes to: which entities, by type and name, go, and which come instead."""
    gone = {(entity.type, entity.name)}
    if verdict.action is Action.RETYPE and verdict.type:
        return gone, [replace(entity, type=verdict.type)]
    other = verdict.other
    if verdict.action is not Action.SAME or other is None:
        return gone, []
    names, articles = (*other.names, *entity.names), (*other.articles, *entity.articles)
    count = other.count + entity.count
    both = replace(other, count=count, names=names, articles=tuple(dict.fromkeys(articles)))
    return gone | {(other.type, other.name)}, [both]
