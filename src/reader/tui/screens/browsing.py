"""What the screens of notes, tags and entities share: a line that filters, a list, a preview, the same way out."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.articles.spans import SpanSet
from reader.commands import COMMANDS, Context
from reader.library.events import AnnotationsChanged, ArticlesChanged
from reader.library.location import LibraryError
from reader.tui import changing
from reader.tui.bindings import bindings_of, with_keys
from reader.tui.listening import LibraryListener
from reader.tui.painting import Layers
from reader.tui.widgets.choice_list import Choice, ChoiceList, fitting
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.lines import KeyLine
from reader.tui.widgets.text_view import TextView
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.articles.models import Span
    from reader.library.events import Event
    from reader.library.library import Library
    from reader.tui.app import ReaderApp
    from reader.tui.themes import Palette

NARROW = 80
NOTHING_FITS = "Nothing fits what is typed: fewer letters find more."
_EDITING = frozenset({"change", "remove", "narrow", "accept", "undo", "redo"})
Result = TypeVar("Result")


class FilterInput(LineInput):
    """A line to type on; its other keys are the screen's, those that mean something there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.BROWSE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an editable screen has something to change."""
        return action not in _EDITING or isinstance(self.screen, EditableScreen)

    def action_choice(self, where: str) -> None:
        """Move through the list."""
        cast("BrowsingScreen[object]", self.screen).choices.action_move(where)

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        cast("BrowsingScreen[object]", self.screen).choose()

    def action_change(self) -> None:
        """Change what is under the cursor."""
        cast("EditableScreen[object]", self.screen).change_choice()

    def action_remove(self) -> None:
        """Remove what is under the cursor."""
        cast("EditableScreen[object]", self.screen).remove_choice()

    def action_order(self) -> None:
        """The next order."""
        cast("BrowsingScreen[object]", self.screen).next_order()

    def action_narrow(self, by: str) -> None:
        """Keep one kind of things, the next one."""
        cast("EditableScreen[object]", self.screen).narrow(by)

    def action_accept(self) -> None:
        """Take the guess for true."""
        cast("EditableScreen[object]", self.screen).accept_choice()

    def action_undo(self) -> None:
        """Undo the last change."""
        cast("EditableScreen[object]", self.screen).undo()

    def action_redo(self) -> None:
        """Do again what was undone."""
        cast("EditableScreen[object]", self.screen).redo()

    def action_leave(self) -> None:
        """Back."""
        self.screen.dismiss(None)


class BrowsingScreen(LibraryListener[Result | None]):
    """Lists things; subclasses say which, and what choosing, changing and removing one does."""

    CSS_PATH = "browsing.tcss"
    TITLE = ""
    ONE: ClassVar[str] = ""
    """What one of them is called."""
    EMPTY: ClassVar[str] = ""
    """What to do where there is none of them."""
    ROWS: ClassVar[int] = 1
    PLACEHOLDER: ClassVar[str] = "type to filter; typos are forgiven"
    PREVIEW: ClassVar[bool] = True
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "leave"})
    """Names of the actions of ``Context.BROWSE`` that mean something here, for the line of keys."""
    LABELS: ClassVar[Mapping[str, str]] = {}
    """What some of them are called here."""

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__()
        self.library = library
        self.palette = palette
        self.choices = ChoiceList(self.ROWS, id="choices")
        self.preview = TextView(palette, library.settings, id="preview")
        self._all: Sequence[Choice] = ()
        browsing = [item for item in COMMANDS if item.context is Context.BROWSE and item.footer]
        self.key_line = KeyLine(
            [
                item._replace(label=self.LABELS.get(item.action, item.label))
                for item in browsing
                if item.action in self.ACTIONS
            ]
        )

    def compose(self) -> ComposeResult:
        """The line that filters, the list, the preview."""
        yield FilterInput(placeholder=self.placeholder, id="filter")
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
        self.set_class(self.library.settings.linear or event.size.width < NARROW, "narrow")

    @property
    def reader(self) -> ReaderApp:
        """The application."""
        return cast("ReaderApp", self.app)

    @property
    def heading(self) -> str:
        """What stands over the line that filters."""
        return self.TITLE

    @property
    def placeholder(self) -> str:
        """What stands on the line as long as nothing is typed."""
        return self.PLACEHOLDER

    @property
    def nothing_fits(self) -> str:
        """What to say when nothing fits what is typed."""
        return NOTHING_FITS

    def begin(self) -> None:
        """What a screen does once its choices are shown."""

    @abstractmethod
    def gather(self) -> Sequence[Choice]:
        """Everything there is to choose, in the order in force."""

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The article and passage to show beside a choice; None for none."""
        return None

    def marks_of(self, path: str, span: Span) -> Layers:
        """What is marked in the preview."""
        return Layers(matches=SpanSet([(span.start, span.end, self.palette.match)]))

    def tell(self, choice: Choice | None) -> None:
        """Say more of the thing under the cursor, where there is more to say."""

    def choose(self) -> None:
        """Give the chosen thing back."""
        if self.choices.chosen is not None:
            self.dismiss(self.choices.chosen.value)

    def next_order(self) -> None:
        """Put the list in another order, where that means something."""

    def sift(self, choices: Sequence[Choice], typed: str) -> Sequence[Choice]:
        """The choices that fit what is typed."""
        return fitting(choices, typed)

    def show_choices(self) -> None:
        """Gather anew and show; the cursor stays with what it is on."""
        self._all = self.gather()
        self.choices.renew(self.sift(self._all, self.query_one(FilterInput).value))
        self._say_count()
        self._preview()

    def handle(self, event: Event) -> None:
        """What others changed shows here, too."""
        if isinstance(event, AnnotationsChanged | ArticlesChanged):
            self.show_choices()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self.choices.offer(self.sift(self._all, message.value))
        self._say_count()
        self._preview()

    def _say_count(self) -> None:
        self.choices.when_empty(self.nothing_fits if self._all else with_keys(self, self.EMPTY))
        one = self.choices.count == 1 and self.ONE
        self.choices.border_title = Content(f"{self.choices.count:,} {one or self.TITLE.lower()}")

    @on(VirtualList.Highlighted)
    def _preview(self) -> None:
        if not self.PREVIEW:
            return
        chosen = self.choices.chosen
        self.tell(chosen)
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
        self.preview.border_title = Content(one_line(article.title))
        layers = self.marks_of(path, span)
        layers.markdown = article.markdown
        if (self.preview.text, self.preview.painted.markdown) == (article.text, article.markdown):
            self.preview.painted = layers
            self.preview.refresh()
        else:
            self.preview.show(article.text, layers)
        self.preview.reveal(span.start, span.end)

    @on(VirtualList.Chosen)
    def _clicked(self) -> None:
        self.choose()

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        await self.app.run_action(message.command.action, default_namespace=self.query_one(FilterInput))


class EditableScreen(BrowsingScreen[Result]):
    """What is listed can be changed; each change can be undone."""

    def change_choice(self) -> None:
        """Change the thing under the cursor, where that means something."""

    def remove_choice(self) -> None:
        """Remove the thing under the cursor, where that means something."""

    def narrow(self, by: str) -> None:
        """Keep one kind of things, the next one, where that means something."""

    def accept_choice(self) -> None:
        """Take the guess for the thing under the cursor for true, where that means something."""

    @work(exclusive=True, group="change")
    async def undo(self) -> None:
        """Undo the last change."""
        await changing.undo(self)
        self.show_choices()

    @work(exclusive=True, group="change")
    async def redo(self) -> None:
        """Do again what was undone."""
        await changing.redo(self)
        self.show_choices()
