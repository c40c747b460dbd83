"""The side panel: the article's entities by type, counted."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text

from reader.articles.sanitizing import one_line
from reader.entities.models import NAME_TYPES
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.entities.models import Entity, Mention
    from reader.tui.themes import Palette


MESSAGE_WIDTH = 26


@dataclass(frozen=True, slots=True)
class TypeHeading:
    """A type of entity, with the key that shows or hides it."""

    type: str
    count: int
    shown: bool


class EntityPanel(VirtualList):
    """Headings of types, and under each that is shown its entities, most mentioned first."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.palette = palette
        self._items: list[TypeHeading | Entity] = []
        self._message = ["…"]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._items) or len(self._message)

    def say(self, message: str) -> None:
        """Show a message instead of entities."""
        self._items, self._message = [], wrap(message, MESSAGE_WIDTH)
        self.items_changed()

    def show(self, path: str, mentions: Sequence[Mention], hidden: Collection[str]) -> None:
        """Show the entities of an article; of hidden types only the heading."""
        from reader.entities.linking import gathered

        entities = gathered({path: mentions})
        order = {name: rank for rank, name in enumerate(NAME_TYPES)}
        types = sorted({entity.type for entity in entities}, key=lambda name: (order.get(name, len(order)), name))
        items: list[TypeHeading | Entity] = []
        for name in types:
            of_type = [entity for entity in entities if entity.type == name]
            items.append(TypeHeading(name, sum(entity.count for entity in of_type), name not in hidden))
            items += of_type if name not in hidden else []
        self._items, self._message = items, ["No entities here."]
        self.items_changed(self.index)

    def entity(self, index: int) -> Entity | None:
        """The entity in that row."""
        item = self._items[index] if 0 <= index < len(self._items) else None
        return None if isinstance(item, TypeHeading) else item

    def selectable(self, index: int) -> bool:
        """Headings are passed over."""
        return self.entity(index) is not None

    def item(self, index: int, width: int) -> Sequence[Text]:
        """A heading, or an entity with its count at the right edge."""
        if not self._items:
            return (Text(self._message[index], style="dim"),)
        item = self._items[index]
        style = self.palette.entity(item.type)
        if isinstance(item, TypeHeading):
            digit = str((NAME_TYPES.index(item.type) + 1) % 10) if item.type in NAME_TYPES else "#"
            heading = Text(f"{digit} {item.type}", style=style if item.shown else "dim")
            heading.stylize("bold")
            return (heading.append("" if item.shown else f"  {item.count} hidden", style="not bold dim"),)
        count = str(item.count)
        name = Text("  " + one_line(item.name))
        name.truncate(max(1, width - len(count) - 1), overflow="ellipsis", pad=True)
        return (name.append(" ").append(count, style=style),)
