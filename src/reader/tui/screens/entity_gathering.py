"""Screens of the library's entities: gathered beside the screen's thread, and again as more is known."""

from __future__ import annotations

from abc import abstractmethod
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual import work

from reader.library.entities import EntityIndex
from reader.library.events import AnnotationsChanged, ArticlesChanged, EntitiesFailed, EntitiesReady, Progress
from reader.tui.handing_over import hand_over
from reader.tui.listening import progress_line
from reader.tui.places import Place
from reader.tui.screens.browsing import EditableScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.events import Event
    from reader.library.library import Library
    from reader.tui.screens.main import MainScreen
    from reader.tui.themes import Palette
    from reader.tui.widgets.choice_list import Choice

LOOK_AGAIN = 0.5
"""Seconds between looks at what was recognized meanwhile, at least."""
REST = 10
"""How many times as long as a look took the next one waits: with thousands of articles looking takes seconds."""


class EntityGatheringScreen(EditableScreen[Place]):
    """Shows what is known at once, and what is gathered when it is."""

    def __init__(self, library: Library, palette: Palette, index: EntityIndex | None = None) -> None:
        """List entities.

        Args:
            library: whose.
            palette: the colors of types.
            index: what is known already, shown until all is gathered.
        """
        super().__init__(library, palette)
        self.index = index or EntityIndex({})
        self.prepared: Sequence[Choice] = ()
        self._looking = self._again = self._stale = self._foreseen = False
        self._rested = 0.0

    def begin(self) -> None:
        """Show what is known, and gather all again as more is recognized."""
        self.prepared = self.prepare(self.index)
        self.take_index()
        self._say_how_far()
        self.set_interval(LOOK_AGAIN, self._look_if_stale)

    def painted_first(self) -> None:
        """Now it may take a while to gather all."""
        self.look()

    def handle(self, event: Event) -> None:
        """More is known, or something was decided elsewhere."""
        match event:
            case AnnotationsChanged() | ArticlesChanged():
                self.look()
            case EntitiesReady():
                self._stale = True
            case EntitiesFailed():
                self._say_how_far()
            case Progress():
                self._say_how_far(progress_line(event))

    def _say_how_far(self, progress: str = "") -> None:
        """How far recognition is, or why it is over."""
        over = cast("MainScreen", self.app.screen_stack[0]).no_entities
        self.key_line.offer(self.key_line.offered, progress or over)

    def show_choices(self) -> None:
        """Show what is known, and look whether that is still so."""
        self.redraw()
        self.look()

    def redraw(self) -> None:
        """Show what is known."""
        super().show_choices()

    def look(self) -> None:
        """Gather the entities, once the screen stands; while that goes on, once more afterwards."""
        if not self.has_settled:
            return
        if self._looking:
            self._again = True
            return
        self._looking, self._stale = True, False
        self._gather_index()

    @work(thread=True, group="entities")
    def _gather_index(self) -> None:
        begun = monotonic()
        index = self.library.entities.everywhere()
        prepared = self.prepare(index)
        self._rested = monotonic() + REST * (monotonic() - begun)
        hand_over(self, self._gathered, index, prepared)

    def prepare(self, index: EntityIndex) -> Sequence[Choice]:
        """What takes a while to make of many entities: not on the screen's thread."""
        index.entities  # noqa: B018 - gathered with the first look at them
        return ()

    def _gathered(self, index: EntityIndex, prepared: Sequence[Choice]) -> None:
        self._looking = False
        if not self.is_mounted:
            return
        if self._again:
            self._again = False
            self.look()
        elif index is not self.index or self._foreseen:
            self.index, self.prepared, self._foreseen = index, prepared, False
            self.take_index()

    def _look_if_stale(self) -> None:
        if self._stale and monotonic() >= self._rested:
            self.look()

    @abstractmethod
    def take_index(self) -> None:
        """The entities are others now."""
