"""Moving about in what is open: find in the article, sections, and the way back from jumps."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from reader.articles.sanitizing import one_line
from reader.tui.handing_over import hand_over
from reader.tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.models import Article, Section, Span
    from reader.library.finding import TextFinder
    from reader.tui.widgets.find_line import FindLine
    from reader.tui.widgets.typing_line import TypingLine


class LocatingActions(ReadingScreen):
    """Actions of the main screen that lead to another place of the open article, and back."""

    _finder: tuple[Article, TextFinder] | None = None
    _found_from: tuple[int, tuple[Span, ...]] = (0, ())
    """Where reading was when finding began, and what was marked then."""

    @cached_property
    def find_line(self) -> FindLine:
        """The line on which one finds; it comes when it is first asked for."""
        from reader.tui.widgets.find_line import FindLine

        return FindLine(id="find")

    async def action_find(self) -> None:
        """Find in the open article, what is selected if something is."""
        article, selection = self.reading.article, self.view.cursor.selection
        if article is None:
            return
        self._found_from = self.view.top_offset, self.reading.matches
        self.jumps.leave(self.here)
        self.show_pane(self.view)
        words = one_line(article.text[selection.start : selection.end]) if selection else ""
        await self.type_on(self.find_line, words)

    def on_find_line_typed(self, message: FindLine.Typed) -> None:
        """Something else is to be found."""
        if self.reading.article is not None:
            self.find_in(self.reading.article, message.words, fuzzy=message.fuzzy)

    @work(thread=True, exclusive=True, group="find")
    def find_in(self, article: Article, words: str, *, fuzzy: bool) -> None:
        """Find words in an article, and mark them; a letter more ends what an older one began."""
        from reader.library.finding import TextFinder

        worker = get_current_worker()
        if self._finder is None or self._finder[0] is not article:
            self._finder = article, TextFinder(article.text)
        matches = self._finder[1].find(words, fuzzy=fuzzy, cancelled=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            hand_over(self, self._show_found, article, words, matches)

    def _show_found(self, article: Article, words: str, matches: tuple[Span, ...]) -> None:
        if self.reading.article is not article or self.typing_line is not self.find_line:
            return
        start = self._found_from[0]
        self.hits = ()
        self.reading.mark(matches, next((span for span in matches if span.start >= start), next(iter(matches), None)))
        self._say_count(words)

    def on_find_line_stepped(self, message: FindLine.Stepped) -> None:
        """On to another match."""
        self.reading.go_to_match(message.step, around=True)
        self._say_count("…")

    def _say_count(self, words: str) -> None:
        """Which of how many matches this is."""
        from reader.library.finding import MOST

        matches, current = self.reading.matches, self.view.current
        if not matches:
            self.find_line.say("nothing" if words.strip() else "")
            return
        number = matches.index(current) + 1 if current in matches else 0
        self.find_line.say(f"{number:,} of {len(matches):,}{'+' if len(matches) == MOST else ''}")

    def on_typing_line_left(self, message: TypingLine.Left) -> None:
        """What was found stays marked, or all is as before."""
        if message.line.id != "find":
            return
        if not message.keep:
            offset, matches = self._found_from
            self.reading.mark(matches, None)
            self.view.go_to(offset)
        self.typed_on(message.line, self.view)

    def action_section(self, step: int) -> None:
        """To the next section (1), or to the start of this one or the one before (-1)."""
        if self.reading.article is not None:
            self._look_for_section(self.reading.article, step)

    @work(thread=True, exclusive=True, group="sections")
    def _look_for_section(self, article: Article, step: int) -> None:
        """The sections of a huge text take a moment to find."""
        hand_over(self, self._go_to_section, article, article.sections, step)

    def _go_to_section(self, article: Article, sections: Sequence[Section], step: int) -> None:
        if self.reading.article is not article:
            return
        here = self.view.top_offset
        starts = [section.start for section in sections]
        there = [start for start in starts if start > here] if step > 0 else [start for start in starts if start < here]
        if there:
            self.view.go_to(there[0] if step > 0 else there[-1])
        else:
            self.notify("No section after this one." if step > 0 else "No section before this one.")

    def action_jump(self, step: int) -> None:
        """Back to where the last jump began (-1), or forward again (1)."""
        place = self.jumps.back(self.here) if step < 0 else self.jumps.forward(self.here)
        if place is None:
            self.notify("No jump to go back to." if step < 0 else "No jump to go forward to.")
            return
        if self.reading.article is None or self.reading.article.path != place.path:
            self.open_article(place.path)
        if place.span is not None:
            self.view.go_to(place.span.start)
        self.show_pane(self.view)
