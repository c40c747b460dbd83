"""The addresses in an article, each with the words around it; nothing is opened but what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from reader.articles.urls import address_of, urls_of
from reader.tui.places import Place
from reader.tui.screens.browsing import BrowsingScreen
from reader.tui.widgets.choice_list import Choice
from reader.tui.wording import unbroken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.articles.models import Article, Span
    from reader.library.library import Library
    from reader.tui.themes import Palette

CONTEXT = 60
"""Characters shown before and after an address."""


class LinksScreen(BrowsingScreen[Place]):
    """Enter opens the address in the browser; its place in the text stands beside it."""

    TITLE = "Links"
    EMPTY = "No links in this article."
    ONE = "link"
    ROWS: ClassVar[int] = 2
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "order", "leave"})
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "open", "order": "copy"}

    def __init__(self, library: Library, palette: Palette, article: Article) -> None:
        super().__init__(library, palette)
        self._article = article

    def gather(self) -> Sequence[Choice]:
        """The addresses in the order of the text."""
        spans = urls_of(self._article.text)
        return [self._choice(span) for span in spans]

    def _choice(self, span: Span) -> Choice:
        text = self._article.text
        address = unbroken(text[span.start : span.end])
        around = Text(style="dim")
        around.append(unbroken(text[max(0, span.start - CONTEXT) : span.start]) + " ")
        around.append("…", style=self.palette.link)
        around.append(" " + unbroken(text[span.end : span.end + CONTEXT]))
        return Choice((Text(address, style=self.palette.link), around), f"{address} {around.plain}".casefold(), span)

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """Where it stands."""
        return self._article.path, choice.value

    def choose(self) -> None:
        """Open the address under the cursor."""
        if (address := self._address()) is not None:
            self.app.open_url(address)
            self.notify(f"Opened {unbroken(address)}", markup=False)

    def next_order(self) -> None:
        """Copy the address under the cursor."""
        if (address := self._address()) is not None:
            self.app.copy_to_clipboard(address)
            self.notify(f"Copied {unbroken(address)}", markup=False)

    def _address(self) -> str | None:
        if self.choices.chosen is None:
            return None
        span: Span = self.choices.chosen.value
        return address_of(self._article.text[span.start : span.end])
