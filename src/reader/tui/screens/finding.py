"""Finding: the search and its hits, the mentions of entities, the types that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.articles.sanitizing import one_line
from reader.entities.models import NAME_TYPES, NUMBER_TYPES
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.entity_panel import EntityPanel

if TYPE_CHECKING:
    from reader.search.models import Hit
    from reader.tui.places import Place

NOTICE_SECONDS = 3


class FindingActions(ReadingScreen):
    """Actions of the main screen that lead to another place."""

    def action_search(self) -> None:
        """Search, for what is selected if something is."""
        selection = self.view.cursor.selection
        self.search_for(one_line(self.view.text[selection.start : selection.end]) if selection else "")

    def search_for(self, typed: str) -> None:
        """Open the search; a hit that is chosen opens its article."""
        from reader.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.library, self.reading.palette, typed), self._found)

    def action_notes(self) -> None:
        """All notes and highlights; the chosen one is gone to."""
        from reader.tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.library, self.reading.palette), self._go_to)

    def action_entities(self) -> None:
        """The entities of the whole library; the mention that is chosen is gone to."""
        from reader.tui.screens.entities import EntitiesScreen

        self.app.push_screen(EntitiesScreen(self.library, self.reading.palette), self._go_to)

    def action_links(self) -> None:
        """List the links of the article."""
        from reader.tui.screens.links import LinksScreen

        if self.reading.article is not None:
            self.app.push_screen(LinksScreen(self.library, self.reading.palette, self.reading.article))

    def action_overview(self) -> None:
        """The library at a glance; the cell that is chosen is gone to."""
        from reader.tui.screens.overview import OverviewScreen

        self.app.push_screen(OverviewScreen(self.library, self.reading.palette), self._go_to)

    def action_tags(self) -> None:
        """All tags; the articles of the chosen one are shown."""
        from reader.tui.screens.tags import TagsScreen

        self.app.push_screen(TagsScreen(self.library, self.reading.palette), self._show_tagged)

    def _go_to(self, place: Place | None) -> None:
        self.repaint()
        if place is not None:
            self.jumps.leave(self.here)
            self.open_article(place.path)
            self.show_pane(self.view)
            if place.span is not None:
                self.view.current = place.span

    def _show_tagged(self, tag: str | None) -> None:
        self.repaint()
        if tag is not None:
            self.search_for(f'tag:"{tag}" ')

    def _found(self, found: tuple[tuple[Hit, ...], int] | None) -> None:
        if found is None:
            return
        self.jumps.leave(self.here)
        self.hits, index = found
        hit = self.hits[index]
        if self._open_with_matches(hit.article) and hit.places:
            self.view.current = hit.places[0]

    def _open_with_matches(self, path: str) -> bool:
        """Open an article with all its matches marked, at the first; False when it cannot be read any more."""
        self.open_article(path, sorted({place for hit in self.hits if hit.article == path for place in hit.places}))
        self.show_pane(self.view)
        return self.reading.article is not None and self.reading.article.path == path

    def action_match(self, step: int) -> None:
        """The next match in the article, then the next article with hits, around the end; -1 the other way."""
        if self.reading.go_to_match(step) or not self.hits or self.reading.article is None:
            return
        self.app.clear_notifications()
        paths, here = list(dict.fromkeys(hit.article for hit in self.hits)), self.reading.article.path
        start = paths.index(here) if here in paths else min(-step, 0)
        for place in range(start + step, start + step * (len(paths) + 1), step):
            if self._open_with_matches(paths[place % len(paths)]):
                if step < 0 and self.reading.matches:
                    self.view.current = self.reading.matches[-1]
                self.notify(_whereabouts(place, len(paths)), timeout=NOTICE_SECONDS)
                return

    def action_mention(self, step: int) -> None:
        """The next mention of an entity, or the one before."""
        self.reading.go_to_mention(step)

    def action_toggle_type(self, number: int) -> None:
        """Show or hide one type of entity."""
        self._toggle({NAME_TYPES[number - 1]})

    def action_toggle_numbers(self) -> None:
        """Show or hide dates, amounts and other numbers."""
        self._toggle(set(NUMBER_TYPES))

    @on(EntityPanel.Toggled)
    def _type_toggled(self, message: EntityPanel.Toggled) -> None:
        self.action_toggle_named(message.type)

    def action_toggle_named(self, kind: str) -> None:
        """Show or hide a type by its name."""
        self._toggle({kind})

    def _toggle(self, types: set[str]) -> None:
        self.reading.hidden ^= types
        if self.reading.entities is not None:
            self.panel.show(self.reading.entities.entities, self.reading.hidden)
        self.reading.repaint()
        self.say_keys()


def _whereabouts(place: int, articles: int) -> str:
    """Which of the articles with hits this is; beyond either end it is the one around it."""
    if 0 <= place < articles:
        return f"Article {place + 1} of {articles} with hits"
    end = "last" if place < 0 else "first"
    return f"Around to the {end} match" if articles == 1 else f"Around to the {end} of {articles} articles with hits"
