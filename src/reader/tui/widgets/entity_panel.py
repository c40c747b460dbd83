"""The side panel: the article's entities by type, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.message import Message

from reader.articles.sanitizing import one_line
from reader.commands import command
from reader.entities.models import NAME_TYPES, NUMBER_TYPES, in_order
from reader.tui.bindings import keys_in_force
from reader.tui.linear import is_linear
from reader.tui.widgets.side_panel import SidePanel
from reader.tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual import events

    from reader.commands import Command
    from reader.entities.models import Entity
    from reader.tui.themes import Palette


@dataclass(frozen=True, slots=True)
class TypeHeading:
    """A type of entity, with the command that shows or hides it."""

    type: str
    count: int
    shown: bool

    @property
    def command(self) -> Command | None:
        """What shows and hides it; nothing does so for a type that only some models mark."""
        if self.type in NAME_TYPES:
            return command(f"type-{(NAME_TYPES.index(self.type) + 1) % 10}")
        return command("numbers") if self.type in NUMBER_TYPES else None


class EntityPanel(SidePanel):
    """Headings of types, and under each that is shown its entities, most mentioned first."""

    NAME: ClassVar[str] = "Entities"

    class Toggled(Message):
        """A type is to be shown or hidden."""

        def __init__(self, kind: str) -> None:
            super().__init__()
            self.type = kind

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.palette = palette
        self._items: list[TypeHeading | Entity] = []

    @property
    def listed(self) -> int:
        """How many rows there are."""
        return len(self._items)

    def say(self, message: str) -> None:
        """Show a message instead of entities."""
        self._items = []
        self.message = message
        self.items_changed()

    def show(self, entities: Sequence[Entity], hidden: Collection[str]) -> None:
        """Show the entities of an article; of hidden types only the heading."""
        items: list[TypeHeading | Entity] = []
        for name in in_order(entity.type for entity in entities):
            of_type = [entity for entity in entities if entity.type == name]
            items.append(TypeHeading(name, sum(entity.count for entity in of_type), name not in hidden))
            items += of_type if name not in hidden else []
        self._items = items
        self.message = "No entities here."
        self.items_changed(self.index)

    def entity(self, index: int) -> Entity | None:
        """The entity in that row."""
        item = self._items[index] if 0 <= index < len(self._items) else None
        return None if isinstance(item, TypeHeading) else item

    def heading(self, index: int) -> TypeHeading | None:
        """The heading in that row."""
        item = self._items[index] if 0 <= index < len(self._items) else None
        return item if isinstance(item, TypeHeading) else None

    def selectable(self, index: int) -> bool:
        """Headings of types that have keys are passed over."""
        heading = self.heading(index)
        return 0 <= index < len(self._items) and (heading is None or not self._key(heading))

    def action_choose(self) -> None:
        """On a heading: show or hide its type."""
        heading = self.heading(self.index)
        if heading is not None:
            self.post_message(self.Toggled(heading.type))
        else:
            super().action_choose()

    def on_click(self, event: events.Click) -> None:
        """A heading shows or hides its type."""
        heading = self.heading(self.index_under(event))
        if heading is not None:
            event.prevent_default()
            self.post_message(self.Toggled(heading.type))

    def _key(self, heading: TypeHeading) -> str:
        """The key that shows and hides a type; empty where there is none."""
        return keys_in_force(self).sign(heading.command) if heading.command is not None else ""

    def item(self, index: int, width: int) -> Sequence[Text]:
        """A heading, or an entity with its count at the right edge."""
        if not self._items:
            return self.message_rows(index)
        item = self._items[index]
        style = self.palette.entity(item.type)
        if isinstance(item, TypeHeading):
            heading = Text(f"{self._key(item) or ' '} {one_line(item.type)}", style=style if item.shown else "dim")
            heading.stylize("bold")
            return (heading.append("" if item.shown else f"  {item.count} hidden", style="not bold dim"),)
        if is_linear(self):
            return (Text(f"  {one_line(item.name)}, {counted(item.count, 'mention')}"),)
        count = str(item.count)
        name = Text("  " + one_line(item.name))
        name.truncate(max(1, width - len(count) - 1), overflow="ellipsis", pad=True)
        return (name.append(" ").append(count, style=style),)
