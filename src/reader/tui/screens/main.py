"""The main screen: the list of articles, the text, the side panel."""

from __future__ import annotations

import gc
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from reader.articles.sanitizing import one_line
from reader.commands import Context
from reader.library.events import (
    AnnotationsChanged,
    ArticlesChanged,
    EntitiesFailed,
    EntitiesReady,
    ModelDoubted,
    NotUndoable,
    Progress,
)
from reader.library.listing import Order
from reader.pacing import paced
from reader.tui.bindings import bindings_of
from reader.tui.listening import progress_line
from reader.tui.screens.correcting import CorrectingActions
from reader.tui.screens.highlighting import HighlightingActions
from reader.tui.screens.locating import LocatingActions
from reader.tui.screens.marking import MarkingActions
from reader.tui.screens.reading import READ_AT_ONCE
from reader.tui.screens.reloading import ReloadingActions
from reader.tui.screens.siding import SidingActions
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.lines import KeyLine
from reader.tui.widgets.text_view import TextView
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import DescendantBlur, DescendantFocus

    from reader.library.events import Event


CATCH_UP_SECONDS = 0.1
"""How long after a key that was held down the article under the cursor is opened at the latest."""
GLIMPSE_SECONDS = 1.0
"""How long the text has the focus at least if it is read."""
PLACE_SECONDS = 3.0
"""How often it is kept where reading is: a terminal that is closed or killed loses no more."""

GARBAGE_THRESHOLDS = (5_000, 3, 300)
"""When each generation is collected. A paint makes thousands of objects and hardly any cycles: with Python's own
thresholds, one key in twelve waited 25 ms for the oldest generation. The others are small, so that none waits over 4 ms
for them."""


OPENED_OFTEN = ("search", "entities", "tag", "note", "help")
"""Screens that are imported before they are asked for."""

RECOGNIZED_UNASKED = 500
"""Articles of a library that is recognized while its first article is being read; those of a larger one are when they
are opened, or all when all entities are asked for."""


