"""What lost its place when its article changed: what it was on, and a guess at where that is now, in its context."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import work

from reader.annotations import editing
from reader.annotations.models import AnchorState
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.library.anchoring import Lost
from reader.library.location import LibraryError
from reader.library.people import told_writer
from reader.tui.changing import failure_told, say_done
from reader.tui.note_rows import passage, title_of
from reader.tui.screens.browsing import EditableScreen
from reader.tui.widgets.choice_list import Choice
from reader.tui.wording import shortened, unbroken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LostScreen(EditableScreen[Lost]):
    """Gives back what is to be attached to a passage again; a guess is taken or it is removed here."""

    TITLE = "Lost places"
    EMPTY = "Nothing is lost: every note and highlight is where it belongs."
    ONE = "lost place"
    ROWS: ClassVar[int] = 5
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "accept", "remove", "undo", "redo", "leave"})
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "attach anew", "accept": "accept guess"}

    def gather(self) -> Sequence[Choice]:
        """All of them, article by article."""
        lost = self.library.anchoring.lost()
        return [Choice(partial(self._rows, item), _words(item), item, item.annotation.id) for item in lost]

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The guess in its context; else the start of the article, if it is still there."""
        lost: Lost = choice.value
        self.preview.border_subtitle = "the guess" if lost.guess else "no guess"
        if lost.article is None:
            return None
        return lost.article, Span(lost.guess.start, lost.guess.end) if lost.guess else Span(0, 0)

    def accept_choice(self) -> None:
        """Take the guess for true."""
        if self.choices.chosen is not None:
            self._accept(self.choices.chosen.value)

    def remove_choice(self) -> None:
        """Remove the note or highlight."""
        if self.choices.chosen is not None:
            self._remove(self.choices.chosen.value)

    @work(exclusive=True, group="change")
    async def _accept(self, lost: Lost) -> None:
        with failure_told(self):
            try:
                await self.reader.change(lambda _: self.library.anchoring.accept(lost))
            except (LibraryError, UnreadableError) as error:
                self.notify(one_line(str(error)), severity="error", markup=False)
            else:
                say_done(self, f"Attached to “{shortened(self._guessed(lost))}”", "{undo-here}")
        self.show_choices()

    @work(exclusive=True, group="change")
    async def _remove(self, lost: Lost) -> None:
        with failure_told(self):
            await self.reader.change(editing.remove_annotation, lost.annotation.id)
            quote = lost.annotation.quote
            say_done(self, f"Removed what was on “{shortened(quote.exact if quote else '')}”", "{undo-here}")
        self.show_choices()

    def _rows(self, lost: Lost) -> tuple[Text, ...]:
        guess = Text()
        if lost.guess is not None:
            guess.append("→ ", style=self.palette.mark).append(unbroken(self._guessed(lost)), style=Style(italic=True))
        else:
            guess.append("→ no guess", style="dim")
        writer = unbroken(told_writer(self.library, lost.annotation.creator))
        facts = [_state(lost), writer, title_of(self.library, lost.annotation.article.path)]
        place = Text(" · ".join(filter(None, facts)), style="dim")
        rows = [
            passage(lost.annotation, self.palette),
            guess,
            Text(unbroken(lost.annotation.body), style="bold"),
            place,
        ]
        return tuple(row for row in rows if row.plain)

    def _guessed(self, lost: Lost) -> str:
        """The words at the guessed place."""
        if lost.article is None or lost.guess is None:
            return ""
        try:
            return self.library.article(lost.article).text[lost.guess.start : lost.guess.end]
        except (LibraryError, UnreadableError):
            return ""


def _state(lost: Lost) -> str:
    """What is wrong, in a few words."""
    if lost.article is None:
        return "its article is gone"
    anchor = lost.annotation.anchor
    if anchor is not None and anchor.state is AnchorState.UNSURE:
        return f"perhaps here, {anchor.score:.0%} alike"
    return "not found" if lost.guess is None else "not found, but a guess"


def _words(lost: Lost) -> str:
    item = lost.annotation
    return " ".join([item.quote.exact if item.quote else "", item.body, item.article.path, *item.tags]).casefold()
