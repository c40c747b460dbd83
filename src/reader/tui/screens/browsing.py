"""What the screens of notes, tags and entities share: a line that filters, a list, a preview, the same way out."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.articles.spans import SpanSet
from reader.commands import COMMANDS, Context
from reader.library.location import LibraryError
from reader.tui.bindings import bindings_of
from reader.tui.painting import Layers
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.lines import KeyLine
from reader.tui.widgets.text_view import TextView
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.articles.models import Span
    from reader.library.library import Library
    from reader.tui.app import ReaderApp
    from reader.tui.themes import Palette

NARROW = 80
Result = TypeVar("Result")


class FilterInput(LineInput):
    """A line to type on; its other keys are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.BROWSE)

    def action_choice(self, where: str) -> None:
        """Move through the list."""
        cast("BrowsingScreen[object]", self.screen).choices.action_move(where)

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        cast("BrowsingScreen[object]", self.screen).choose()

    async def action_change(self) -> None:
        """Change what is under the cursor."""
        cast("BrowsingScreen[object]", self.screen).change_choice()

    async def action_remove(self) -> None:
        """Remove what is under the cursor."""
        cast("BrowsingScreen[object]", self.screen).remove_choice()

    def action_order(self) -> None:
        """The next order."""
        cast("BrowsingScreen[object]", self.screen).next_order()

    def action_leave(self) -> None:
        """Back."""
        self.screen.dismiss(None)


class BrowsingScreen(Screen[Result | None]):
    """Lists things; subclasses say which, and what choosing, changing and removing one does."""

    CSS_PATH = "browsing.tcss"
    TITLE = ""
    ROWS: ClassVar[int] = 1
    PLACEHOLDER: ClassVar[str] = "type to filter; typos are forgiven"
    PREVIEW: ClassVar[bool] = True
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "leave"})
    """Names of the actions of ``Context.BROWSE`` that mean something here, for the line of keys."""

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__()
        self.library = library
        self.palette = palette
        self.choices = ChoiceList(self.ROWS, id="choices")
        self.preview = TextView(palette, library.settings.width, id="preview")
        browsing = [item for item in COMMANDS if item.context is Context.BROWSE and item.footer]
        self.key_line = KeyLine([item for item in browsing if item.action in self.ACTIONS])

    def compose(self) -> ComposeResult:
        """The line that filters, the list, the preview."""
        yield FilterInput(placeholder=self.PLACEHOLDER, id="filter")
        with Horizontal(id="browsed"):
            yield self.choices
            if self.PREVIEW:
                yield self.preview
        yield self.key_line

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#filter").border_title = Content(self.heading)
        self.query_one(FilterInput).focus()
        self.show_choices()
        self.begin()

    def on_resize(self, event: events.Resize) -> None:
        """No preview where there is no room."""
        self.set_class(event.size.width < NARROW, "narrow")

    @property
    def reader(self) -> ReaderApp:
        """The application."""
        return cast("ReaderApp", self.app)

    @property
    def heading(self) -> str:
        """What stands over the line that filters."""
        return self.TITLE

    def begin(self) -> None:
        """What a screen does once its choices are shown."""

    @abstractmethod
    def gather(self) -> Sequence[Choice]:
        """Everything there is to choose, in the order in force."""

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The article and passage to show beside a choice; None for none."""
        return None

    def choose(self) -> None:
        """Give the chosen thing back."""
        if self.choices.chosen is not None:
            self.dismiss(self.choices.chosen.value)

    def change_choice(self) -> None:
        """Change the thing under the cursor, where that means something."""

    def remove_choice(self) -> None:
        """Remove the thing under the cursor, where that means something."""

    def next_order(self) -> None:
        """Put the list in another order, where that means something."""

    def show_choices(self) -> None:
        """Gather anew and show."""
        choices = self.gather()
        self.choices.offer(choices, self.query_one(FilterInput).value)
        self._say_count()
        self._preview()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self.choices.filter(message.value)
        self._say_count()
        self._preview()

    def _say_count(self) -> None:
        self.choices.border_title = Content(f"{self.choices.count:,} {self.TITLE.lower()}")

    @on(VirtualList.Highlighted)
    def _preview(self) -> None:
        if not self.PREVIEW:
            return
        chosen = self.choices.chosen
        place = None if chosen is None else self.preview_of(chosen)
        if place is None:
            self.preview.border_title = None
            self.preview.show("", Layers())
            return
        path, span = place
        try:
            article = self.library.article(path)
        except (LibraryError, UnreadableError) as error:
            self.preview.show(one_line(str(error)), Layers())
            return
        marked = Layers(matches=SpanSet([(span.start, span.end, self.palette.match)]))
        self.preview.border_title = Content(one_line(article.title))
        self.preview.show(article.text, marked)
        self.preview.reveal(span.start, span.end)

    @on(VirtualList.Chosen)
    def _clicked(self) -> None:
        self.choose()

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        await self.app.run_action(message.command.action, default_namespace=self.query_one(FilterInput))
