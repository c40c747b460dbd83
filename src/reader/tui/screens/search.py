"""Search everywhere: hits as one types, with a preview of the article at the hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.articles.sanitizing import one_line
from reader.articles.spans import SpanSet
from reader.articles.structure import markdown_of
from reader.commands import COMMANDS, Context
from reader.library.events import Progress
from reader.library.indexing import JOB
from reader.search.models import Hit
from reader.tui.bindings import bindings_of, with_keys
from reader.tui.handing_over import hand_over
from reader.tui.listening import LibraryListener, progress_line
from reader.tui.painting import Layers
from reader.tui.widgets.hit_list import HitList
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.lines import KeyLine
from reader.tui.widgets.text_view import TextView
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import as_sentence, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.library.events import Event
    from reader.library.library import Library
    from reader.library.searching import Answer
    from reader.tui.themes import Palette

HITS = 60
NARROW = 80
NO_QUERY = 'Words, "a phrase", -without, tag:chips; typos are forgiven, and {hit-up} brings earlier queries back.'
NO_HITS = "No article has all of this: fewer words find more, and {leave-search} goes back."

Found = tuple[tuple[Hit, ...], int]


class SearchInput(LineInput):
    """A line to type on whose arrow keys move through the hits."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.SEARCH)
    _recalled = ""

    def action_hit(self, where: str) -> None:
        """Move through the hits; up beyond the first one is to earlier queries, if none was typed."""
        screen = cast("SearchScreen", self.screen)
        if where == "up" and screen.hit_list.index == 0 and self.value in {"", self._recalled}:
            self._recall(screen.earlier_queries)
        else:
            screen.hit_list.action_move(where)

    def action_open_hit(self) -> None:
        """Open the hit under the cursor."""
        cast("SearchScreen", self.screen).enter()

    def action_tag_hits(self) -> None:
        """Tag the articles of all hits."""
        cast("SearchScreen", self.screen).tag_hits()

    def action_leave(self) -> None:
        """Back to the article."""
        cast("SearchScreen", self.screen).leave()

    def _recall(self, earlier: Sequence[str]) -> None:
        """Put the query before on the line."""
        place = earlier.index(self.value) + 1 if self.value in earlier else 0
        if place < len(earlier):
            self._recalled = self.value = earlier[place]
            self.cursor_position = len(self.value)


