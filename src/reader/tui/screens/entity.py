"""One entity: every mention in its sentence, the names gathered under it and why, and who appears with it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from reader.annotations.ruling import Scope
from reader.articles.sanitizing import one_line
from reader.library import ruling
from reader.library.concordance import concordance, found
from reader.tui import subjects
from reader.tui.entity_views import Listed, Listing, View, without
from reader.tui.handing_over import hand_over
from reader.tui.screens.entity_browsing import EntityBrowsingScreen
from reader.tui.widgets.chips import Chip
from reader.tui.wording import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.articles.models import Span
    from reader.entities.models import Entity
    from reader.library.concordance import ArticleConcordance, Occurrence
    from reader.library.entities import EntityIndex
    from reader.library.library import Library
    from reader.tui.places import Place
    from reader.tui.screens.ruling import Ruled
    from reader.tui.subjects import Subject
    from reader.tui.themes import Palette
    from reader.tui.widgets.choice_list import Choice

SHOWN_EVERY = 0.2
"""Seconds between showings while articles are read."""


class EntityScreen(EntityBrowsingScreen):
    """The concordance of an entity; other views are its names and its company."""

    ACTIONS: ClassVar[frozenset[str]] = frozenset(
        {"choose", "change", "remove", "narrow('color')", "undo", "redo", "leave"}
    )
    LABELS: ClassVar[Mapping[str, str]] = {"change": "correct", "remove": "keep apart", "narrow('color')": "view"}

    def __init__(
        self,
        library: Library,
        palette: Palette,
        entity: tuple[str, str],
        at: Place | None = None,
        index: EntityIndex | None = None,
    ) -> None:
        """Show an entity.

        Args:
            library: the library.
            palette: the colors of types.
            entity: its type and its name, or one of its names.
            at: a mention of it, if one was gone to: in the library it may go by another name than in its article.
            index: what is known already, shown until all is gathered.
        """
        super().__init__(library, palette, index)
        self._wanted = entity
        self._at = at
        self._entity: Entity | None = None
        self._articles: tuple[ArticleConcordance, ...] = ()
        self._cut = False
        """Whether mentions were taken out before all was gathered anew."""
        self._view = View.MENTIONS
        self._keys = self.key_line.offered

    @property
    def heading(self) -> str:
        """Who it is."""
        entity = self._entity
        if entity is None:
            return one_line(self._wanted[1])
        places = f"{counted(entity.count, 'mention')} in {counted(len(entity.articles), 'article')}"
        return f"{one_line(entity.name)} · {one_line(entity.type)} · {places}"

    def begin(self) -> None:
        """Begin with the mentions."""
        self._show_view(self._view)
        super().begin()

    def take_index(self) -> None:
        """Find the entity, under whatever name it goes now, and read its articles if it is another."""
        path, start = (self._at.path, self._at.span.start) if self._at and self._at.span else ("", -1)
        entity = found(self.index, *self._wanted, path, start)
        if entity != self._entity or self._cut:
            self._entity, self._cut = entity, False
            self.query_one("#filter").border_title = Content(self.heading)
            self.read_articles(self.index, entity)
        self.redraw()

    @work(thread=True, exclusive=True, group="concordance")
    def read_articles(self, index: EntityIndex, entity: Entity | None) -> None:
        """Read the sentences; the first ones are shown while others are still read."""
        worker, shown = get_current_worker(), 0.0
        read: list[ArticleConcordance] = []
        for article in concordance(self.library, index, entity) if entity is not None else ():
            if worker.is_cancelled:
                return
            read.append(article)
            if monotonic() - shown > SHOWN_EVERY:
                hand_over(self, self._show_articles, entity, tuple(read))
                shown = monotonic()
        hand_over(self, self._show_articles, entity, tuple(read))

    def _show_articles(self, entity: Entity | None, articles: tuple[ArticleConcordance, ...]) -> None:
        if self.is_mounted and entity == self._entity:
            self._articles = articles
            self.redraw()

    def gather(self) -> Sequence[Choice]:
        """What the view lists."""
        self._show_chips()
        entity, listing = self._entity, Listing(self.choices, self.palette)
        if entity is None:
            return ()
        match self._view:
            case View.MENTIONS:
                return list(listing.mentions(entity, self._articles))
            case View.NAMES:
                return list(listing.names(entity, self._articles, self.index))
            case View.TOGETHER:
                return list(listing.together(self._articles, self.index))

    def entities_of(self, choice: Choice) -> Sequence[Entity]:
        """The entity; before it the companion of the row."""
        its = (self._entity,) if self._entity is not None else ()
        return (choice.value.entity, *its) if self._view is View.TOGETHER else its

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The mention; of a name or a companion the first one."""
        place: Place | None = choice.value.place
        return None if place is None or place.span is None else (place.path, place.span)

    def choose(self) -> None:
        """Go to the mention; of a companion, to all that is known of it."""
        if self.choices.chosen is None:
            return
        listed: Listed = self.choices.chosen.value
        if self._view is View.TOGETHER:
            self.open_entity(listed.entity)
        elif listed.place is not None:
            self.dismiss(listed.place)

    def narrow(self, by: str) -> None:
        """The next view."""
        views = list(View)
        self._show_view(views[(views.index(self._view) + 1) % len(views)])

    def keep_only(self, value: str) -> None:
        """The view of that chip."""
        self._show_view(View[value])

    def remove_choice(self) -> None:
        """Undo the merge by which the name under the cursor stands for the entity."""
        chosen, entity = self.choices.chosen, self._entity
        if chosen is None or entity is None or self._view is not View.NAMES:
            return
        listed: Listed = chosen.value
        if not listed.joined:
            self.notify("It goes by this name: keep the others apart from it.")
            return
        decisions = [decision for joined in listed.joined for decision in ruling.apart(joined)]
        gone = [item for item in self._occurrences() if item.mention.text == listed.entity.name]
        self._take_out(gone)
        self.rule(decisions, f"“{shortened(listed.entity.name)}” is not {shortened(entity.name)}, everywhere")

    def subject(self) -> Subject | None:
        """The mention, the name or the companion under the cursor."""
        if self.choices.chosen is None:
            return None
        listed: Listed = self.choices.chosen.value
        if listed.mention is not None and listed.place is not None:
            return subjects.of_mention(self.library.article(listed.place.path), listed.mention)
        return subjects.of_entity(listed.entity)

    def foresee(self, ruled: Ruled) -> None:
        """The mentions that it is about are this entity's no longer."""
        subject, chosen = ruled.subject, self.choices.chosen
        if self._view is View.TOGETHER or chosen is None:
            return
        if ruled.scope is Scope.MENTION:
            self._take_out(item for item in self._occurrences() if item.mention is chosen.value.mention)
            return
        paths = {subject.path} if ruled.scope is Scope.ARTICLE else {item.path for item in self._articles}
        self._take_out(
            item for item in self._occurrences() if item.mention.text in subject.texts and item.path in paths
        )

    def _occurrences(self) -> list[Occurrence]:
        return [item for article in self._articles for item in article.occurrences]

    def _take_out(self, gone: Iterable[Occurrence]) -> None:
        """Show the entity without some mentions, until all is gathered anew."""
        self._articles, self._cut = without(self._articles, gone), True
        self.redraw()

    def _say_count(self) -> None:
        self.choices.border_title = Content(counted(self.choices.count, self._view.noun))

    def _show_view(self, view: View) -> None:
        self._view = view
        self.choices.ROWS = view.rows  # type: ignore[misc]
        self.choices.index = 0
        keys = [item for item in self._keys if item.action != "remove" or view is View.NAMES]
        self.key_line.offer(keys)
        self.redraw()

    def _show_chips(self) -> None:
        self.chips.show([Chip(view.name, view.title, Style(), chosen=view is self._view) for view in View])
