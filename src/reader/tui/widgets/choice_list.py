"""A list of things to choose from, filtered by what is typed; RapidFuzz forgives typos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text
    from textual import events

LEAST_LIKENESS = 70
"""RapidFuzz's partial ratio from which a choice stays."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: how it looks, the words by which it is found, and what it stands for."""

    rows: tuple[Text, ...] | Callable[[], tuple[Text, ...]]
    """Drawn when they are shown, if need be."""
    words: str
    value: Any
    key: str = ""
    """What stays the same when the thing changes: the cursor stays with it."""


class ChoiceList(VirtualList, can_focus=False):
    """Shows the choices that fit what is typed; a click goes to one, a click on the one gone to chooses it."""

    ROWS: ClassVar[int] = 1

    def __init__(self, rows: int = 1, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.ROWS = rows  # type: ignore[misc]
        self._fitting: tuple[Choice, ...] = ()

    @property
    def count(self) -> int:
        """How many choices fit."""
        return len(self._fitting)

    @property
    def chosen(self) -> Choice | None:
        """The choice under the cursor."""
        return self._fitting[self.index] if self.index < self.count else None

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other choices, the first one under the cursor."""
        self._fitting = tuple(choices)
        self.items_changed()

    def renew(self, choices: Sequence[Choice]) -> None:
        """Offer the same choices as they are now; the cursor stays with its own, or else where it is."""
        key = self.chosen.key if self.chosen is not None else ""
        self._fitting = tuple(choices)
        keys = [choice.key for choice in self._fitting]
        self.items_changed(keys.index(key) if key and key in keys else min(self.index, max(0, self.count - 1)))

    def item(self, index: int, width: int) -> Sequence[Text]:
        """A choice as it was given; a copy, since drawing cuts it."""
        rows = self._fitting[index].rows
        return [row.copy() for row in rows] if isinstance(rows, tuple) else rows()

    def on_click(self, event: events.Click) -> None:
        """Go to the choice under the pointer; choose it if the cursor is there already."""
        event.prevent_default()
        index = self.index_under(event)
        if index == self.index:
            self.action_choose()
        elif self.selectable(index):
            self.index = index


def fitting(choices: Sequence[Choice], typed: str) -> tuple[Choice, ...]:
    """The choices that hold the typed words, or something like them; all when nothing is typed."""
    wanted = typed.strip().casefold()
    if not wanted:
        return tuple(choices)
    if literal := tuple(choice for choice in choices if wanted in choice.words):
        return literal
    from rapidfuzz import fuzz, process

    words = [choice.words for choice in choices]
    found = process.extract(wanted, words, scorer=fuzz.partial_ratio, score_cutoff=LEAST_LIKENESS, limit=None)
    if any(score == 100 for _, score, _ in found):  # noqa: PLR2004 (a hundred is a literal match)
        found = [item for item in found if item[1] == 100]  # noqa: PLR2004
    return tuple(choices[place] for _, _, place in found)
