"""The note editor; what is typed survives a crash as a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static, TextArea

from reader.annotations import editing
from reader.annotations.errors import AnnotationError, StoreError
from reader.annotations.models import Annotation, Color, Motivation
from reader.annotations.passages import find_quote
from reader.annotations.people import is_another
from reader.articles.models import Span
from reader.articles.sanitizing import one_line, visible
from reader.commands import Context, command
from reader.library.drafts import Draft
from reader.tui.bindings import bindings_of, keys_in_force
from reader.tui.changing import failure_told
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.color_row import ColorRow
from reader.tui.wording import person_label, unbroken

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.articles.models import Article
    from reader.library.library import Library
    from reader.tui.app import ReaderApp

SHOWN_OF_A_QUOTE = 200
DRAFT_SECONDS = 0.3
"""How much typing may be lost at most when the program is killed."""


@dataclass(frozen=True, slots=True)
class NoteTarget:
    """What a note is on: a new passage, an annotation that is there, or the whole article."""

    article: Article
    span: Span | None = None
    existing: Annotation | None = None

    @property
    def draft(self) -> Draft:
        """The draft of a note on it, still without a text."""
        start, end = (self.span.start, self.span.end) if self.span else (None, None)
        known = self.existing.id if self.existing is not None else ""
        return Draft("", self.article.path, start, end, self.quote, known)

    @property
    def quote(self) -> str:
        """The words of the passage; empty for the whole article."""
        if self.existing is not None:
            return self.existing.quote.exact if self.existing.quote else ""
        return self.article.text[self.span.start : self.span.end] if self.span else ""


def target_of(library: Library, draft: Draft) -> NoteTarget:
    """What a draft is on today: its passage is found by its words if the article changed; else it is the article.

    Raises:
        LibraryError: the article is gone.
        UnreadableError: its file cannot be read.
    """
    existing = library.store.get(draft.annotation) if draft.annotation else None
    article = library.article(existing.article.path if existing is not None else draft.path)
    if existing is not None or not draft.quote:
        return NoteTarget(article, existing=existing)
    if draft.start is not None and article.text[draft.start : draft.end] == draft.quote:
        return NoteTarget(article, Span(draft.start, draft.start + len(draft.quote)))
    return NoteTarget(article, find_quote(article.text, draft.quote))


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


class NoteScreen(Dialog[str | None]):
    """Writes one note in Markdown; ``#tags`` in it become its tags."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.NOTE)

    def __init__(self, library: Library, target: NoteTarget, draft: Draft | None = None) -> None:
        super().__init__()
        self._library = library
        self._target = target
        existing = target.existing
        self._saved = existing.body if existing is not None else ""
        self._saved_color = existing.color if existing is not None else None
        self._draft = draft or library.state.draft(target.draft.key)
        self._keeping = False
        self._warned = False

    def compose(self) -> ComposeResult:
        """The passage, the note, the colors."""
        draft = self._draft
        color = Color(draft.color) if draft and draft.color in set(Color) else self._saved_color
        with Vertical(id="box") as box:
            box.border_title = Content(self._heading())
            box.border_subtitle = keys_of(self, Context.NOTE)
            if quote := unbroken(self._target.quote):
                shown = quote if len(quote) <= SHOWN_OF_A_QUOTE else quote[:SHOWN_OF_A_QUOTE].rstrip() + "…"
                yield Static(Text(shown), id="quote")
            yield NoteArea(draft.text if draft else self._saved, soft_wrap=True)
            yield ColorRow(self._library.settings, color, id="colors")

    def on_mount(self) -> None:
        """The cursor stands at the end of the note; a draft is announced."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        if self._draft and self._draft.text != self._saved:
            self.notify("This is the draft that was not saved last time.")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Keep the draft now and then while one types."""
        self._warned = False
        if not self._keeping:
            self._keeping = True
            self.set_timer(DRAFT_SECONDS, self._keep_draft, name="draft")

    def action_color_row(self) -> None:
        """From the note to the colors, and back."""
        area, colors = self.query_one(TextArea), self.query_one(ColorRow)
        (area if colors.has_focus else colors).focus()

    def action_edit_outside(self) -> None:
        """Write on in the person's editor; what was saved there comes back."""
        from reader.tui.editing import EditorError, edit_text

        area = self.query_one(TextArea)
        self._keep_draft()
        try:
            text = edit_text(self.app, area.text)
        except EditorError as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
        else:
            area.text = text.rstrip("\n")
        area.focus()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the note; it stays in the editor if that fails."""
        with failure_told(self):
            try:
                await self._save(self.query_one(TextArea).text)
            except (StoreError, AnnotationError):
                self._keep_draft()
                raise
            self._forget_drafts()
            self.dismiss("Note saved")

    def action_leave(self) -> None:
        """Leave; a changed note asks once, and is kept as a draft."""
        text = self.query_one(TextArea).text
        changed = text != self._saved or self.query_one(ColorRow).color != self._saved_color
        if changed and not self._warned:
            self._warned = True
            keys = keys_in_force(self)
            self.notify(
                f"The note is not saved: {keys.sign(command('save-note'))} saves it, "
                f"{keys.sign(command('leave-note'))} again leaves it as a draft.",
                severity="warning",
            )
            return
        if not changed:
            self._forget_drafts()
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
        self._keeping = False
        if not self.is_mounted:
            return
        text = self.query_one(TextArea).text
        if text and text != self._saved:
            color = self.query_one(ColorRow).color or ""
            self._library.state.keep_draft(replace(self._target.draft, text=text, color=color))
        else:
            self._forget_drafts()

    def _forget_drafts(self) -> None:
        for draft in (self._target.draft, self._draft):
            if draft is not None:
                self._library.state.forget_draft(draft.key)

    def _heading(self) -> str:
        if (existing := self._target.existing) is not None:
            another = existing.creator and is_another([existing.creator], self._library.settings.creator)
            of = f" of {person_label(existing.creator or '')}" if another else ""
            return f"Edit the note{of}" if existing.body else f"Note on the highlight{of}"
        return "Note on the selection" if self._target.span else "Note on the article"
