"""The note editor; what is typed survives a crash as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static, TextArea

from reader.annotations import editing
from reader.annotations.errors import AnnotationError, StoreError
from reader.annotations.models import Annotation, Color, Motivation
from reader.articles.sanitizing import one_line, visible
from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.screens.dialog import Dialog, keys_of

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.articles.models import Article, Span
    from reader.library.library import Library
    from reader.tui.app import ReaderApp

SHOWN_OF_A_QUOTE = 200


@dataclass(frozen=True, slots=True)
class NoteTarget:
    """What a note is on: a new passage, an annotation that is there, or the whole article."""

    article: Article
    span: Span | None = None
    existing: Annotation | None = None

    @property
    def draft_key(self) -> str:
        """The name of the draft."""
        if self.existing is not None:
            return f"note {self.existing.id}"
        place = f" {self.span.start}:{self.span.end}" if self.span else ""
        return f"note on {self.article.path}{place}"

    @property
    def quote(self) -> str:
        """The words of the passage; empty for the whole article."""
        if self.existing is not None:
            return self.existing.quote.exact if self.existing.quote else ""
        return self.article.text[self.span.start : self.span.end] if self.span else ""


class NoteArea(TextArea):
    """Leaves the tab key to the screen, and shows controls instead of handing them to the terminal."""

    cursor_blink = reactive(False, init=False)  # noqa: FBT003 (Textual takes the value so)

    def get_line(self, line_index: int) -> Text:
        """One line as it is shown."""
        line = super().get_line(line_index)
        line.plain = visible(line.plain)
        return line

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Tab goes to the colors."""
        return key != "tab" and super().check_consume_key(key, character)


class ColorRow(Widget, can_focus=True):
    """The six highlighters; the arrow keys or a click choose one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Context.NOTE)]

    color: reactive[Color | None] = reactive(None)

    def __init__(self, color: Color | None, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.set_reactive(ColorRow.color, color)

    def render(self) -> Text:
        """All colors, the chosen one between marks."""
        palette = cast("ReaderApp", self.app).palette
        row = Text(no_wrap=True)
        for color in Color:
            left, right = ("▸", "◂") if color is self.color else (" ", " ")
            row.append(left, style=palette.mark).append(f" {color} ", style=palette.highlight(color))
            row.append(right, style=palette.mark)
        return row

    def action_color(self, step: int) -> None:
        """The color so many places on."""
        colors = list(Color)
        here = colors.index(self.color) if self.color in colors else -1 if step > 0 else 0
        self.color = colors[(here + step) % len(colors)]

    def on_click(self, event: events.Click) -> None:
        """The color under the pointer."""
        position = 0
        for color in Color:
            width = len(color) + 4
            if position <= event.x < position + width:
                self.color = color
            position += width


class NoteScreen(Dialog[str | None]):
    """Writes one note in Markdown; ``#tags`` in it become its tags."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.NOTE)

    def __init__(self, library: Library, target: NoteTarget) -> None:
        super().__init__()
        self._library = library
        self._target = target
        existing = target.existing
        self._saved = existing.body if existing is not None else ""
        self._saved_color = existing.color if existing is not None else None
        self._warned = False

    def compose(self) -> ComposeResult:
        """The passage, the note, the colors."""
        draft = self._library.state.draft(self._target.draft_key)
        with Vertical(id="box") as box:
            box.border_title = Content(self._heading())
            box.border_subtitle = Content(keys_of(Context.NOTE))
            if quote := one_line(self._target.quote):
                shown = quote if len(quote) <= SHOWN_OF_A_QUOTE else quote[:SHOWN_OF_A_QUOTE].rstrip() + "…"
                yield Static(Text(shown), id="quote")
            yield NoteArea(draft or self._saved, soft_wrap=True)
            yield ColorRow(self._saved_color, id="colors")

    def on_mount(self) -> None:
        """The cursor stands at the end of the note; a draft is announced."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        draft = self._library.state.draft(self._target.draft_key)
        if draft and draft != self._saved:
            self.notify("This is the draft that was not saved last time.")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Keep the draft a moment after typing stops."""
        self._warned = False
        self.set_timer(0.3, self._keep_draft, name="draft")

    def action_color_row(self) -> None:
        """From the note to the colors, and back."""
        area, colors = self.query_one(TextArea), self.query_one(ColorRow)
        (area if colors.has_focus else colors).focus()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the note; it stays in the editor if that fails."""
        body = self.query_one(TextArea).text
        try:
            await self._save(body)
        except (StoreError, AnnotationError) as error:
            self._keep_draft()
            self.notify(one_line(str(error)), title="Not saved", severity="error", markup=False)
            return
        self._library.state.set_draft(self._target.draft_key, "")
        self.dismiss("Note saved")

    def action_leave(self) -> None:
        """Leave; a changed note asks once, and is kept as a draft."""
        text = self.query_one(TextArea).text
        changed = text != self._saved or self.query_one(ColorRow).color != self._saved_color
        if changed and not self._warned:
            self._warned = True
            self.notify(
                "The note is not saved: ctrl+s saves it, escape again leaves it as a draft.",
                severity="warning",
            )
            return
        if not changed:
            self._library.state.set_draft(self._target.draft_key, "")
        else:
            self._keep_draft()
        self.dismiss(None)

    async def _save(self, body: str) -> None:
        change = cast("ReaderApp", self.app).change
        existing = self._target.existing
        if existing is None:
            creator = self._library.settings.creator or None
            await change(
                editing.add_note,
                self._target.article,
                body,
                self._target.span,
                color=self.query_one(ColorRow).color,
                creator=creator,
            )
            return
        if body != self._saved or existing.motivation is Motivation.COMMENTING:
            await change(editing.edit_note, existing.id, body)
        if self.query_one(ColorRow).color != self._saved_color:
            await change(editing.set_color, existing.id, self.query_one(ColorRow).color)

    def _keep_draft(self) -> None:
        text = self.query_one(TextArea).text if self.is_mounted else ""
        self._library.state.set_draft(self._target.draft_key, text if text != self._saved else "")

    def _heading(self) -> str:
        if self._target.existing is not None:
            return "Edit the note" if self._target.existing.body else "Note on the highlight"
        return "Note on the selection" if self._target.span else "Note on the article"
