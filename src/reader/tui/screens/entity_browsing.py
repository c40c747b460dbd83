"""What the screens of entities share: chips over the list, a card beside it, and rulings."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical

from reader.annotations.ruling import Decision, Scope, add_rulings
from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.articles.spans import SpanSet
from reader.library.concordance import means
from reader.library.location import LibraryError
from reader.tui.changing import failure_told, say_done
from reader.tui.screens.browsing import FilterInput
from reader.tui.screens.entity_gathering import EntityGatheringScreen
from reader.tui.screens.ruling import Ruled, RulingScreen
from reader.tui.widgets.chips import Chips
from reader.tui.widgets.entity_card import EntityCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from reader.articles.models import Span
    from reader.entities.models import Entity
    from reader.library.entities import EntityIndex
    from reader.library.library import Library
    from reader.tui.painting import Layers
    from reader.tui.places import Place
    from reader.tui.subjects import Subject
    from reader.tui.themes import Palette
    from reader.tui.widgets.choice_list import Choice


class EntityBrowsingScreen(EntityGatheringScreen):
    """Chips choose which part is listed, a card tells of the choice, and what is listed can be corrected."""

    def __init__(self, library: Library, palette: Palette, index: EntityIndex | None = None) -> None:
        super().__init__(library, palette, index)
        self.chips = Chips(id="chips")
        self.card = EntityCard(id="card")

    def compose(self) -> ComposeResult:
        """The line that filters, the chips, the list, and beside it the card and the preview."""
        yield FilterInput(placeholder=self.PLACEHOLDER, id="filter")
        yield self.chips
        with Horizontal(id="browsed"):
            yield self.choices
            with Vertical(id="beside"):
                yield self.card
                yield self.preview
        yield self.key_line

    @abstractmethod
    def entities_of(self, choice: Choice) -> Sequence[Entity]:
        """The entities that the preview marks; the card tells of the first."""

    def tell(self, choice: Choice | None) -> None:
        """Tell of the entity on the card."""
        entity = next(iter(self.entities_of(choice)), None) if choice is not None else None
        self.card.tell(self.library, self.index, entity, self.palette)

    def marks_of(self, path: str, span: Span) -> Layers:
        """Every mention of the entities, and the one that is meant."""
        marks, chosen = super().marks_of(path, span), self.choices.chosen
        entities = self.entities_of(chosen) if chosen is not None else ()
        marks.mentions = SpanSet(
            (item.start, item.end, self.palette.entity(item.type))
            for item in self.index.mentions.get(path, ())
            if any(means(item, entity) for entity in entities)
        )
        return marks

    def open_entity(self, entity: Entity) -> None:
        """All that is known of an entity; the mention that is chosen there is gone to."""
        from reader.tui.screens.entity import EntityScreen

        self.app.push_screen(
            EntityScreen(self.library, self.palette, (entity.type, entity.name), index=self.index), self._left
        )

    def _left(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)
        else:
            self.look()

    @abstractmethod
    def subject(self) -> Subject | None:
        """What a ruling would be about: what is under the cursor."""

    def foresee(self, ruled: Ruled) -> None:
        """Show at once what a ruling comes to, as far as that can be told before all is gathered anew."""

    def change_choice(self) -> None:
        """Correct what is under the cursor."""
        try:
            subject = self.subject()
        except (LibraryError, UnreadableError) as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
            return
        if subject is not None:
            self.app.push_screen(
                RulingScreen(self.library, self.palette, subject, self.index, Scope.EVERYWHERE), self._ruled
            )

    def _ruled(self, ruled: Ruled | None) -> None:
        if ruled is not None:
            self.foresee(ruled)
            self.rule(ruled.decisions, ruled.said)

    @work(group="change")
    async def rule(self, decisions: Iterable[Decision], said: str) -> None:
        """Keep rulings, and say so; what cannot be kept is shown as it was."""
        with failure_told(self):
            await self.reader.change(add_rulings, decisions, creator=self.library.settings.creator or None)
            say_done(self, said, "{undo-here}")
        self._foreseen = True
        self.look()

    @on(Chips.Pressed)
    def _chip_pressed(self, message: Chips.Pressed) -> None:
        self.keep_only(message.value)

    @abstractmethod
    def keep_only(self, value: str) -> None:
        """Show the part that a chip stands for."""
