"""All notes and highlights: newest first or by article; enter opens the passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work

from reader.annotations import editing
from reader.annotations.errors import AnnotationError, StoreError
from reader.annotations.models import AnchorState, Annotation, Motivation
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.library.location import LibraryError
from reader.tui.places import Place
from reader.tui.screens.browsing import BrowsingScreen
from reader.tui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING_YET = "Nothing yet: select a passage with v or the mouse, then h highlights it and a writes a note."
ORDERS = ("newest first", "by article")


class NotesScreen(BrowsingScreen[Place]):
    """Three rows a note: the passage, the note, the article with tags and day."""

    TITLE = "Notes"
    ROWS: ClassVar[int] = 3
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "change", "remove", "order", "leave"})
    _order = 0

    def gather(self) -> Sequence[Choice]:
        """All that was written; what lost its place stands on top."""
        items = [item for item in self.library.anchoring.everywhere() if not item.is_article_tag]
        if self._order == 0:
            items.sort(key=lambda item: item.modified, reverse=True)
        items.sort(key=lambda item: not _is_lost(item))
        self.choices.border_subtitle = ORDERS[self._order] if items else ""
        self.key_line.offer(self.key_line.offered, "" if items else NOTHING_YET)
        return [Choice(self._rows(item), _words(item), item) for item in items]

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The passage, or the start of the article."""
        annotation: Annotation = choice.value
        place = annotation.position
        return annotation.article.path, Span(place.start, place.end) if place else Span(0, 0)

    def choose(self) -> None:
        """Go to the passage."""
        if self.choices.chosen is not None:
            annotation: Annotation = self.choices.chosen.value
            place = annotation.position
            self.dismiss(Place(annotation.article.path, Span(place.start, place.end) if place else None))

    def change_choice(self) -> None:
        """Edit the note in place."""
        from reader.tui.screens.note import NoteScreen, NoteTarget

        if self.choices.chosen is None:
            return
        annotation: Annotation = self.choices.chosen.value
        try:
            article = self.library.article(annotation.article.path)
        except LibraryError as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
            return
        self.app.push_screen(NoteScreen(self.library, NoteTarget(article, existing=annotation)), self._changed)

    def remove_choice(self) -> None:
        """Remove the note."""
        if self.choices.chosen is not None:
            self._remove(self.choices.chosen.value)

    @work(exclusive=True)
    async def _remove(self, annotation: Annotation) -> None:
        try:
            await self.reader.change(editing.remove_annotation, annotation.id)
        except (StoreError, AnnotationError) as error:
            self.notify(one_line(str(error)), title="Not saved", severity="error", markup=False)
            return
        self.notify("Removed")
        self.show_choices()

    def next_order(self) -> None:
        """Newest first, or by article."""
        self._order = (self._order + 1) % len(ORDERS)
        self.show_choices()

    def _changed(self, done: str | None) -> None:
        if done:
            self.notify(done, markup=False)
        self.show_choices()

    def _rows(self, item: Annotation) -> tuple[Text, ...]:
        quote = one_line(item.quote.exact) if item.quote else "the whole article"
        style = self.palette.highlight(item.color) if item.quote else self.palette.quiet
        first = Text(("⚠ " if _is_lost(item) else "") + quote, style=style)
        second = Text(one_line(item.body), style="bold")
        if item.motivation is Motivation.HIGHLIGHTING:
            second = Text("highlight", style="dim")
        known = self.library.catalog.known(item.article.path) if self._has(item.article.path) else None
        third = Text(f"{one_line(known.title if known else item.article.path)} · {item.modified[:10]}", style="dim")
        for tag in item.tags:
            third.append(f" #{one_line(tag)}", style="not dim")
        return first, second, third

    def _has(self, path: str) -> bool:
        return any(file.path == path for file in self.library.files)


def _is_lost(annotation: Annotation) -> bool:
    """Whether the passage is not found any more, or not surely."""
    return annotation.anchor is not None and annotation.anchor.state is not AnchorState.SURE


def _words(item: Annotation) -> str:
    """The words by which a note is found: its own, its passage's, its tags, its color."""
    quote = item.quote.exact if item.quote else ""
    return " ".join([item.body, quote, *(f"#{tag}" for tag in item.tags), item.color or ""]).casefold()