class SearchScreen(LibraryListener[Found | None]):
    """Gives back the hits and which of them was chosen."""

    CSS_PATH = "search.tcss"

    def __init__(self, library: Library, palette: Palette, typed: str = "") -> None:
        super().__init__()
        self._library = library
        self._palette = palette
        self._typed = typed
        self._answer: Answer | None = None
        self._previewed: Hit | None = None
        self._entered = False
        self.hit_list = HitList(palette, id="hits")
        self.preview = TextView(palette, library.settings, id="preview")
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
        self.query_one(SearchInput).border_title = "Search"
        self.hit_list.border_title = "Getting the index ready …"
        self.search(self._typed)

    def on_resize(self, event: events.Resize) -> None:
        """No preview where there is no room."""
        self.set_class(self._library.settings.linear or event.size.width < NARROW, "narrow")

    @on(Input.Changed)
    def _typed_more(self, message: Input.Changed) -> None:
        self._entered = False
        self.search(message.value)

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        await self.app.run_action(message.command.action, default_namespace=self.query_one(SearchInput))

    def handle(self, event: Event) -> None:
        """While the index grows: say how far it is, and answer again from what there is now."""
        if isinstance(event, Progress) and event.job == JOB:
            self.query_one(SearchInput).border_subtitle = progress_line(event)
            unfinished = self._answer is None or not self._answer.complete
            if event.done >= event.total or (self.hit_list.index == 0 and unfinished):
                self.search(self.query_one(SearchInput).value)

    @work(thread=True, exclusive=True, group="search")
    def search(self, typed: str) -> None:
        """Answer what is typed now; an older question that is still under way gives up."""
        worker = get_current_worker()
        answer = self._library.searching.search(typed, HITS, cancelled=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            hand_over(self, self._show, answer)

    def _show(self, answer: Answer) -> None:
        if not self.is_mounted or answer.query != self.query_one(SearchInput).value:
            return
        again = self._answer is not None and self._answer.query == answer.query
        self._answer, self.urgent = answer, True
        self.hit_list.show(answer.hits, stay=again)
        self.hit_list.border_title = Content(_summary(answer))
        what_to_do = with_keys(self, NO_HITS if answer.query.strip() else NO_QUERY)
        self.hit_list.when_empty(as_sentence(answer.notice) or what_to_do)
        if not answer.complete and self._library.searching.problem:
            self.query_one(SearchInput).border_subtitle = Content(one_line(self._library.searching.problem))
        elif notice := self._library.searching.clustering.notice:
            self.hit_list.border_subtitle = Content(one_line(notice))
        self._preview()
        if self._entered:
            self.open_hit()

    @on(VirtualList.Highlighted)
    def _preview(self) -> None:
        """The article of the hit under the cursor, with all its matches."""
        hit = self.hit_list.hit
        if hit is self._previewed:
            return
        self._previewed, self.urgent = hit, True
        self.preview.border_title = None if hit is None else Content(one_line(hit.title))
        try:
            text = "" if hit is None else self._library.searching.text(hit.article)
        except LookupError:
            text, hit = "This article is gone.", None
        layers = self._layers(hit.article) if hit else Layers()
        if self.preview.text != text:
            layers.markdown = markdown_of(text, hit.article) if hit else None
            self.preview.show(text, layers)
        else:
            layers.markdown = self.preview.painted.markdown
        self.preview.painted = layers
        if hit is not None:
            seen = next(iter(hit.places), hit)
            self.preview.reveal(seen.start, seen.end)
        self.preview.refresh()

    def _layers(self, article: str) -> Layers:
        """The matches in an article, and what was written about it and found."""
        palette, here = self._palette, [hit for hit in self.hit_list.hits if hit.article == article]
        about = [hit.written.about for hit in here if hit.written and hit.written.about]
        return Layers(
            matches=SpanSet((span.start, span.end, palette.match) for hit in here for span in hit.matches),
            annotations=SpanSet((span.start, span.end, palette.highlight(None)) for span in about),
            marks=SpanSet((span.start, span.end, palette.mark) for span in about),
        )

    @property
    def earlier_queries(self) -> tuple[str, ...]:
        """What was searched for and found, the latest first."""
        return self._library.state.queries

    def enter(self) -> None:
        """Open the hit under the cursor, once the answer to all that was typed is there."""
        self._entered = self._answer is None or self._answer.query != self.query_one(SearchInput).value
        if not self._entered:
            self.open_hit()

    @on(VirtualList.Chosen)
    def open_hit(self) -> None:
        """Give the chosen hit back, and remember how it was found."""
        if self.hit_list.hit is not None:
            self._library.state.keep_query(self.query_one(SearchInput).value)
            self.dismiss((self.hit_list.hits, self.hit_list.index))

    def leave(self) -> None:
        """Give nothing back; what was found can be looked for again."""
        if self.hit_list.hits:
            self._library.state.keep_query(self.query_one(SearchInput).value)
        self.dismiss(None)

    def tag_hits(self) -> None:
        """Tag the articles of all hits at once."""
        from reader.tui.screens.tag import TagScreen
        from reader.tui.tag_targets import ArticlesTarget

        if self.hit_list.hits:
            paths = [hit.article for hit in self.hit_list.hits]
            self.app.push_screen(
                TagScreen(self._library, ArticlesTarget(self._library, paths), "{leave-tags} {leave-search} {undo}")
            )


def _summary(answer: Answer) -> str:
    """How many hits there are, and how long it took."""
    if not answer.query.strip():
        return "Type to search; typos are forgiven."
    if not answer.hits:
        return "Nothing found." if answer.complete else "Nothing found so far."
    best = "best " if len(answer.hits) == HITS else ""
    articles = len({hit.article for hit in answer.hits})
    counts = f"{best}{counted(len(answer.hits), 'hit')} in {counted(articles, 'article')}"
    return f"{counts} · {answer.milliseconds:.0f} ms" + ("" if answer.complete else " · so far")
