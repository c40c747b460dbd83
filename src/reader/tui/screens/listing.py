"""The list of articles: which are in it, and in which order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from reader.articles.sanitizing import one_line
from reader.library.listing import ListFilter, Order, listed
from reader.library.people import unknown_person
from reader.tui.bindings import with_keys
from reader.tui.handing_over import hand_over
from reader.tui.screens.reading import READ_AT_ONCE, ReadingScreen
from reader.tui.wording import as_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.tui.widgets.chips import Chips
    from reader.tui.widgets.filter_line import FilterLine
    from reader.tui.widgets.typing_line import TypingLine

NOTHING_FITS = "No article fits: {leave-filter} takes the filter off."


class ListingActions(ReadingScreen):
    """Actions of the main screen on its list: filter and sort."""

    _filter = ListFilter()
    _before = ""
    """The filter in force when another one began to be typed."""

    @property
    def order(self) -> Order:
        """The order of the list, which is remembered."""
        name = self.library.state.layout.get("order")
        return Order(name) if name in list(Order) else Order.PATH

    def action_sort(self) -> None:
        """List in the next order."""
        self.library.state.set_layout("order", self.order.next)
        self.list_articles()
        self.notify(f"Listed {self.order}", timeout=2)

    @cached_property
    def filter_line(self) -> FilterLine:
        """The line on which one filters; it comes when it is first asked for."""
        from reader.tui.widgets.filter_line import FilterLine

        return FilterLine(id="filter")

    @cached_property
    def filters(self) -> Chips:
        """The filters in force, below the first line; they come when there is one for the first time."""
        from reader.tui.widgets.chips import Chips

        chips = Chips(id="filters")
        self.mount(chips, after=self.title_line)
        return chips

    async def action_filter(self) -> None:
        """Type which articles are listed."""
        self._before = " ".join(self._filter.parts)
        await self.type_on(self.filter_line, f"{self._before} " if self._before else "")

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Other articles are to be listed."""
        self._filter = ListFilter.typed(message.text)
        self.list_articles()

    def on_filter_line_moved(self, message: FilterLine.Moved) -> None:
        """The cursor is to move in the list."""
        self.article_list.action_move(message.where)

    def on_typing_line_left(self, message: TypingLine.Left) -> None:
        """The filter stays in force, or the one before is again."""
        if message.line.id != "filter":
            return
        if not message.keep:
            self._filter = ListFilter.typed(self._before)
            self.list_articles()
        self._show_chips()
        self.typed_on(message.line, self.article_list)

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        """A part of the filter goes."""
        self._filter = self._filter.without(message.value)
        self._show_chips()
        self.list_articles()

    def list_articles(self) -> None:
        """List anew, at once where that takes no time."""
        if self._filter == ListFilter() and self.order is Order.PATH:
            self.workers.cancel_group(self, "listing")
            self._show_listed(self.library.paths)
        else:
            self._list(self._filter, self.order)

    @work(thread=True, exclusive=True, group="titles")
    def read_titles(self) -> None:
        """Read the titles of a large library; the list shows them as they come."""
        paths = self.library.paths
        for start in range(0, len(paths), READ_AT_ONCE):
            self.library.catalog.load(paths[start : start + READ_AT_ONCE])
            hand_over(self, self.article_list.refresh)
        hand_over(self, self.titles_known)

    def titles_known(self) -> None:
        """What is listed by its title may be another article now."""
        if self._filter.words or self.order is Order.TITLE:
            self.list_articles()

    @work(thread=True, exclusive=True, group="listing")
    def _list(self, wanted: ListFilter, order: Order) -> None:
        """Thousands of titles take a moment; a letter more ends what an older one began."""
        worker = get_current_worker()
        paths = listed(self.library, wanted, order)
        if not worker.is_cancelled:
            hand_over(self, self._show_listed, paths)

    def _show_listed(self, paths: Sequence[str]) -> None:
        article = self.reading.article
        unknown = as_sentence(unknown_person(self.library, self._filter.filters))
        self.article_list.when_empty(unknown or with_keys(self, NOTHING_FITS) if self._filter.parts else self.empty)
        self.article_list.list_paths(paths, article.path if article is not None else None)
        count = f"{len(paths):,} of {len(self.library.paths):,}"
        if self.typing_line is not None and self.typing_line.id == "filter":
            self.typing_line.say(count if self._filter.parts else "")
        self.article_list.border_title = f"Articles {count}" if self._filter.parts else "Articles"

    def _show_chips(self) -> None:
        """What the list is filtered by; a click takes it off."""
        from reader.tui.widgets.chips import Chip

        style = self.reader.palette.quiet
        chips = [Chip(part, f"{one_line(part)} ✕", style) for part in self._filter.parts]
        if chips or self.query("#filters"):
            self.filters.show(chips)
            self.filters.display = bool(chips)

    def action_back(self) -> None:
        """In the list, its filter goes."""
        if self._filter.parts and self.focused is self.article_list:
            self._filter = ListFilter()
            self._show_chips()
            self.list_articles()
        else:
            super().action_back()
