"""Highlighting: the selection, all places of its words, in six colors; recoloring and removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.annotations.models import Annotation, Color, Motivation
from reader.annotations.passages import occurrences
from reader.commands import command
from reader.tui.bindings import with_keys
from reader.tui.changing import failure_told, say_done
from reader.tui.screens.annotating import AnnotatingActions
from reader.tui.wording import color_name, counted, shortened

if TYPE_CHECKING:
    from reader.articles.models import Article, Span
    from reader.commands import Command

SELECT_FIRST = "Select something first: {select}, or drag with the mouse."

ON_A_HIGHLIGHT = ("open-passage", "color", "remove")


class HighlightingActions(AnnotatingActions):
    """Actions of the main screen that make, recolor and remove highlights."""

    _color = Color.YELLOW
    """The highlighter in hand."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits are highlighters only while something is selected; else they show and hide types."""
        if action == "highlight_in":
            return self.view.cursor.selecting
        return super().check_action(action, parameters)

    def keys_now(self) -> list[Command]:
        """On a highlight, what can be done with it comes first."""
        offered, at = super().keys_now(), self.view.cursor.offset
        if self.typing_line is not None or self.view.cursor.selecting or not self.view.has_focus:
            return offered
        on_one = bool(self.view.painted.annotations.overlapping(at, at + 1))
        return [*map(command, ON_A_HIGHLIGHT), *offered] if on_one else offered

    def action_highlight(self) -> None:
        """Highlight the selection with the highlighter in hand."""
        self._highlight(self._color)

    def action_highlight_in(self, number: int) -> None:
        """Highlight the selection with another one, which stays in hand."""
        self._highlight(list(Color)[number - 1])

    @work
    async def action_highlight_all(self) -> None:
        """Highlight every place in the article that has the selected words."""
        from reader.annotations import editing

        article, selection = self.reading.article, self.view.cursor.selection
        if article is None or selection is None:
            self.notify(with_keys(self, SELECT_FIRST))
            return
        words = article.text[selection.start : selection.end]
        places = occurrences(article.text, words)
        creator = self.library.settings.creator or None
        with failure_told(self):
            made = await self.reader.change(editing.add_highlights, article, places, color=self._color, creator=creator)
            self._done(f"Highlighted “{shortened(words)}” {_times(len(made), len(places))}", self._color)

    def action_color(self) -> None:
        """Choose a color: for the selection, else for the highlight under the cursor, else for the next ones."""
        from reader.tui.screens.color import ColorScreen

        selected = self.view.cursor.selection
        existing = None if selected else self.reading.annotation_at_cursor()
        what = "the selection" if selected else "this highlight" if existing else "the next highlight"
        color = existing.color if existing else self._color
        self.app.push_screen(ColorScreen(self.library.settings, f"Color of {what}", color), self._take_color)

    @work
    async def action_remove(self) -> None:
        """Remove the highlight or note under the cursor."""
        from reader.annotations import editing

        found = self.reading.annotation_at_cursor()
        if found is None:
            self.notify("No highlight or note under the cursor; click one first.")
            return
        with failure_told(self):
            await self.reader.change(editing.remove_annotation, found.id)
            what = "note" if found.motivation is Motivation.COMMENTING else "highlight"
            on = f"“{shortened(found.quote.exact)}”" if found.quote else "the article"
            self._done(f"Removed the {what} on {on}")

    def _highlight(self, color: Color) -> None:
        article, selection = self.reading.article, self.view.cursor.selection
        if article is None or selection is None:
            self.notify(with_keys(self, SELECT_FIRST))
            return
        self._color = color
        self._add_highlight(article, selection, color)

    @work
    async def _add_highlight(self, article: Article, selection: Span, color: Color) -> None:
        from reader.annotations import editing

        creator = self.library.settings.creator or None
        with failure_told(self):
            await self.reader.change(editing.add_highlight, article, selection, color=color, creator=creator)
            words = article.text[selection.start : selection.end]
            self._done(f"Highlighted “{shortened(words)}”", color)

    def _take_color(self, color: Color | None) -> None:
        if color is None:
            return
        existing = self.reading.annotation_at_cursor()
        if self.view.cursor.selection:
            self._highlight(color)
        elif existing is not None:
            self._recolor(existing, color)
        else:
            self._color = color
            self.notify(f"The next highlight: {color_name(self.library.settings, color)}", markup=False)

    @work
    async def _recolor(self, existing: Annotation, color: Color) -> None:
        from reader.annotations import editing

        with failure_told(self):
            await self.reader.change(editing.set_color, existing.id, color)
            self._done(f"Color: {color_name(self.library.settings, color)}")

    def _done(self, what: str, color: Color | None = None) -> None:
        """Draw the change and say it, with the color unless that is the usual one without a meaning."""
        name = color_name(self.library.settings, color) if color else ""
        self.view.cursor = self.view.cursor.dropped()
        self.repaint()
        say_done(self, what if not name or name == Color.YELLOW else f"{what} · {name}")


def _times(made: int, places: int) -> str:
    """How many of the places were highlighted; the others were before."""
    if made == places:
        return counted(made, "time")
    return f"{counted(made, 'time')}; {places - made:,} had been before"
