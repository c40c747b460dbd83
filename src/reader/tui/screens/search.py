"""Search everywhere: hits as one types, with a preview of the article at the hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.articles.spans import SpanSet
from reader.commands import COMMANDS, Context
from reader.library.events import Progress
from reader.library.location import LibraryError
from reader.search.models import Hit
from reader.tui.bindings import bindings_of
from reader.tui.listening import LibraryListener, progress_line
from reader.tui.painting import Layers
from reader.tui.widgets.hit_list import HitList
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.lines import KeyLine
from reader.tui.widgets.text_view import TextView
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import counted

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.library.events import Event
    from reader.library.library import Library
    from reader.library.searching import Answer
    from reader.tui.themes import Palette

HITS = 60
NARROW = 80

Found = tuple[tuple[Hit, ...], int]


class SearchInput(LineInput):
    """A line to type on whose arrow keys move through the hits."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.SEARCH)

    def action_hit(self, where: str) -> None:
        """Move through the hits."""
        cast("SearchScreen", self.screen).hit_list.action_move(where)

    def action_open_hit(self) -> None:
        """Open the hit under the cursor."""
        cast("SearchScreen", self.screen).open_hit()

    def action_leave(self) -> None:
        """Back to the article."""
        self.screen.dismiss(None)


class SearchScreen(LibraryListener[Found | None]):
    """Gives back the hits and which of them was chosen."""

    CSS_PATH = "search.tcss"

    def __init__(self, library: Library, palette: Palette, typed: str = "") -> None:
        super().__init__()
        self._library = library
        self._palette = palette
        self._typed = typed
        self._complete = False
        self.hit_list = HitList(palette, id="hits")
        self.preview = TextView(palette, library.settings.width, id="preview")
        self.key_line = KeyLine([item for item in COMMANDS if item.context is Context.SEARCH and item.footer])

    def compose(self) -> ComposeResult:
        """The line to type on, hits and preview."""
        yield SearchInput(
            self._typed, placeholder='search all articles — words, "a phrase", -without, tag:…', id="query"
        )
        with Horizontal(id="found"):
            yield self.hit_list
            yield self.preview
        yield self.key_line

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(SearchInput).focus()
        self.query_one("#query").border_title = "Search"
        self.hit_list.border_title = "Getting the index ready …"
        self.search(self._typed)

    def on_resize(self, event: events.Resize) -> None:
        """No preview where there is no room."""
        self.set_class(event.size.width < NARROW, "narrow")

    @on(Input.Changed)
    def _typed_more(self, message: Input.Changed) -> None:
        self.search(message.value)

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        await self.app.run_action(message.command.action, default_namespace=self.query_one(SearchInput))

    def handle(self, event: Event) -> None:
        """While the index grows: say how far it is, and answer again from what there is now."""
        if isinstance(event, Progress):
            self.key_line.offer(self.key_line.offered, progress_line(event))
            if event.done >= event.total or (self.hit_list.index == 0 and not self._complete):
                self.search(self.query_one(SearchInput).value)

    @work(thread=True, exclusive=True, group="search")
    def search(self, typed: str) -> None:
        """Answer what is typed now; an older question that is still under way gives up."""
        worker = get_current_worker()
        answer = self._library.searching.search(typed, HITS, cancelled=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, answer)

    def _show(self, answer: Answer) -> None:
        if not self.is_mounted or answer.query != self.query_one(SearchInput).value:
            return
        self._complete = answer.complete
        self.hit_list.show(answer.hits)
        articles = len({hit.article for hit in answer.hits})
        said = f"{counted(len(answer.hits), 'hit')} in {counted(articles, 'article')} · {answer.milliseconds:.0f} ms"
        if not answer.hits:
            said = "Nothing found." if answer.query.strip() else "Type to search; typos are forgiven."
        self.hit_list.border_title = Content(said if answer.complete else f"{said} · so far")
        self._preview()

    @on(VirtualList.Highlighted)
    def _preview(self) -> None:
        hit = self.hit_list.hit
        if hit is None:
            self.preview.border_title = None
            self.preview.show("", Layers())
            return
        try:
            article = self._library.article(hit.article)
        except (LibraryError, UnreadableError) as error:
            self.preview.show(str(error), Layers())
            return
        matches = [match for item in self.hit_list.hits if item.article == hit.article for match in item.matches]
        marked = SpanSet((match.start, match.end, self._palette.match) for match in matches)
        if self.preview.text is not article.text:
            self.preview.border_title = Content(one_line(hit.title))
            self.preview.show(article.text, Layers(matches=marked), hit.start)
        self.preview.painted = Layers(matches=marked)
        self.preview.reveal(hit.start, hit.end)
        self.preview.refresh()

    @on(VirtualList.Chosen)
    def open_hit(self) -> None:
        """Give the chosen hit back."""
        if self.hit_list.hit is not None:
            self.dismiss((self.hit_list.hits, self.hit_list.index))
