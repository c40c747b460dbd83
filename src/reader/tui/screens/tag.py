"""Tags of an article, of several at once, or of a selected passage: typed with completion, shown as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.commands import Context
from reader.tui.bindings import bindings_of, with_keys
from reader.tui.changing import failure_told, say_done
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.tag_suggestions import TagSuggestions
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.library.library import Library
    from reader.tui.app import ReaderApp
    from reader.tui.tag_targets import TagTarget


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

    def __init__(self, library: Library, target: TagTarget, undoing: str = "{leave-tags} {undo}") -> None:
        super().__init__()
        self._target = target
        self._undoing = undoing
        self.suggestions = TagSuggestions(library.store)
        # Kept, since a tag may be on disk only after the screen was left, and be shown nowhere any more.
        self.line = TagInput(placeholder=with_keys(self, "a tag, then {add-tag}"))
        self.chips = Static(id="chips")

    def compose(self) -> ComposeResult:
        """Chips, and a line to type on."""
        with Vertical(id="box") as box:
            box.border_title = Content(f"Tags of {self._target.heading}")
            box.border_subtitle = keys_of(self, Context.TAG)
            yield self.chips
            yield self.line
            yield self.suggestions

    def on_mount(self) -> None:
        """Show what is there."""
        self._show()
        self.line.focus()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self.suggestions.suggest(message.value, self._everywhere())

    @on(VirtualList.Chosen)
    def _suggestion_clicked(self) -> None:
        self.add(self.suggestions.picked)
        self.line.focus()

    @work(exclusive=True, group="tag")
    async def add(self, typed: str) -> None:
        """Add the tags that were typed; several are parted by commas."""
        names = [name for part in typed.split(",") if (name := part.strip().lstrip("#").lstrip())]
        if not names:
            self.action_leave()
            return
        with failure_told(self):
            await cast("ReaderApp", self.app).change(self._target.add, names)
            self.line.value = ""
            self._show()
            on_what = "" if self._target.count == 1 else f" {self._target.heading}"
            tagged = f"Tagged{on_what} " + " ".join(f"#{shortened(name)}" for name in names)
            say_done(self, tagged, self._undoing)

    @work(exclusive=True, group="tag")
    async def remove_last(self) -> None:
        """Take the last tag off."""
        tags = list(self._target.tags())
        if not tags:
            return
        with failure_told(self):
            await cast("ReaderApp", self.app).change(self._target.remove, tags[-1])
            self._show()
            of_what = "" if self._target.count == 1 else f" {self._target.heading}"
            say_done(self, f"Took #{shortened(tags[-1])} off{of_what}", self._undoing)

    def _everywhere(self) -> list[str]:
        """The tags that are on all of it: they need not be added."""
        return [tag for tag, count in self._target.tags().items() if count == self._target.count]

    def _show(self) -> None:
        chips = Text()
        for tag, count in self._target.tags().items():
            if count == self._target.count:
                chips.append(f" #{shortened(tag)} ", style="reverse").append(" ")
            else:
                chips.append(f"#{shortened(tag)}").append(f" on {count}  ", style="dim")
        self.suggestions.suggest(self.line.value, self._everywhere())
        self.chips.update(chips or Text("No tags yet.", style="dim"))
