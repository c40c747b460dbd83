"""Attaching anew what lost its place: choose it, go to its article, select the passage, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.widgets import Static

from reader.commands import command
from reader.tui.bindings import with_keys
from reader.tui.changing import failure_told, say_done
from reader.tui.handing_over import hand_over
from reader.tui.screens.annotating import AnnotatingActions
from reader.tui.selecting import TextCursor
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from reader.annotations.models import Annotation
    from reader.annotations.snapshot import Snapshot
    from reader.commands import Command
    from reader.library.anchoring import Lost


class AttachingActions(AnnotatingActions):
    """Actions of the main screen for what lost its place."""

    _attaching: Annotation | None = None
    """What is being attached anew; while there is something, enter attaches it to the selection."""
    _looked_at: Snapshot | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter attaches what was chosen for it; without such a thing it opens notes."""
        if action in {"attach", "open_passage"}:
            ready = self._attaching is not None and self.view.cursor.selection is not None
            return ready is (action == "attach")
        return super().check_action(action, parameters)

    def action_lost(self) -> None:
        """List what lost its place; what is chosen is attached anew."""
        from reader.tui.screens.lost import LostScreen

        self.app.push_screen(LostScreen(self.library, self.reading.palette), self._begin)

    @work
    async def action_attach(self) -> None:
        """Attach what was chosen to the selection."""
        from reader.annotations import editing

        item, article, selection = self._attaching, self.reading.article, self.view.cursor.selection
        if item is None or article is None or selection is None:
            return
        with failure_told(self):
            await self.reader.change(editing.attach, item.id, article, selection)
            self.view.cursor = self.view.cursor.dropped()
            self._end()
            say_done(self, f"Attached to “{shortened(article.text[selection.start : selection.end])}”")

    def action_back(self) -> None:
        """First of all, out of attaching."""
        if self._attaching is None:
            super().action_back()
            return
        self._end()
        self.notify("Left as it was.")

    def offered(self) -> list[Command]:
        """While attaching, how that goes on."""
        offered = super().offered()
        if self._attaching is None:
            return offered
        goes_on = command("attach") if self.view.cursor.selection else command("select")
        out = command("back")._replace(label="leave it")
        return [goes_on, out, *(item for item in offered if item.id != goes_on.id)]

    def repaint(self) -> None:
        """Count, too, what lost its place, if annotations changed."""
        super().repaint()
        if self.app.is_running and self.library.store.snapshot() is not self._looked_at:
            self.count_lost()

    @work(thread=True, exclusive=True, group="lost")
    def count_lost(self) -> None:
        """Count what lost its place, and say so when there is more than before."""
        snapshot = self.library.store.snapshot()
        count = len(self.library.anchoring.lost()) if snapshot.by_id else 0
        hand_over(self, self._take_count, snapshot, count)

    def _take_count(self, snapshot: Snapshot, count: int) -> None:
        more, self.lost, self._looked_at = count > self.lost, count, snapshot
        if more:
            said = (
                "A note or highlight lost its place"
                if count == 1
                else f"{count:,} notes or highlights lost their places"
            )
            self.notify(with_keys(self, f"{said}, or may have: {{lost}} lists what did."))
        self.say_library()

    def _begin(self, lost: Lost | None) -> None:
        """Go to the guess, which is selected, or to the article."""
        self.repaint()
        if lost is None:
            return
        self._attaching = lost.annotation
        if lost.article is not None:
            self.open_article(lost.article)
        self.show_pane(self.view)
        self._say_what(lost.annotation)
        if lost.guess is not None and self.reading.article is not None and lost.guess.end <= len(self.view.text):
            self.view.reveal(lost.guess.start, lost.guess.end)
            self.view.cursor = TextCursor(self.view.text, lost.guess.end, lost.guess.start)
        self.say_keys()

    def _say_what(self, item: Annotation) -> None:
        """Above the keys, what is being attached."""
        words = f"“{shortened(item.quote.exact)}”" if item.quote else "the note"
        said = f"Attach {words}: select its place, then {with_keys(self, '{attach}')}"
        if banner := self.query("#attaching"):
            banner.first(Static).update(said)
        else:
            self.mount(Static(said, id="attaching", markup=False), before=self.key_line)

    def _end(self) -> None:
        self._attaching = None
        self.query("#attaching").remove()
        self.repaint()
        self.say_keys()
