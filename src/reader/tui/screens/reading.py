"""The open article in the panes, and what the library says of it: the ground that the actions stand on."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from reader.annotations.models import Status
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.entities.models import NAME_TYPES, NUMBER_TYPES
from reader.library.events import EntitiesReady
from reader.library.location import LibraryError
from reader.tui.bindings import with_keys
from reader.tui.jumps import Jumps
from reader.tui.open_article import OpenArticle
from reader.tui.painting import Layers
from reader.tui.places import Place
from reader.tui.screens.panes import PanesScreen
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.models import Article
    from reader.library.library import Library
    from reader.search.models import Hit
    from reader.tui.themes import Palette

READ_AT_ONCE = 64
"""Articles whose titles are read before the first paint; those of a larger library arrive on it."""
PASSED_SECONDS = 0.06
"""How long an article stays open at least before its entities are recognized: those that are passed by are not."""
EMPTY = "No articles here.\n\nPut .txt, .md or .html files into {folder}, or open another folder: reader PATH"


class ReadingScreen(PanesScreen):
    """Opens articles in the panes, and keeps what stands there up to date."""

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(library, palette)
        self.reading = OpenArticle(library, self.view, palette)
        self.jumps = Jumps()
        if shown := library.settings.types:
            self.reading.hidden = {*NAME_TYPES, *NUMBER_TYPES} - set(shown)
        self.hits: tuple[Hit, ...] = ()
        self.at_work = False
        """Whether there is work in the background; not before the first article is on the screen."""
        self.lost = 0
        """How many notes and highlights lost their places, or may have."""
        self.no_entities = ""
        """Why nothing is recognized any more; empty while it is."""

    @property
    def here(self) -> Place:
        """Where reading is."""
        path = self.reading.article.path if self.reading.article is not None else ""
        return Place(path, Span(self.view.top_offset, self.view.top_offset))

    def open_article(self, path: str, matches: Sequence[Span] = (), offset: int | None = None) -> None:
        """Show an article; what goes wrong is said."""
        left = self.reading.article
        try:
            title = self.library.catalog.entry(path).title
            article = self.reading.open(path, matches, offset, with_entities=self.at_work)
        except (UnreadableError, LibraryError) as error:
            self.notify(one_line(str(error)), severity="error", markup=False)
            return
        self.view.border_title = Content(one_line(title))
        self.article_list.go_to(path)
        for notice in article.notices:
            self.notify(one_line(notice), severity="warning", markup=False)
        if left is not None:
            self.article_list.changed(left.path)  # it was read further
        self.fill_side()
        self.say_library()
        if self.reading.entities is not None:
            self.panel.show(self.reading.entities.entities, self.reading.hidden)
        else:
            self.panel.say(self.no_entities or "Recognizing …")
            if self.at_work:
                self.find_mentions(article)
        self.say_keys()

    def note_place(self, *, read: bool = False) -> None:
        """Remember where reading is; the list shows how far that is."""
        article = self.reading.article
        if self.reading.remember_place(read=read) and article is not None:
            self.article_list.changed(article.path)
            self.say_library()

    def keep_place(self) -> None:
        """Write down where reading is."""
        self.note_place()
        self.reading.keep_place()

    @property
    def empty(self) -> str:
        """What to do where there is no article."""
        return EMPTY.format(folder=one_line(str(self.library.location.folder)))

    def show_nothing(self) -> None:
        """There is no article."""
        self.reading.close()
        self.view.border_title = None
        self.view.show(self.empty, Layers())
        self.article_list.when_empty(self.empty)
        self.panel.say("No entities here.")
        self.fill_side()

    def fill_side(self) -> None:
        """Show in the panel at the side what it says of the open article."""

    @work(thread=True, exclusive=True, group="mentions")
    def find_mentions(self, article: Article) -> None:
        """Look the article's mentions up, or have them recognized if the person stays with it for a moment."""
        if self.library.entities.known(article) is not None:
            self.library.events.emit(EntitiesReady(article.path))
            return
        sleep(PASSED_SECONDS)
        if not get_current_worker().is_cancelled:
            self.library.recognition.request(article.path)

    def say_no_entities(self, reason: str, path: str | None) -> None:
        """Recognition does not go on, or not with one article."""
        if path is None:
            self.no_entities = reason
        if path is None or (self.reading.article is not None and self.reading.article.path == path):
            self.panel.say(reason)
        self.notify(reason, title="No entities", severity="warning", markup=False)

    def take_entities(self) -> None:
        """Show the article's entities under the rulings as they are now."""
        article = self.reading.article
        entities = None if article is None else self.library.entities.known(article)
        if article is not None and entities is not None and entities is not self.reading.entities:
            self.reading.entities = entities
            self.panel.show(entities.entities, self.reading.hidden)

    def repaint(self) -> None:
        """Draw everything anew after annotations or colors changed."""
        self.reading.palette = self.panel.palette = self.reader.palette
        if self.reading.entities is not None:
            self.take_entities()
        self.reading.repaint()
        self.article_list.refresh()
        self.panel.refresh()
        if self.side.NAME == "Notes":
            self.fill_side()
        self.say_library()

    def say_library(self) -> None:
        """The library in numbers, on the first line."""
        count = len(self.library.paths)
        parts = [counted(count, "article")]
        if count <= READ_AT_ONCE:
            unread = sum(self.library.catalog.status(path) is Status.UNREAD for path in self.library.paths)
            parts.append(f"{unread} unread")
        tags = sorted(self.library.store.tags(), key=lambda tag: -tag.articles)[:4]
        if tags:
            parts.append(" ".join(f"#{one_line(tag.tag)}" for tag in tags))
        if self.lost:
            parts.insert(0, with_keys(self, f"{{lost}} {self.lost:,} lost"))
        if self.library.store.problem:
            parts.insert(0, "annotations read-only")
        self.title_line.say(f"reader — {one_line(self.library.location.name)}", " · ".join(parts))

    def action_back(self) -> None:
        """The marks of a search go before anything else does."""
        if self.reading.drop_matches():
            self.hits = ()
        else:
            super().action_back()
