"""Who an entity is: the names gathered under it and why, and the articles that mention it most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.content import Content
from textual.widgets import Static

from reader.articles.sanitizing import one_line
from reader.library.concordance import means
from reader.tui.entity_rows import why_joined
from reader.tui.wording import counted

if TYPE_CHECKING:
    from textual.geometry import Size

    from reader.entities.models import Entity
    from reader.library.entities import EntityIndex
    from reader.library.library import Library
    from reader.tui.themes import Palette

NAMES_SHOWN, ARTICLES_SHOWN = 4, 4


class EntityCard(Static):
    """A few lines on an entity; it keeps the height that an earlier one needed, so that nothing below it jumps."""

    _rows = 0

    def tell(self, library: Library, index: EntityIndex, entity: Entity | None, palette: Palette) -> None:
        """Tell of an entity; of None nothing."""
        self.display = entity is not None
        if entity is None:
            return
        title = Text(one_line(entity.name), style="bold").append(
            f" · {one_line(entity.type)}", style=palette.entity(entity.type)
        )
        self.border_title = Content.from_rich_text(title)
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(justify="right", style="dim")
        table.add_column(ratio=1)
        others = [name for name in entity.names if name != entity.name]
        joined = index.joined(entity) if others else ()
        for name in others[:NAMES_SHOWN]:
            table.add_row("also", _name(name, why_joined([item for item in joined if item.name == name], entity)))
        if len(others) > NAMES_SHOWN:
            table.add_row("", Text(f"and {counted(len(others) - NAMES_SHOWN, 'more name')}", style="dim"))
        for path in entity.articles[:ARTICLES_SHOWN]:
            count = sum(means(mention, entity) for mention in index.mentions.get(path, ()))
            table.add_row(f"{count:,}", _title(library, path))
        more = len(entity.articles) - ARTICLES_SHOWN
        if more > 0:
            table.add_row("", Text(f"and {counted(more, 'more article')}", style="dim"))
        grows, self._rows = table.row_count > self._rows, max(table.row_count, self._rows)
        # Textual would lay the whole screen out anew.
        self.update(table, layout=grows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the longest that was told."""
        return self._rows


def _name(name: str, why: str) -> Text:
    """A name with the reason for which it is one."""
    return Text(one_line(name), no_wrap=True, overflow="ellipsis").append(f"  {why}", style="dim")


def _title(library: Library, path: str) -> Text:
    known = library.catalog.known(path)
    return Text(one_line(known.title if known else path), no_wrap=True, overflow="ellipsis")
