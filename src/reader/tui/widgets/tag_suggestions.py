"""Known tags like the one being typed; RapidFuzz forgives typos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.articles.sanitizing import one_line
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.annotations.models import TagCount
    from reader.annotations.store import AnnotationStore

LEAST_LIKENESS = 60
"""RapidFuzz's WRatio from which a tag is offered."""
MOST_OFFERED = 8


class TagSuggestions(VirtualList, can_focus=False):
    """The tags that fit what is typed, the most used first; one is picked with the arrow keys or the mouse."""

    DEFAULT_CSS = """
    TagSuggestions { height: auto; max-height: 8; margin-top: 1; scrollbar-size-vertical: 0; }
    """

    def __init__(self, store: AnnotationStore) -> None:
        super().__init__()
        self._store = store
        self._offered: tuple[TagCount, ...] = ()
        self._picking = False

    @property
    def count(self) -> int:
        """How many tags are offered."""
        return len(self._offered)

    @property
    def first(self) -> str:
        """The tag that fits best; empty when none does."""
        return self._offered[0].tag if self._offered else ""

    @property
    def picked(self) -> str:
        """The tag that was gone to; empty when none was."""
        return self._offered[self.index].tag if self._picking and self.index < self.count else ""

    def suggest(self, typed: str, present: Collection[str]) -> None:
        """Offer tags for what is typed, without those that are there already."""
        wanted = typed.strip().removeprefix("#").casefold()
        there = {tag.casefold() for tag in present} | {wanted}
        known = sorted(self._store.tags(), key=lambda count: -count.annotations)
        known = [count for count in known if count.tag.casefold() not in there]
        self._offered = tuple(_like(wanted, known))[:MOST_OFFERED]
        self._picking = False
        self.items_changed()
        self.styles.height = self.count

    def pick(self, where: str) -> None:
        """Go to a suggestion: ``down`` or ``up``."""
        if self._picking:
            self.action_move(where)
        elif self.count:
            self._picking = True
            self.refresh()

    def selectable(self, index: int) -> bool:
        """Nothing looks picked before the person picks."""
        return self._picking and super().selectable(index)

    def on_click(self, event: object) -> None:
        """A click picks too."""
        self._picking = True

    def item(self, index: int, width: int) -> Sequence[Text]:
        """The tag, and on how many annotations it is."""
        count = self._offered[index]
        return (Text(f"#{one_line(count.tag)}").append(f"  {count.annotations}", style="dim"),)


def _like(wanted: str, known: list[TagCount]) -> list[TagCount]:
    """Those that begin like ``wanted``, then those that are like it; all when nothing is typed."""
    if not wanted:
        return known
    from rapidfuzz import fuzz, process

    starting = [count for count in known if count.tag.casefold().startswith(wanted)]
    others = [count for count in known if count not in starting]
    names = [count.tag.casefold() for count in others]
    like = process.extract(wanted, names, scorer=fuzz.WRatio, score_cutoff=LEAST_LIKENESS, limit=MOST_OFFERED)
    return [*starting, *(others[place] for _, _, place in like)]