class MainScreen(
    CorrectingActions,
    SidingActions,
    LocatingActions,
    HighlightingActions,
    MarkingActions,
    ReloadingActions,
):
    """Lists articles and shows one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.MAIN)
    AUTO_FOCUS = "#list"

    _greeted = False
    _text_since = 0.0

    def on_mount(self) -> None:
        """List the articles; of many, the list stands before the one read last is opened."""
        self._catch_up = self.set_interval(CATCH_UP_SECONDS, self._open_listed, pause=True)
        self.article_list.border_title = "Articles"
        paths = self.library.paths
        last = self.library.state.last_article
        first = last if last in paths else next(iter(paths), None)
        if first is None:
            self.show_nothing()
        if len(paths) <= READ_AT_ONCE:
            self.library.catalog.load(paths)
        self.article_list.list_paths(paths, first)
        if self.order is not Order.PATH:
            self.list_articles()
        self.say_library()
        self.say_keys()

    @property
    def is_current(self) -> bool:
        """Whether any of it is to be seen; Textual would paint it, and the screen that covers it, all the same."""
        return all(screen.styles.background.a < 1 for screen in self.app.screen_stack[1:])

    def painted_first(self) -> None:
        """Open the article under the cursor, if that was left for later; then comes what nobody waits for."""
        if self.article_list.path is not None and self.reading.article is None:
            self.open_article(self.article_list.path)
        self.call_after_refresh(self.begin_background_work)

    def begin_background_work(self) -> None:
        """What the first paint did not wait for: titles, entities, news of the folder, the garbage collector."""
        gc.freeze()
        gc.set_threshold(*GARBAGE_THRESHOLDS)
        gc.enable()
        if self.library.state.is_new and self.library.paths:
            self.greet()
        self.library.start_watching()
        self.set_interval(PLACE_SECONDS, self.keep_place)
        if len(self.library.paths) > READ_AT_ONCE:
            self.read_titles()
        self.at_work = True
        if self.reading.article is not None:
            self.find_mentions(self.reading.article)
        if len(self.library.paths) <= RECOGNIZED_UNASKED:
            self.library.recognition.everywhere.bring_up_to_date(wait=False)
        self.offer_drafts()
        self.count_lost()
        self.get_screens_ready()

    @work(thread=True, group="screens")
    def get_screens_ready(self) -> None:
        """Import the screens that are opened most: the first key that opens one would wait for that."""
        for name in paced(OPENED_OFTEN, self.library.pacing.pause):
            import_module(f"reader.tui.screens.{name}")

    def greet(self) -> None:
        """Say to somebody who is here for the first time which keys matter."""
        from reader.tui import greeting

        words = greeting.greeting(self.reader.keys_in_force)
        self.notify(words, title=greeting.TITLE, timeout=greeting.SECONDS, markup=False)
        self._greeted = True

    def action_back(self) -> None:
        """A greeting goes along with whatever goes."""
        self._end_greeting()
        super().action_back()

    def on_screen_suspend(self) -> None:
        """On another screen the greeting would be in the way."""
        self._end_greeting()

    def _end_greeting(self) -> None:
        if self._greeted:
            self._greeted = False
            self.app.clear_notifications()
            # Textual takes those of the topmost screen alone, while a dialog lets ours through; it leaves their places.
            self.query("ToastHolder").remove()

    def handle(self, event: Event) -> None:
        """Something happened in the library."""
        article = self.reading.article
        match event:
            case EntitiesReady(path) if article is not None and path == article.path:
                self.take_entities()
                self.reading.repaint()
            case EntitiesFailed(reason, path):
                self.say_no_entities(one_line(reason), path)
            case ModelDoubted(warning) | NotUndoable(warning):
                self.notify(one_line(warning), severity="warning", markup=False)
            case AnnotationsChanged():
                self.repaint()
            case Progress():
                self.jobs[event.job] = progress_line(event)
                self.working = " · ".join(filter(None, self.jobs.values()))
                self.say_keys()
            case ArticlesChanged():
                self.list_anew()

    @on(VirtualList.Highlighted, "#list")
    def _list_moved(self) -> None:
        if not self.has_settled and len(self.library.paths) > READ_AT_ONCE:
            return  # the list stands first
        if self.reader.is_repeating:  # the list alone follows a key that is held down
            self._catch_up.resume()
            self._catch_up.reset()
        else:
            self._open_listed()

    def _open_listed(self) -> None:
        """Open the article under the cursor of the list."""
        self._catch_up.pause()
        path = self.article_list.path
        if path is not None and (self.reading.article is None or path != self.reading.article.path):
            self.hits = ()
            self.open_article(path)

    @on(VirtualList.Chosen, "#list")
    def _article_chosen(self) -> None:
        self._open_listed()
        self.show_pane(self.view)

    @on(VirtualList.Chosen, "#side")
    def _entity_chosen(self, message: VirtualList.Chosen) -> None:
        entity = self.panel.entity(message.index)
        if entity is not None:
            self.reading.go_to_mention(1, entity)
            if self.has_class("narrow"):
                self.show_pane(self.view)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Know since when the text is read."""
        if event.widget is self.view:
            self._text_since = monotonic()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """What was read counts, however short it is; keys that only pass the text on their way do not read it."""
        if event.widget is self.view and monotonic() - self._text_since >= GLIMPSE_SECONDS:
            self.note_place(read=True)

    @on(TextView.Moved)
    def _text_moved(self) -> None:
        self.say_place()
        self.follow_outline()

    @on(ArticleView.CursorMoved)
    def _cursor_moved(self) -> None:
        self.say_keys()
        self.follow_outline()

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        action = f"action_{message.command.action.partition('(')[0]}"
        target = next((widget for widget in (self.typing_line, self.view) if hasattr(widget, action)), self)
        await self.app.run_action(message.command.action, default_namespace=target)
