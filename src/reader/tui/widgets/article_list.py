"""The list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from reader.annotations.models import Status
from reader.articles.sanitizing import one_line
from reader.library.location import LibraryError
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.catalog import Catalog, Entry

STATUS_MARKS = {Status.UNREAD: "●", Status.READING: "◐", Status.DONE: "○"}


class ArticleList(VirtualList):
    """Two rows an article: its title; its length, progress and tags."""

    ROWS: ClassVar[int] = 2

    def __init__(self, catalog: Catalog, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._catalog = catalog
        self._paths: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many articles are listed."""
        return len(self._paths)

    @property
    def path(self) -> str | None:
        """The article under the cursor."""
        return self._paths[self.index] if self._paths else None

    def list_paths(self, paths: Sequence[str], path: str | None = None) -> None:
        """List these articles, with the cursor on ``path`` if it is among them."""
        self._paths = tuple(paths)
        self.items_changed(self._paths.index(path) if path in self._paths else 0)

    def go_to(self, path: str) -> None:
        """Put the cursor on an article."""
        if path in self._paths:
            self.index = self._paths.index(path)

    def item(self, index: int, width: int) -> Sequence[Text]:
        """Title, and what there is to know; the bare name while the file has not been read."""
        path = self._paths[index]
        try:
            entry = self._catalog.known(path)
        except LibraryError:  # gone from the disk, and soon from the list
            entry = None
        if entry is None:
            return (Text(one_line(path)), Text("…", style="dim"))
        return (self._title(entry), self._facts(entry))

    def _title(self, entry: Entry) -> Text:
        mark = STATUS_MARKS[entry.status]
        title = Text(f"{mark} ", style="bold" if entry.status is Status.UNREAD else "dim")
        if entry.starred:
            title.append("★ ", style=self._accent)
        return title.append(one_line(entry.title), style="" if entry.status is Status.DONE else "bold")

    def _facts(self, entry: Entry) -> Text:
        if entry.encoding == "binary":
            return Text("  binary, not shown", style="dim")
        parts = [counted(entry.words, "word"), f"{entry.minutes} min"]
        if 0 < entry.progress < 1:
            parts.append(f"{entry.progress:.0%}")
        if entry.notes or entry.highlights:
            parts.append(f"{entry.notes + entry.highlights} ✎")
        facts = Text("  " + " · ".join(parts), style="dim")
        for tag in entry.tags:
            facts.append(" #" + one_line(tag), style=f"not dim {self._accent}")
        return facts
