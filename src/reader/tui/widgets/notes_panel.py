"""The side panel of notes: what the person marked and wrote in the open article, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from reader.annotations.people import is_another
from reader.tui.bindings import with_keys
from reader.tui.note_rows import passage
from reader.tui.widgets.side_panel import SidePanel
from reader.tui.wording import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotations.models import Annotation
    from reader.tui.themes import Palette

NOTHING = "Nothing yet: {select} selects, {highlight} highlights, {note} writes a note."


class NotesPanel(SidePanel):
    """The passage in its color; under it who wrote it, if somebody else did, and what, or the tags."""

    NAME: ClassVar[str] = "Notes"
    ROWS: ClassVar[int] = 2

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.palette = palette
        self._items: tuple[Annotation, ...] = ()
        self._me = ""

    def on_mount(self) -> None:
        """Say what to do where there is nothing."""
        self.message = with_keys(self, NOTHING)

    @property
    def listed(self) -> int:
        """How many notes and highlights there are."""
        return len(self._items)

    def show(self, annotations: Iterable[Annotation], me: str = "") -> None:
        """Show these, in the order of the text, what has no place first; but for mine with the writers' names."""
        self._me = me
        items = [item for item in annotations if not item.is_article_tag]
        self._items = tuple(sorted(items, key=lambda item: item.position.start if item.position else -1))
        self.items_changed(self.index)

    def annotation(self, index: int) -> Annotation | None:
        """The annotation in that row."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def item(self, index: int, width: int) -> Sequence[Text]:
        """The passage; who wrote it, what was written, or the tags."""
        if not self._items:
            return self.message_rows(index)
        item = self._items[index]
        second = Text("  ")
        if item.creator and is_another([item.creator], self._me):
            second.append(f"{unbroken(item.creator)}: ", style=self.palette.quiet)
        if item.body:
            second.append(unbroken(item.body))
        else:
            second.append(" ".join(f"#{unbroken(tag)}" for tag in item.tags), style="dim")
        return (passage(item, self.palette), second)
