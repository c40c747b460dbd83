"""All notes and highlights: newest first or by article, of one color, person or tag; enter opens the passage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work

from reader.annotations import editing
from reader.annotations.models import Annotation, Motivation
from reader.annotations.people import folded, likely, nobody
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.library.drafts import Draft
from reader.library.location import LibraryError
from reader.library.people import is_shared
from reader.tui.bindings import with_keys
from reader.tui.changing import failure_told, say_done
from reader.tui.note_filter import NoteFilter
from reader.tui.note_rows import draft_rows, is_lost, note_rows, title_of
from reader.tui.places import Place
from reader.tui.screens.browsing import EditableScreen, FilterInput
from reader.tui.widgets.choice_list import Choice, fitting
from reader.tui.widgets.note_facets import NoteFacets
from reader.tui.wording import as_sentence, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from reader.library.library import Library
    from reader.tui.themes import Palette
    from reader.tui.widgets.chips import Chips

ORDERS = ("newest first", "by article")
LOST = "It lost its place: {lost} lists what did, with a guess, and attaches it anew."


class NotesScreen(EditableScreen[Place]):
    """What was not saved stands on top, then what lost its place, then all else that was written."""

    TITLE = "Notes"
    EMPTY = (
        "Nothing yet: select a passage with {select} or the mouse, "
        "then {highlight} highlights it and {note} writes a note."
    )
    ONE = "note"
    ROWS: ClassVar[int] = 4
    PLACEHOLDER: ClassVar[str] = "type to filter: words, #tag, color:green; typos are forgiven"
    PLACEHOLDER_SHARED: ClassVar[str] = "type to filter: words, #tag, by:name, color:green"
    ACTIONS: ClassVar[frozenset[str]] = frozenset(
        {"choose", "change", "remove", "order", "narrow('color')", "narrow('tag')", "undo", "redo", "leave"}
    )
    LABELS: ClassVar[Mapping[str, str]] = {"change": "edit"}

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(library, palette)
        self._order = 0
        self._warned: Draft | None = None
        self._facets = NoteFacets(library.settings, id="facets")

    def compose(self) -> ComposeResult:
        """Colors, people and tags stand under the line that filters."""
        widgets = iter(super().compose())
        yield next(widgets)
        yield self._facets
        yield from widgets

    def gather(self) -> Sequence[Choice]:
        """Drafts and all that was written, in the order in force."""
        items = [item for item in self.library.anchoring.everywhere() if not item.is_article_tag]
        drafts = self.library.state.drafts
        titles = {path: title_of(self.library, path) for path in {item.article.path for item in items}}
        if self._order == 0:
            items.sort(key=lambda item: item.modified, reverse=True)
        items.sort(key=lambda item: not is_lost(item))
        named = is_shared(self.library)
        self._facets.count(items, self.library.store.people() if named else ())
        self.choices.border_subtitle = ORDERS[self._order] if items else ""
        return [
            *(
                Choice(partial(draft_rows, draft, self.library, self.palette), draft.text.casefold(), draft, draft.key)
                for draft in drafts
            ),
            *(
                Choice(
                    partial(note_rows, item, self.library, self.palette),
                    self._words(item, titles, named=named),
                    item,
                    item.id,
                )
                for item in items
            ),
        ]

    def sift(self, choices: Sequence[Choice], typed: str) -> Sequence[Choice]:
        """Those with the tags, of the colors and by the people, then those that fit the words."""
        wanted = NoteFilter.typed(typed)
        self._facets.mark(wanted)
        noted = ((choice, choice.value) for choice in choices if isinstance(choice.value, Annotation))
        if wanted.people:
            writers = wanted.writers(self.library.store.people())
            noted = ((choice, item) for choice, item in noted if folded(item.creator or "") in writers)
        if wanted.tags or wanted.colors or wanted.people:
            meanings = self.library.settings.colors
            choices = [choice for choice, item in noted if wanted.keeps(item.tags, item.color, meanings)]
        return fitting(choices, wanted.words)

    @property
    def placeholder(self) -> str:
        """Names are spoken of where there is more than one."""
        return self.PLACEHOLDER_SHARED if is_shared(self.library) else self.PLACEHOLDER

    @property
    def nothing_fits(self) -> str:
        """A name that nobody has is told as such."""
        wanted, people = NoteFilter.typed(self.query_one(FilterInput).value), self.library.store.people()
        unknown = (name for name in wanted.people if not likely(name, people))
        return next((as_sentence(nobody(name, people)) for name in unknown), super().nothing_fits)

    def narrow(self, by: str) -> None:
        """The notes of the next color, by the next person, or with the next tag."""
        wanted = NoteFilter.typed(self.query_one(FilterInput).value)
        match by:
            case "color":
                self._type(wanted.next_color(self._facets.used_colors))
            case "person":
                self._type(wanted.next_person(self._facets.used_people))
            case _:
                self._type(wanted.next_tag(self._facets.used_tags))

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        """The notes of that color, by that person, or with that tag, too; or not any more."""
        self._type(NoteFilter.typed(self.query_one(FilterInput).value).toggled(NoteFilter.typed(message.value)))

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The passage, or the start of the article."""
        return _path_of(choice.value), _span_of(choice.value) or Span(0, 0)

    def choose(self) -> None:
        """Go to the passage; a draft is written on."""
        if self.choices.chosen is None:
            return
        item: Annotation | Draft = self.choices.chosen.value
        if isinstance(item, Draft):
            self._edit(item)
        else:
            if is_lost(item) and item.position is None:
                self.notify(with_keys(self, LOST))
            self.dismiss(Place(item.article.path, _span_of(item)))

    def change_choice(self) -> None:
        """Edit the note in place."""
        if self.choices.chosen is not None:
            self._edit(self.choices.chosen.value)

    def remove_choice(self) -> None:
        """Remove the note; a draft, which cannot be brought back, only when asked for twice."""
        if self.choices.chosen is None:
            return
        item: Annotation | Draft = self.choices.chosen.value
        if isinstance(item, Annotation):
            self._remove(item)
        elif self._warned != item:
            self._warned = item
            self.notify("Nothing brings a draft back: the same key again throws it away.", severity="warning")
        else:
            self.library.state.forget_draft(item.key)
            self.notify("Thrown away")
            self.show_choices()

    def next_order(self) -> None:
        """Newest first, or by article."""
        self._order = (self._order + 1) % len(ORDERS)
        self.show_choices()

    @work(exclusive=True, group="change")
    async def _remove(self, annotation: Annotation) -> None:
        with failure_told(self):
            await self.reader.change(editing.remove_annotation, annotation.id)
            what = "note" if annotation.motivation is Motivation.COMMENTING else "highlight"
            on = f"“{shortened(annotation.quote.exact)}”" if annotation.quote else "the article"
            say_done(self, f"Removed the {what} on {on}", "{undo-here}")
        self.show_choices()

    def _edit(self, item: Annotation | Draft) -> None:
        from reader.tui.screens.note import NoteScreen, NoteTarget, target_of

        try:
            if isinstance(item, Draft):
                screen = NoteScreen(self.library, target_of(self.library, item), item)
            else:
                article = self.library.article(item.article.path)
                screen = NoteScreen(self.library, NoteTarget(article, existing=item))
        except (LibraryError, UnreadableError) as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
        else:
            self.app.push_screen(screen, self._edited)

    def _edited(self, done: str | None) -> None:
        if done:
            say_done(self, done, "{undo-here}")
        self.show_choices()

    def _type(self, wanted: NoteFilter) -> None:
        line = self.query_one(FilterInput)
        line.value = wanted.text
        line.cursor_position = len(line.value)

    def _words(self, item: Annotation, titles: Mapping[str, str], *, named: bool) -> str:
        """The words by which a note is found: its own, its passage's, its tags, its color and meaning, its writer."""
        quote = item.quote.exact if item.quote else ""
        color = [item.color or "", self.library.settings.colors.get(item.color or "", "")]
        tags = (f"#{tag}" for tag in item.tags)
        writer = item.creator or "" if named else ""
        return " ".join([item.body, quote, *tags, *color, writer, titles[item.article.path]]).casefold()


def _path_of(item: Annotation | Draft) -> str:
    return item.path if isinstance(item, Draft) else item.article.path


def _span_of(item: Annotation | Draft) -> Span | None:
    """The passage of a note; None for the whole article."""
    if isinstance(item, Draft):
        return Span(item.start, item.end) if item.start is not None and item.end is not None else None
    return Span(item.position.start, item.position.end) if item.position else None
