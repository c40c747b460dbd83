"""Tags of an article, or of a selected passage: typed with completion, shown as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.annotations import editing, tagging
from reader.annotations.errors import AnnotationError, StoreError
from reader.articles.sanitizing import one_line
from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.tag_suggestions import TagSuggestions
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.articles.models import Article, Span
    from reader.library.library import Library
    from reader.tui.app import ReaderApp


class TagInput(LineInput):
    """Hands its keys to the screen; backspace only on an empty line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.TAG)

    def action_add_tag(self) -> None:
        """Add the suggestion that was gone to, else what was typed."""
        screen = cast("TagScreen", self.screen)
        screen.add(screen.suggestions.picked or self.value)

    def action_complete(self) -> None:
        """Complete to the suggestion that was gone to, else to the first."""
        suggestions = cast("TagScreen", self.screen).suggestions
        if tag := suggestions.picked or suggestions.first:
            self.value = tag
            self.cursor_position = len(tag)

    def action_suggest(self, where: str) -> None:
        """Move through the suggestions."""
        cast("TagScreen", self.screen).suggestions.pick(where)

    def action_remove_last_tag(self) -> None:
        """Delete what was typed while there is something, else take the last tag off."""
        if self.value:
            self.action_delete_left()
        else:
            cast("TagScreen", self.screen).remove_last()

    def action_leave(self) -> None:
        """Close."""
        cast("TagScreen", self.screen).action_leave()


class TagScreen(Dialog[str | None]):
    """Every tag is on disk the moment it is added."""

    def __init__(self, library: Library, article: Article, selection: Span | None) -> None:
        super().__init__()
        self._library = library
        self._article = article
        self._selection = selection
        self._highlight: str | None = None
        self.suggestions = TagSuggestions(library.store)

    def compose(self) -> ComposeResult:
        """Chips, and a line to type on."""
        with Vertical(id="box") as box:
            entry = self._library.catalog.known(self._article.path)
            title = entry.title if entry else self._article.title
            box.border_title = Content(
                "Tags of the selection" if self._selection else f"Tags of {one_line(title)}"[:66]
            )
            box.border_subtitle = Content(keys_of(self, Context.TAG))
            yield Static(id="chips")
            yield TagInput(placeholder="a tag, then enter")
            yield self.suggestions

    def on_mount(self) -> None:
        """Show what is there."""
        self._show()
        self.query_one(TagInput).focus()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self.suggestions.suggest(message.value, self._tags())

    @on(VirtualList.Chosen)
    def _suggestion_clicked(self) -> None:
        self.add(self.suggestions.picked)
        self.query_one(TagInput).focus()

    @work(exclusive=True, group="tag")
    async def add(self, typed: str) -> None:
        """Add the tags that were typed; several are parted by commas."""
        names = [name for part in typed.split(",") if (name := part.strip().lstrip("#").lstrip())]
        if not names:
            self.action_leave()
            return
        try:
            await self._add(names)
        except (StoreError, AnnotationError) as error:
            self.notify(one_line(str(error)), title="Not saved", severity="error", markup=False)
            return
        self.query_one(TagInput).value = ""
        self._show()
        self.notify("Tagged " + " ".join(f"#{one_line(name)}" for name in names), markup=False)

    @work(exclusive=True, group="tag")
    async def remove_last(self) -> None:
        """Take the last tag off."""
        tags = self._tags()
        if not tags:
            return
        change = cast("ReaderApp", self.app).change
        try:
            if self._selection is None:
                await change(tagging.remove_tags, self._article.path, [tags[-1]])
            elif self._highlight is not None:
                await change(editing.set_tags, self._highlight, tags[:-1])
        except (StoreError, AnnotationError) as error:
            self.notify(one_line(str(error)), title="Not saved", severity="error", markup=False)
            return
        self._show()
        self.notify(f"Took #{one_line(tags[-1])} off", markup=False)

    async def _add(self, names: list[str]) -> None:
        change = cast("ReaderApp", self.app).change
        creator = self._library.settings.creator or None
        if self._selection is None:
            await change(tagging.add_tags, self._article, names)
        elif self._highlight is None:
            made = await change(editing.add_highlight, self._article, self._selection, tags=names, creator=creator)
            self._highlight = made.id
        else:
            await change(editing.set_tags, self._highlight, [*self._tags(), *names])

    def _tags(self) -> tuple[str, ...]:
        store = self._library.store
        if self._selection is None:
            return store.article_tags(self._article.path)
        made = store.get(self._highlight) if self._highlight else None
        return made.tags if made is not None else ()

    def _show(self) -> None:
        chips = Text()
        for tag in self._tags():
            chips.append(f" #{one_line(tag)} ", style="reverse").append(" ")
        self.suggestions.suggest(self.query_one(TagInput).value, self._tags())
        self.query_one("#chips", Static).update(chips or Text("No tags yet.", style="dim"))
