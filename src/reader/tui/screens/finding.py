"""Finding: the search and its hits, the mentions of entities, the types that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.sanitizing import one_line
from reader.entities.models import NAME_TYPES, NUMBER_TYPES
from reader.tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from reader.search.models import Hit
    from reader.tui.places import Place


class FindingActions(PanesScreen):
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
        if found is not None:
            self.jumps.leave(self.here)
            self.hits = found[0]
            self._open_hit(found[1])

    def _open_hit(self, index: int) -> None:
        hit = self.hits[index]
        matches = sorted({match for item in self.hits if item.article == hit.article for match in item.matches})
        self.open_article(hit.article, matches)
        if hit.matches:
            self.view.current = hit.matches[0]
        self.show_pane(self.view)

    def action_match(self, step: int) -> None:
        """The next match in the article, then the next article with hits; -1 the other way."""
        if self.reading.go_to_match(step) or not self.hits or self.reading.article is None:
            return
        articles = list(dict.fromkeys(hit.article for hit in self.hits))
        here = articles.index(self.reading.article.path) if self.reading.article.path in articles else -1
        path = articles[(here + step) % len(articles)]
        indexes = [index for index, hit in enumerate(self.hits) if hit.article == path]
        self._open_hit(indexes[0 if step > 0 else -1])

    def action_mention(self, step: int) -> None:
        """The next mention of an entity, or the one before."""
        self.reading.go_to_mention(step)

    def action_toggle_type(self, number: int) -> None:
        """Show or hide one type of entity."""
        self._toggle({NAME_TYPES[number - 1]})

    def action_toggle_numbers(self) -> None:
        """Show or hide dates, amounts and other numbers."""
        self._toggle(set(NUMBER_TYPES))

    def _toggle(self, types: set[str]) -> None:
        self.reading.hidden ^= types
        if self.reading.article is not None:
            self.panel.show(self.reading.article.path, self.reading.mentions, self.reading.hidden)
        self.reading.repaint()
