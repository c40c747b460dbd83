"""The main screen: the list of articles, the text, the side panel."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from reader.annotations.models import Status
from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.commands import COMMANDS, Context
from reader.entities.models import NAME_TYPES, NUMBER_TYPES
from reader.library.events import AnnotationsChanged, ArticlesChanged, EntitiesFailed, EntitiesReady
from reader.library.location import LibraryError
from reader.tui.bindings import bindings_of
from reader.tui.open_article import OpenArticle
from reader.tui.screens.annotating import AnnotatingActions
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.entity_panel import EntityPanel
from reader.tui.widgets.lines import KeyLine, TitleLine
from reader.tui.widgets.text_view import TextView
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from reader.articles.models import Span
    from reader.library.events import Event
    from reader.library.library import Library
    from reader.search.models import Hit
    from reader.tui.themes import Palette

WIDE, MEDIUM = 120, 80
"""Columns from which three panes, or two, stand side by side."""
BREAKPOINTS = [(0, "narrow"), (MEDIUM, "medium"), (WIDE, "wide")]
READ_AT_ONCE = 64
"""Articles whose titles are read before the first paint; those of a larger library arrive on it."""
EMPTY = "No articles here.\n\nPut .txt or .md files into {folder}, or open another folder: reader PATH"


class MainScreen(AnnotatingActions, Screen[None]):
    """Lists articles and shows one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.MAIN)
    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(classes="on-list")
        self.library = library
        self._settled = False
        self.hits: tuple[Hit, ...] = ()
        self.title_line = TitleLine()
        self.article_list = ArticleList(library.catalog, id="list")
        self.view = ArticleView(palette, library.settings.width, id="text")
        self.panel = EntityPanel(palette, id="side")
        self.key_line = KeyLine()
        self.reading = OpenArticle(library, self.view, palette)
        if shown := library.settings.types:
            self.reading.hidden = {*NAME_TYPES, *NUMBER_TYPES} - set(shown)

    def compose(self) -> ComposeResult:
        """Two lines and three panes between them."""
        yield self.title_line
        with Horizontal(id="panes"):
            yield self.article_list
            yield self.view
            yield self.panel
        yield self.key_line

    def on_mount(self) -> None:
        """List the articles and open the one read last."""
        width = self.app.size.width
        self.add_class("wide" if width >= WIDE else "medium" if width >= MEDIUM else "narrow")
        self.article_list.border_title = "Articles"
        self.panel.border_title = "Entities"
        paths = [file.path for file in self.library.files]
        if len(paths) <= READ_AT_ONCE:
            self.library.catalog.load(paths)
        last = self.library.state.last_article
        first = last if last in paths else next(iter(paths), None)
        self.article_list.list_paths(paths, first)
        if first is None:
            self.view.show(EMPTY.format(folder=one_line(str(self.library.location.folder))), self.view.painted)
        else:
            self.open_article(first)
        self.say_library()
        self.say_keys()
        self.call_after_refresh(self._settle)

    def _compositor_refresh(self) -> None:
        """Paint only once the panes have their sizes: at the start Textual would paint five times over."""
        if self._settled:
            super()._compositor_refresh()

    def _settle(self) -> None:
        self._settled = True
        self.refresh()
        self.call_after_refresh(self.begin_background_work)

    def begin_background_work(self) -> None:
        """What the first paint did not wait for: titles, entities, news of the folder, the garbage collector."""
        gc.freeze()
        gc.enable()
        self.library.start_watching()
        if len(self.library.files) > READ_AT_ONCE:
            self.read_titles()
        if self.reading.article is not None:
            self.find_mentions(self.reading.article.path)

    # The open article

    def open_article(self, path: str, matches: Sequence[Span] = ()) -> None:
        """Show an article; what goes wrong is said."""
        try:
            article = self.reading.open(path, matches)
        except (UnreadableError, LibraryError) as error:
            self.notify(one_line(str(error)), severity="error", markup=False)
            return
        self.view.border_title = Content(one_line(self.library.catalog.entry(path).title))
        self.article_list.go_to(path)
        for notice in article.notices:
            self.notify(one_line(notice), severity="warning", markup=False)
        self.panel.say("Recognizing …")
        if self.app.is_running and self.view.size.height:
            self.find_mentions(path)

    @work(thread=True, exclusive=True, group="mentions")
    def find_mentions(self, path: str) -> None:
        """Look the article's mentions up, or have them recognized."""
        if self.library.recognition.known(self.library.article(path)) is None:
            self.library.recognition.request(path)
        else:
            self.library.events.emit(EntitiesReady(path))

    @work(thread=True, exclusive=True, group="titles")
    def read_titles(self) -> None:
        """Read the titles of a large library; the list shows them as they come."""
        paths = [file.path for file in self.library.files]
        for start in range(0, len(paths), READ_AT_ONCE):
            self.library.catalog.load(paths[start : start + READ_AT_ONCE])
            self.app.call_from_thread(self.article_list.refresh)

    def handle(self, event: Event) -> None:
        """Something happened in the library."""
        article = self.reading.article
        match event:
            case EntitiesReady(path) if article is not None and path == article.path:
                self.reading.mentions = self.library.recognition.known(article) or ()
                self.panel.show(path, self.reading.mentions, self.reading.hidden)
                self.reading.repaint()
            case EntitiesFailed(reason):
                self.panel.say(one_line(reason))
                self.notify(one_line(reason), title="No entities", severity="warning", markup=False)
            case AnnotationsChanged():
                self.repaint()
            case ArticlesChanged():
                shown = article.path if article is not None else None
                self.article_list.list_paths([file.path for file in self.library.files], shown)
                self.say_library()

    def repaint(self) -> None:
        """Draw everything anew after annotations or colors changed."""
        self.reading.palette = self.panel.palette = self.reader.palette
        self.reading.repaint()
        self.article_list.refresh()
        self.panel.refresh()
        self.say_library()

    def say_library(self) -> None:
        """The library in numbers, on the first line."""
        entries = [self.library.catalog.known(file.path) for file in self.library.files[:READ_AT_ONCE]]
        count = len(self.library.files)
        parts = [f"{count:,} article{'' if count == 1 else 's'}"]
        if count <= READ_AT_ONCE:
            parts.append(f"{sum(entry is None or entry.status is Status.UNREAD for entry in entries)} unread")
        tags = sorted(self.library.store.tags(), key=lambda tag: -tag.articles)[:4]
        if tags:
            parts.append(" ".join(f"#{one_line(tag.tag)}" for tag in tags))
        if self.library.store.problem:
            parts.insert(0, "annotations read-only")
        self.title_line.say(f"reader — {one_line(self.library.location.name)}", " · ".join(parts))

    def say_keys(self) -> None:
        """The keys that matter in this pane."""
        contexts = [Context.SELECTION, Context.MAIN] if self.view.cursor.selecting else [Context.MAIN]
        self.key_line.offer(
            [item for context in contexts for item in COMMANDS if item.footer and item.context is context]
        )

    # Messages

    @on(VirtualList.Highlighted, "#list")
    def _list_moved(self) -> None:
        path = self.article_list.path
        if path is not None and (self.reading.article is None or path != self.reading.article.path):
            self.hits = ()
            self.open_article(path)

    @on(VirtualList.Chosen, "#list")
    def _article_chosen(self) -> None:
        self._list_moved()
        self.show_pane(self.view)

    @on(VirtualList.Chosen, "#side")
    def _entity_chosen(self, message: VirtualList.Chosen) -> None:
        entity = self.panel.entity(message.index)
        if entity is not None:
            self.reading.go_to_mention(1, entity)
            if self.has_class("narrow"):
                self.show_pane(self.view)

    @on(TextView.Moved)
    def _text_moved(self) -> None:
        self.view.border_subtitle = f"{self.view.progress:.0%}" if self.reading.article else ""

    @on(ArticleView.CursorMoved)
    def _cursor_moved(self) -> None:
        self.say_keys()

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        target = self.view if hasattr(self.view, f"action_{message.command.action.partition('(')[0]}") else self
        await self.app.run_action(message.command.action, default_namespace=target)

    # Panes

    def show_pane(self, pane: Widget) -> None:
        """Go to a pane; on a narrow screen it is the only one."""
        for name, widget in (("list", self.article_list), ("text", self.view), ("side", self.panel)):
            self.set_class(widget is pane, f"on-{name}")
        pane.focus()
        self.say_keys()

    def action_pane(self, step: int) -> None:
        """To the pane on the right (1) or on the left (-1), around the ends."""
        panes: list[Widget] = [self.article_list, self.view, self.panel]
        if self.has_class("wide"):
            panes = [pane for pane in panes if pane.display]
        here = panes.index(self.focused) if self.focused in panes else 0
        self.show_pane(panes[(here + step) % len(panes)])

    def action_toggle_pane(self, name: str) -> None:
        """Show or hide the list or the side panel."""
        if self.has_class("wide"):
            self.toggle_class(f"without-{name}")
        elif name == "side":
            self.toggle_class("with-side")
            self.show_pane(self.view if self.panel.display else self.panel)
        if self.focused is not None and not self.focused.display:
            self.show_pane(self.view)

    def action_select(self) -> None:
        """Select in the text."""
        self.show_pane(self.view)
        self.view.action_select()

    def action_back(self) -> None:
        """The marks of a search go first, then the side panel, then back to the list."""
        if self.reading.drop_matches():
            self.hits = ()
        elif self.has_class("with-side"):
            self.remove_class("with-side")
            self.show_pane(self.view)
        elif self.article_list.display or self.has_class("narrow"):
            self.show_pane(self.article_list)

    # Finding

    def action_search(self) -> None:
        """Search, for what is selected if something is."""
        selection = self.view.cursor.selection
        self.search_for(one_line(self.view.text[selection.start : selection.end]) if selection else "")

    def search_for(self, typed: str) -> None:
        """Open the search; a hit that is chosen opens its article."""
        from reader.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.library, self.reading.palette, typed), self._found)

    def _found(self, found: tuple[tuple[Hit, ...], int] | None) -> None:
        if found is not None:
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
