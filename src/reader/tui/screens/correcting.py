"""Entities in the open article: what stands under the cursor, correcting it, and what the library says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from reader.articles.models import Span
from reader.commands import command
from reader.entities.models import in_order
from reader.tui.bindings import with_keys
from reader.tui.changing import failure_told, say_done
from reader.tui.places import Place
from reader.tui.screens.annotating import AnnotatingActions
from reader.tui.screens.finding import FindingActions
from reader.tui.widgets.scrolling import say_on_lower_edge
from reader.tui.widgets.type_legend import legend, named
from reader.tui.wording import time_left

if TYPE_CHECKING:
    from reader.annotations.ruling import Scope
    from reader.articles.models import Article
    from reader.commands import Command
    from reader.entities.models import Mention
    from reader.library.entities import EntityIndex
    from reader.tui.screens.ruling import Ruled
    from reader.tui.subjects import Subject

NOTHING_HERE = "Go to a name first: {next-mention} finds the next one, a click too; or select words with {select}."
ON_A_MENTION = ("open-passage", "correct")
EDGES = 9
"""Columns of a pane's lower edge that say nothing."""


class CorrectingActions(FindingActions, AnnotatingActions):
    """Actions of the main screen on the entities of the open article."""

    _scope: Scope | None = None
    """Where the last ruling holds; the next one is likely to hold there, too."""

    @property
    def mention(self) -> Mention | None:
        """The mention that was gone to, or stands under the cursor of the text."""
        gone_to = self.view.has_focus or self.view.current is not None
        return self.reading.mention_at_cursor() if gone_to else None

    def take_entities(self) -> None:
        """Show the article's entities, and what stands under the cursor now."""
        super().take_entities()
        self.say_keys()

    def keys_now(self) -> list[Command]:
        """On a mention, what can be done with it comes first."""
        offered = super().keys_now()
        if self.typing_line is not None or self.view.cursor.selecting or self.mention is None:
            return offered
        return [*map(command, ON_A_MENTION), *(item for item in offered if item.id not in ON_A_MENTION)]

    def say_keys(self) -> None:
        """The keys that matter now, and where that is."""
        super().say_keys()
        self.say_place()

    def say_place(self) -> None:
        """What stands under the cursor, else the legend where the panel does not show it; and how far reading is."""
        reading, mention = self.reading, self.mention
        if reading.article is None:
            say_on_lower_edge(self.view, None)
            return
        path, progress = reading.article.path, self.view.progress
        left = time_left(self.library.catalog.words([path]).get(path, 0), progress)
        far = [Content(f"{progress:.0%}"), *([Content(left)] if left else [])]
        room = self.view.size.width - EDGES
        first = Content()
        if mention is not None:
            first = named(mention, reading.palette)
        elif not self.panel.display and not self.library.settings.linear:
            types = in_order(mention.type for mention in reading.mentions)
            first = legend(types, reading.hidden, reading.palette, room - sum(part.cell_length for part in far))
        if first.cell_length + sum(part.cell_length for part in far) > room:
            far = far[:1]
        say_on_lower_edge(self.view, Content(" · ").join(filter(None, [first, *far])))

    def action_correct(self) -> None:
        """Say what the selection, the entity in the panel, or the mention under the cursor is."""
        from reader.annotations.ruling import Scope
        from reader.tui.screens.ruling import RulingScreen

        subject = self._subject()
        if subject is None:
            self.notify(with_keys(self, NOTHING_HERE))
            return
        palette, here, scope = self.reading.palette, self.reading.entities, self._scope or Scope.ARTICLE
        self.app.push_screen(RulingScreen(self.library, palette, subject, here, scope), self._ruled)

    def action_open_passage(self) -> None:
        """Open the note that is under the cursor, else the entity."""
        if self.reading.annotation_at_cursor() or self.reading.article_note_at_cursor():
            super().action_open_passage()
        else:
            self.action_open_entity()

    def action_open_entity(self) -> None:
        """Everything that the library says of the entity under the cursor."""
        article, mention = self.reading.article, self.mention
        if article is not None and mention is not None:
            at = Place(article.path, Span(mention.start, mention.end))
            self.show_entity((mention.type, mention.entity), self.reading.entities, at)

    def show_entity(self, entity: tuple[str, str], index: EntityIndex | None, at: Place | None = None) -> None:
        """Everything that the library says of an entity; the mention that is chosen is gone to."""
        from reader.tui.screens.entity import EntityScreen

        self.app.push_screen(EntityScreen(self.library, self.reading.palette, entity, at, index), self._go_to)

    def _ruled(self, ruled: Ruled | None) -> None:
        if ruled is not None:
            self._scope = ruled.scope
            self._keep(ruled)

    @work
    async def _keep(self, ruled: Ruled) -> None:
        from reader.annotations.ruling import add_rulings

        with failure_told(self):
            await self.reader.change(add_rulings, ruled.decisions, creator=self.library.settings.creator or None)
            self.view.cursor = self.view.cursor.dropped()
            self.repaint()
            say_done(self, ruled.said)

    def _subject(self) -> Subject | None:
        article, selection = self.reading.article, self.view.cursor.selection
        if article is None:
            return None
        from reader.library.concordance import means
        from reader.tui import subjects

        if selection is not None:
            return self._selected(article, selection)
        entity = self.panel.entity(self.panel.index) if self.panel.has_focus else None
        if entity is not None:
            its = [mention for mention in self.reading.mentions if means(mention, entity)]
            return subjects.of_entity_in(article, entity, its)
        mention = self.mention
        return None if mention is None else subjects.of_mention(article, mention)

    def _selected(self, article: Article, selection: Span) -> Subject | None:
        """The mention that is selected, else the words without the spaces around them; None where they hold no name."""
        from reader.tui import subjects

        words = article.text[selection.start : selection.end]
        start = selection.start + len(words) - len(words.lstrip())
        span = Span(start, start + len(words.strip()))
        for mention in self.reading.mentions:
            if (mention.start, mention.end) == (span.start, span.end):
                return subjects.of_mention(article, mention)
        return subjects.of_selection(article, span) if words.strip() and "\n" not in words.strip() else None
