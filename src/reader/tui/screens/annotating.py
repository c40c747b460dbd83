"""What a person does with an open article: notes, status, undo, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from reader.annotations.models import Status
from reader.articles.sanitizing import one_line
from reader.library.location import LibraryError
from reader.tui import changing
from reader.tui.bindings import with_keys
from reader.tui.screens.reading import ReadingScreen
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from reader.articles.models import Article

NEXT_STATUS = {Status.UNREAD: Status.READING, Status.READING: Status.DONE, Status.DONE: Status.UNREAD}


class AnnotatingActions(ReadingScreen):
    """Actions of the main screen that change annotations; what cannot be written is said, nothing is lost."""

    def action_note(self) -> None:
        """Write on the selection, else on the highlight or note under the cursor, else on the article."""
        from reader.tui.screens.note import NoteScreen, NoteTarget

        article, selection = self.reading.article, self.view.cursor.selection
        if article is None:
            return
        existing = None if selection else self.reading.annotation_at_cursor()
        self.app.push_screen(NoteScreen(self.library, NoteTarget(article, selection, existing)), self._drawn)

    def offer_drafts(self) -> None:
        """Say that there are notes in the making, and where."""
        if drafts := self.library.state.drafts:
            what = "A note was" if len(drafts) == 1 else f"{len(drafts)} notes were"
            self.notify(with_keys(self, f"{what} not saved: {{notes}} shows what was typed, on top."))

    def action_open_passage(self) -> None:
        """Open the note of the highlight under the cursor; at the title, the one on the article."""
        from reader.tui.screens.note import NoteScreen, NoteTarget

        article = self.reading.article
        existing = self.reading.annotation_at_cursor() or self.reading.article_note_at_cursor()
        if article is not None and existing is not None:
            self.app.push_screen(NoteScreen(self.library, NoteTarget(article, existing=existing)), self._drawn)

    def action_copy(self) -> None:
        """Copy the selection to the clipboard of the terminal (OSC 52)."""
        if selection := self.view.cursor.selection:
            self.app.copy_to_clipboard(self.view.text[selection.start : selection.end])
            self.view.cursor = self.view.cursor.dropped()
            self.notify("Copied")

    @work
    async def action_undo(self) -> None:
        """Undo the last change."""
        await changing.undo(self)
        self.repaint()

    @work
    async def action_redo(self) -> None:
        """Do again what was undone."""
        await changing.redo(self)
        self.repaint()

    @work
    async def action_status(self) -> None:
        """Unread, reading, done, and around."""
        from reader.annotations import editing

        article = self.reading.article
        if article is not None:
            entry = self.library.catalog.known(article.path)
            status = NEXT_STATUS[entry.status if entry else Status.UNREAD]
            with changing.failure_told(self):
                await self.reader.change(editing.set_status, article, status)
                self.repaint()
                changing.say_done(self, f"Status: {status}")

    @work
    async def action_star(self) -> None:
        """Star the article, or take the star off."""
        from reader.annotations import editing

        article = self.reading.article
        if article is not None:
            entry = self.library.catalog.known(article.path)
            starred = not (entry and entry.starred)
            with changing.failure_told(self):
                await self.reader.change(editing.set_starred, article, starred)
                self.repaint()
                changing.say_done(self, "Starred" if starred else "Star taken off")

    def action_retitle(self) -> None:
        """Ask for another title."""
        from reader.tui.screens.asking import AskScreen

        article = self.reading.article
        if article is not None:
            title = self.library.catalog.title(article.path)
            self.app.push_screen(AskScreen("Title of the article", title), self._retitled)

    def _retitled(self, title: str | None) -> None:
        if self.reading.article is not None and title is not None:
            self._retitle(self.reading.article, title)

    @work
    async def _retitle(self, article: Article, title: str) -> None:
        from reader.annotations import editing

        with changing.failure_told(self):
            own = title.strip() if title.strip() != article.title else ""
            await self.reader.change(editing.set_title, article, own or None)
            shown = self.library.catalog.title(article.path)
            self.view.border_title = Content(one_line(shown))
            self.repaint()
            changing.say_done(self, f"Titled “{shortened(shown)}”" if own else "The article's own title is back")

    def action_edit_article(self) -> None:
        """Open the article in the person's editor; what is saved is read anew."""
        from reader.tui.editing import EditorError, edit_file

        article = self.reading.article
        if article is None:
            return
        try:
            edit_file(self.app, self.library.file(article.path).file)
        except (EditorError, LibraryError) as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
        self.library.rescan()

    def action_export(self) -> None:
        """Export annotations."""
        from reader.tui.screens.export import ExportScreen

        path = self.reading.article.path if self.reading.article is not None else None
        self.app.push_screen(ExportScreen(self.library, path))

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Find anything."""
        from reader.tui.palette import open_palette

        open_palette(self.reader)

    def action_theme(self) -> None:
        """The next of the reader's themes."""
        from reader.tui.themes import THEMES

        names = [theme.name for theme in THEMES]
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names) if self.app.theme in names else 0]
        self.call_after_refresh(self.repaint)

    async def action_quit(self) -> None:
        """Leave."""
        await self.app.action_quit()

    def _drawn(self, done: str | None) -> None:
        """A dialog was closed; what it did is said, and its passage is no longer selected."""
        if done:
            changing.say_done(self, done)
            self.view.cursor = self.view.cursor.dropped()
        self.repaint()
