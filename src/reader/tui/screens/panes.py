"""The panes of the main screen, and what stands in them: the ground that the actions stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import work
from textual.containers import Horizontal
from textual.content import Content

from reader.annotations.models import Status
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.commands import COMMANDS, Context, command
from reader.entities.models import NAME_TYPES, NUMBER_TYPES
from reader.library.events import EntitiesReady
from reader.library.location import LibraryError
from reader.tui.bindings import with_keys
from reader.tui.jumps import Jumps
from reader.tui.listening import LibraryListener
from reader.tui.open_article import OpenArticle
from reader.tui.painting import Layers
from reader.tui.places import Place
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.entity_panel import EntityPanel
from reader.tui.widgets.lines import KeyLine, TitleLine
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.articles.models import Article
    from reader.commands import Command
    from reader.library.library import Library
    from reader.search.models import Hit
    from reader.tui.app import ReaderApp
    from reader.tui.themes import Palette
    from reader.tui.widgets.side_panel import SidePanel
    from reader.tui.widgets.typing_line import TypingLine

READ_AT_ONCE = 64
"""Articles whose titles are read before the first paint; those of a larger library arrive on it."""
WIDE, MEDIUM = 120, 80
"""Columns from which three panes, or two, stand side by side."""
PANES = {"list": "list shown", "side": "side shown"}
"""The panes that can be hidden, and how that is remembered."""
EMPTY = "No articles here.\n\nPut .txt, .md or .html files into {folder}, or open another folder: reader PATH"

BREAKPOINTS = [(0, "narrow"), (MEDIUM, "medium"), (WIDE, "wide")]
ONE_PANE = BREAKPOINTS[:1]


class Ground(Horizontal):
    """What lies under the panes."""

    BLANK = True


class PanesScreen(LibraryListener[None]):
    """Three panes between two lines; as many at a time as there is room for."""

    BLANK = True
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def width_class(self, width: int) -> str:
        """The class that says how many panes stand side by side on so many columns."""
        return next(name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS or BREAKPOINTS) if width >= least)

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(classes="on-list")
        self.library = library
        if library.settings.linear:
            self.HORIZONTAL_BREAKPOINTS = ONE_PANE
        self.add_class(self.width_class(self.app.size.width), update=False)
        self.hits: tuple[Hit, ...] = ()
        self.jobs: dict[str, str] = {}
        """How far each job in the background is."""
        self.working = ""
        """What goes on in the background, in one line."""
        self.at_work = False
        """Whether there is work in the background; not before the first article is on the screen."""
        self.lost = 0
        """How many notes and highlights lost their places, or may have."""
        self.no_entities = ""
        """Why nothing is recognized any more; empty while it is."""
        self.title_line = TitleLine()
        self.article_list = ArticleList(library.catalog, id="list")
        self.view = ArticleView(palette, library.settings, id="text")
        self.panel = EntityPanel(palette, id="side")
        left = library.state.layout
        self.side = self.side_named(left.get("side"))
        """The one that is shown."""
        self.side.add_class("current", update=False)
        for name, remembered in PANES.items():
            self.set_class(left.get(remembered) is False, f"without-{name}", update=False)
        self.key_line = KeyLine()
        self.typing_line: TypingLine | None = None
        """The line over the footer on which something is typed, while it is."""
        self.reading = OpenArticle(library, self.view, palette)
        self.jumps = Jumps()
        if shown := library.settings.types:
            self.reading.hidden = {*NAME_TYPES, *NUMBER_TYPES} - set(shown)

    def compose(self) -> ComposeResult:
        """Two lines and three panes between them."""
        yield self.title_line
        with Ground(id="panes"):
            yield self.article_list
            yield self.view
            yield from dict.fromkeys((self.panel, self.side))
        yield self.key_line

    @property
    def here(self) -> Place:
        """Where reading is."""
        path = self.reading.article.path if self.reading.article is not None else ""
        return Place(path, Span(self.view.top_offset, self.view.top_offset))

    @property
    def reader(self) -> ReaderApp:
        """The application."""
        return cast("ReaderApp", self.app)

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

    def side_named(self, name: object) -> SidePanel:
        """The panel of a name."""
        return self.panel

    def fill_side(self) -> None:
        """Show in the panel at the side what it says of the open article."""

    @work(thread=True, exclusive=True, group="mentions")
    def find_mentions(self, article: Article) -> None:
        """Look the article's mentions up, or have them recognized."""
        if self.library.entities.known(article) is None:
            self.library.recognition.request(article.path)
        else:
            self.library.events.emit(EntitiesReady(article.path))

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

    def say_keys(self) -> None:
        """The keys that matter in this pane."""
        self.key_line.offer(self.offered(), self.working)

    def offered(self) -> list[Command]:
        """The commands that the footer shows."""
        return self.keys_now()

    async def type_on(self, line: TypingLine, words: str) -> None:
        """Open a line over the footer with these words on it; there is one at a time."""
        if self.typing_line is not None and self.typing_line is not line:
            self.typing_line.action_leave("keep")
        self.typing_line = line
        if not line.is_attached:
            await self.mount(line, before=self.key_line)
        line.open(words)
        self.say_keys()

    def typed_on(self, line: TypingLine, pane: Widget) -> None:
        """A line was left: go to a pane, if no other line was opened meanwhile."""
        if self.typing_line is line:
            self.typing_line = None
            self.show_pane(pane)

    def keys_now(self) -> list[Command]:
        """The commands that matter where the person is; where panes take turns, the ways to the others, too."""
        contexts = [Context.SELECTION, Context.MAIN] if self.view.cursor.selecting else [Context.MAIN]
        if self.typing_line is not None:
            contexts = [self.typing_line.CONTEXT]
        offered = [item for context in contexts for item in COMMANDS if item.footer and item.context is context]
        if self.typing_line is not None or self.view.cursor.selecting or not self.has_class("narrow"):
            return offered
        return [*([] if self.has_class("on-list") else [command("back")]), *offered, command("toggle-side")]

    def show_pane(self, pane: Widget) -> None:
        """Go to a pane; on a narrow screen it is the only one."""
        panes = {"on-list": self.article_list, "on-text": self.view, "on-side": self.side}
        # Where all panes stand side by side this changes nothing, and to style all anew takes longer than a key should.
        self.update_classes(
            {name: widget is pane for name, widget in panes.items()}, update=not self.has_class("wide"), animate=False
        )
        if pane.focusable:
            self.set_focus(pane)  # at once: the next key may have been pressed already
        else:
            pane.focus()
        self.say_keys()

    def action_pane(self, step: int) -> None:
        """To the pane on the right (1) or on the left (-1), around the ends."""
        panes: list[Widget] = [self.article_list, self.view, self.side]
        if self.has_class("wide"):
            panes = [pane for pane in panes if pane.display]
        here = panes.index(self.focused) if self.focused in panes else 0
        self.show_pane(panes[(here + step) % len(panes)])

    def action_toggle_pane(self, name: str) -> None:
        """Show or hide the list or the side panel."""
        pane = self.article_list if name == "list" else self.side
        if self.has_class("narrow") or (name == "side" and self.has_class("medium")):
            shown = not pane.display
            self.set_class(shown and name == "side", "with-side")
            self.show_pane(pane if shown else self.view)
            return
        self.toggle_class(f"without-{name}")
        self.library.state.set_layout(PANES[name], not self.has_class(f"without-{name}"))
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
