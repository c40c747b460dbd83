"""All tags with their counts; enter shows what carries one; rename and delete everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work

from reader.annotations import tagging
from reader.annotations.tags import fold
from reader.articles.sanitizing import one_line
from reader.tui.changing import failure_told, say_done
from reader.tui.screens.asking import AskScreen
from reader.tui.screens.browsing import EditableScreen
from reader.tui.themes import accent_of
from reader.tui.widgets.choice_list import Choice
from reader.tui.wording import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BAR_WIDTH = 24
WIDEST_NAME = 32


class TagsScreen(EditableScreen[str]):
    """A row a tag; gives back the tag whose articles are to be shown."""

    TITLE = "Tags"
    EMPTY = "No tags yet: {tag} tags the open article, or several that are marked in the list."
    ONE = "tag"
    PREVIEW: ClassVar[bool] = False
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "change", "remove", "undo", "redo", "leave"})
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "articles", "change": "rename", "remove": "delete"}

    def gather(self) -> Sequence[Choice]:
        """All tags, the most used first, each with a bar."""
        tags = sorted(self.library.store.tags(), key=lambda tag: (-tag.annotations, tag.tag))
        most = max((tag.annotations for tag in tags), default=1)
        widest = min(WIDEST_NAME, max((Text(one_line(tag.tag)).cell_len for tag in tags), default=0))
        accent = accent_of(self)
        choices = []
        for tag in tags:
            row = Text(f"#{one_line(tag.tag)}")
            row.truncate(widest + 1, overflow="ellipsis", pad=True)
            row.append("  ")
            row.append("▇" * max(1, round(BAR_WIDTH * tag.annotations / most)), style=accent)
            row.append(f"  {tag.annotations:,} on {counted(tag.articles, 'article')}", style="dim")
            choices.append(Choice((row,), tag.tag.casefold(), tag.tag, fold(tag.tag)))
        return choices

    def change_choice(self) -> None:
        """Rename the tag everywhere; the name of another tag merges the two."""
        if self.choices.chosen is not None:
            tag: str = self.choices.chosen.value
            self.app.push_screen(AskScreen(f"Rename #{shortened(tag)} everywhere", tag), partial(self._named, tag))

    def remove_choice(self) -> None:
        """Delete the tag everywhere."""
        if self.choices.chosen is not None:
            self._delete(self.choices.chosen.value)

    def _named(self, tag: str, new: str | None) -> None:
        if new and new != tag:
            self._rename(tag, new.removeprefix("#"))

    @work(exclusive=True, group="change")
    async def _rename(self, tag: str, new: str) -> None:
        with failure_told(self):
            merged = any(fold(known.tag) == fold(new) for known in self.library.store.tags()) and fold(tag) != fold(new)
            count = await self.reader.change(tagging.rename_tag, tag, new)
            done = "Merged" if merged else "Renamed"
            into = f"#{shortened(tag)} {'into' if merged else 'to'} #{shortened(new)}"
            say_done(self, f"{done} {into} on {counted(count, 'annotation')}", "{undo-here}")
        self.show_choices()

    @work(exclusive=True, group="change")
    async def _delete(self, tag: str) -> None:
        with failure_told(self):
            count = await self.reader.change(tagging.delete_tag, tag)
            say_done(self, f"Deleted #{shortened(tag)} from {counted(count, 'annotation')}", "{undo-here}")
        self.show_choices()
