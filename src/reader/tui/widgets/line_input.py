"""A line to type on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.widgets import Input

from reader.articles.sanitizing import one_line

if TYPE_CHECKING:
    from rich.text import Text
    from textual.events import Paste


class VisibleControls(Highlighter):
    """Shows what would act on a terminal, such as an escape that was pasted, instead of handing it on."""

    def highlight(self, text: Text) -> None:
        """Replace one for one, so that the cursor stands where it should."""
        text.plain = one_line(text.plain)


class LineInput(Input):
    """Textual's line, for text that may come from anywhere."""

    cursor_blink = reactive(False, init=False)  # noqa: FBT003 (Textual takes the value so)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """Textual's own lays the whole screen out anew with every letter; the line is as wide as its place, though."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(value, placeholder, VisibleControls(), id=id)

    def _on_paste(self, event: Paste) -> None:
        """Put all lines on this one; Textual would keep the first and drop the others."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)
