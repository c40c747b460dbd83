"""All tags with their counts; enter shows what carries one; rename and delete everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec

from rich.text import Text
from textual import work

from reader.annotations import tagging
from reader.annotations.errors import AnnotationError, StoreError
from reader.articles.sanitizing import one_line
from reader.tui.screens.asking import AskScreen
from reader.tui.screens.browsing import BrowsingScreen
from reader.tui.widgets.choice_list import Choice
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotations.store import AnnotationStore

Parameters = ParamSpec("Parameters")

BAR_WIDTH = 24
WIDEST_NAME = 32


class TagsScreen(BrowsingScreen[str]):
    """A row a tag; gives back the tag whose articles are to be shown."""

    TITLE = "Tags"
    PREVIEW: ClassVar[bool] = False
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "change", "remove", "leave"})

    def gather(self) -> Sequence[Choice]:
        """All tags, the most used first, each with a bar."""
        tags = sorted(self.library.store.tags(), key=lambda tag: (-tag.annotations, tag.tag))
        most = max((tag.annotations for tag in tags), default=1)
        self.key_line.offer(self.key_line.offered, "" if tags else "No tags yet: t tags the open article.")
        widest = min(WIDEST_NAME, max((Text(one_line(tag.tag)).cell_len for tag in tags), default=0))
        accent = self.app.theme_variables.get("accent", "yellow")
        choices = []
        for tag in tags:
            row = Text(f"#{one_line(tag.tag)}")
            row.pad_right(max(0, widest + 3 - row.cell_len))
            row.append("▇" * max(1, round(BAR_WIDTH * tag.annotations / most)), style=accent)
            row.append(f"  {tag.annotations:,} on {counted(tag.articles, 'article')}", style="dim")
            choices.append(Choice((row,), tag.tag.casefold(), tag.tag))
        return choices

    def change_choice(self) -> None:
        """Rename the tag everywhere; the name of another tag merges the two."""
        if self.choices.chosen is not None:
            tag: str = self.choices.chosen.value
            self.app.push_screen(AskScreen(f"Rename #{one_line(tag)} everywhere", tag), partial(self._named, tag))

    def remove_choice(self) -> None:
        """Delete the tag everywhere, after a question."""
        if self.choices.chosen is not None:
            tag: str = self.choices.chosen.value
            question = AskScreen(f"Type #{one_line(tag)} again to delete it everywhere", "")
            self.app.push_screen(question, partial(self._confirmed, tag))

    def _named(self, tag: str, new: str | None) -> None:
        if new and new != tag:
            self._rename(tag, new.removeprefix("#"))

    def _confirmed(self, tag: str, typed: str | None) -> None:
        if typed is None:
            return
        if typed.strip().removeprefix("#").casefold() == tag.casefold():
            self._delete(tag)
        else:
            self.notify("Not deleted: the name was another.", severity="warning")

    @work(exclusive=True)
    async def _rename(self, tag: str, new: str) -> None:
        await self._carry_out(tagging.rename_tag, tag, new)

    @work(exclusive=True)
    async def _delete(self, tag: str) -> None:
        await self._carry_out(tagging.delete_tag, tag)

    async def _carry_out(
        self,
        function: Callable[Concatenate[AnnotationStore, Parameters], int],
        *arguments: Parameters.args,
        **options: Parameters.kwargs,
    ) -> None:
        try:
            count = await self.reader.change(function, *arguments, **options)
        except (StoreError, AnnotationError) as error:
            self.notify(one_line(str(error)), title="Not saved", severity="error", markup=False)
            return
        self.notify(f"Changed {count} annotations")
        self.show_choices()
