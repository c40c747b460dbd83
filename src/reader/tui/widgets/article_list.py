"""The list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message

from reader.annotations.models import Status
from reader.articles.decoding import is_html
from reader.articles.sanitizing import one_line
from reader.library.location import LibraryError
from reader.tui.linear import is_linear
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.library.catalog import Catalog, Entry

_SIGN_CELLS = 3
"""Cells at the left edge that belong to an article's sign."""
STATUS_MARKS = {Status.UNREAD: "●", Status.READING: "◐", Status.DONE: "○"}


class ArticleList(VirtualList):
    """Two rows an article: its title; its length, progress and tags. Several can be marked."""

    ROWS: ClassVar[int] = 2

    class Marked(Message):
        """Other articles are marked now."""

    def __init__(self, catalog: Catalog, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._catalog = catalog
        self._paths: tuple[str, ...] = ()
        self._marked: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many articles are listed."""
        return len(self._paths)

    @property
    def path(self) -> str | None:
        """The article under the cursor."""
        return self._paths[self.index] if self._paths else None

    def list_paths(self, paths: Sequence[str], path: str | None = None) -> None:
        """List these articles, with the cursor on ``path`` if it is among them; the marks on others go."""
        self._paths = tuple(paths)
        if not self._marked <= set(paths):
            self._set_marked(self._marked & set(paths))
        self.items_changed(self._paths.index(path) if path in self._paths else 0)

    def go_to(self, path: str) -> None:
        """Put the cursor on an article."""
        if path in self._paths:
            self.index = self._paths.index(path)

    def changed(self, path: str) -> None:
        """Draw an article anew."""
        if path in self._paths:
            self.refresh_lines(self._paths.index(path) * self.ROWS, self.ROWS)

    @property
    def marked(self) -> list[str]:
        """The marked articles, in the order of the list."""
        return [path for path in self._paths if path in self._marked] if self._marked else []

    def mark(self, path: str) -> None:
        """Mark an article, or take its mark off."""
        self._set_marked(self._marked ^ {path})

    def mark_all(self) -> None:
        """Mark all; none if all are marked."""
        self._set_marked(frozenset(self._paths) - (self._marked if len(self._marked) == self.count else frozenset()))

    def unmark(self) -> None:
        """Take all marks off."""
        self._set_marked(frozenset())

    def on_click(self, event: events.Click) -> None:
        """A click on an article's sign, or with ctrl, marks it."""
        offset, index = event.get_content_offset(self), self.index_under(event)
        if offset is not None and self.selectable(index) and (offset.x < _SIGN_CELLS or event.ctrl):
            event.prevent_default()
            self.mark(self._paths[index])

    def _set_marked(self, marked: frozenset[str]) -> None:
        self._marked = marked
        self.refresh()
        self.post_message(self.Marked())

    def item(self, index: int, width: int) -> Sequence[Text]:
        """Title, and what there is to know; the bare name while the file has not been read."""
        path = self._paths[index]
        try:
            entry = self._catalog.known(path)
        except LibraryError:  # gone from the disk, and soon from the list
            entry = None
        if entry is None:
            return (Text(one_line(path)), Text("…", style="dim"))
        if is_linear(self):
            return self._in_words(entry)
        return (self._title(entry), self._facts(entry, width))

    def _in_words(self, entry: Entry) -> Sequence[Text]:
        """What the signs say, in words."""
        title = f"{'marked: ' if entry.path in self._marked else ''}{one_line(entry.title)}"
        facts = [str(entry.status), *(["starred"] if entry.starred else [])]
        if entry.encoding == "binary":
            facts.append("not shown")
        else:
            facts += [counted(entry.words, "word"), f"{entry.minutes:,} min"]
            facts += [f"{entry.progress:.0%} read"] if 0 < entry.progress < 1 else []
            facts += [counted(entry.notes, "note")] if entry.notes else []
            facts += [counted(entry.highlights, "highlight")] if entry.highlights else []
        tags = [f"#{one_line(tag)}" for tag in entry.tags]
        return (Text(title, style="bold"), Text(f"  {', '.join([*facts, *tags])}"))

    def _title(self, entry: Entry) -> Text:
        if entry.path in self._marked:
            title = Text("✓ ", style=f"bold {self._accent}")
        else:
            title = Text(f"{STATUS_MARKS[entry.status]} ", style="bold" if entry.status is Status.UNREAD else "dim")
        if entry.starred:
            title.append("★ ", style=self._accent)
        return title.append(one_line(entry.title), style="" if entry.status is Status.DONE else "bold")

    def _facts(self, entry: Entry, width: int) -> Text:
        """Length, progress, notes and tags; the count of words goes first where that is too much."""
        if entry.encoding == "binary":
            return Text(f"  {'web page' if is_html(entry.path) else 'binary'}, not shown", style="dim")
        parts = [counted(entry.words, "word"), f"{entry.minutes:,} min"]
        if 0 < entry.progress < 1:
            parts.append(f"{entry.progress:.0%}")
        if entry.notes or entry.highlights:
            parts.append(f"{entry.notes + entry.highlights} ✎")
        tags = "".join(f" #{one_line(tag)}" for tag in entry.tags)
        if cell_len("  " + " · ".join(parts) + tags) > width:
            del parts[0]
        return Text("  " + " · ".join(parts), style="dim").append(tags, style=f"not dim {self._accent}")
