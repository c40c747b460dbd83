"""The library at a glance: numbers, progress as a bar, tags as bars, entities by article as a heat map."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.widgets import Static

from reader.annotations.models import Status
from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.commands import COMMANDS, Context
from reader.library.events import AnnotationsChanged, ArticlesChanged, EntitiesReady, Progress
from reader.library.overview import HeatMap, Overview, heat_map, overview
from reader.tui.handing_over import hand_over
from reader.tui.listening import LibraryListener, progress_line
from reader.tui.note_rows import title_of
from reader.tui.places import Place
from reader.tui.themes import accent_of
from reader.tui.widgets.heat_lines import HeatLines
from reader.tui.widgets.heat_map_view import NAME_CELLS, HeatMapView
from reader.tui.widgets.lines import KeyLine
from reader.tui.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.entities.models import Entity
    from reader.library.events import Event
    from reader.library.library import Library
    from reader.library.overview import Group
    from reader.tui.app import ReaderApp
    from reader.tui.themes import Palette

RECOUNT_SECONDS = 5.0
ROWS = 60
"""Entities at most."""
MOST_TAGS = 5
BAR_CELLS = 24
STATUS_SIGNS = {Status.DONE: "━", Status.READING: "╍", Status.UNREAD: "─"}


class OverviewScreen(LibraryListener[Place | None]):
    """Enter on a cell of the heat map opens the article at the entity's first mention."""

    CSS_PATH: ClassVar[str] = "overview.tcss"

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__()
        self.library = library
        self._counted = 0.0
        self.numbers = Static("", id="numbers", markup=False)
        self.heat = (HeatLines if library.settings.linear else HeatMapView)(palette, id="heat")
        self.cell = Static("", id="cell", markup=False)
        offered = [item for item in COMMANDS if item.context is Context.OVERVIEW and item.footer]
        self.key_line = KeyLine(offered)

    def compose(self) -> ComposeResult:
        """Numbers, heat map, what the cell under the cursor says, keys."""
        self.heat.border_title = "Entities by article"
        yield self.numbers
        yield self.heat
        yield self.cell
        yield self.key_line

    def on_mount(self) -> None:
        """Count; what is not recognized yet follows."""
        self.heat.focus()
        self.library.recognition.everywhere.bring_up_to_date(wait=False)
        self.count()

    def on_resize(self) -> None:
        """As many columns as there is room for."""
        self.count()

    def handle(self, event: Event) -> None:
        """Count anew after changes, and now and then while a job goes on."""
        if isinstance(event, Progress):
            self.key_line.offer(self.key_line.offered, progress_line(event))
            ended = event.done >= event.total
            if not ended and monotonic() - self._counted < RECOUNT_SECONDS:
                return
        elif not isinstance(event, AnnotationsChanged | ArticlesChanged | EntitiesReady):
            return
        self.count()

    @work(thread=True, exclusive=True, group="overview")
    def count(self) -> None:
        """Thousands of articles take a moment."""
        self._counted = monotonic()
        columns = max(1, self.size.width - NAME_CELLS - 4)
        self.library.catalog.load(self.library.paths)
        numbers = overview(self.library)
        hand_over(self, self._show_numbers, numbers)
        hand_over(self, self._show_heat, heat_map(self.library, ROWS, columns))

    def _show_numbers(self, numbers: Overview) -> None:
        accent, linear = accent_of(self), self.library.settings.linear
        self.numbers.update(_in_lines(numbers) if linear else _in_words(numbers, accent, self.size.width))

    def _show_heat(self, heat: HeatMap) -> None:
        several = max((len(group.paths) for group in heat.groups), default=1)
        self.heat.border_subtitle = f"a column: {counted(several, 'article')}" if several > 1 else ""
        if not heat.entities:
            self.cell.update("No entities are recognized yet.")
        self.heat.show(heat, [title_of(self.library, group.paths[0]) for group in heat.groups])

    @on(HeatMapView.Moved)
    def _moved(self, message: HeatMapView.Moved) -> None:
        where = f"“{title_of(self.library, message.group.paths[0])}”"
        if others := len(message.group.paths) - 1:
            where += f" and {others:,} more"
        self.cell.update(f"{one_line(message.entity.name)}: {counted(message.count, 'mention')} in {where}")

    @on(HeatMapView.Chosen)
    def _chosen(self, message: HeatMapView.Chosen) -> None:
        self.dismiss(_place(self.library, message.entity, message.group))

    @on(KeyLine.Pressed)
    async def _key_line_pressed(self, message: KeyLine.Pressed) -> None:
        await self.app.run_action(message.command.action, default_namespace=self.heat)

    def action_leave(self) -> None:
        """Back to the article."""
        self.dismiss(None)

    @property
    def reader(self) -> ReaderApp:
        """The application."""
        return cast("ReaderApp", self.app)


def _place(library: Library, entity: Entity, group: Group) -> Place:
    """The first mention of an entity in a group of articles; the first article where it is in none."""
    index = library.entities.everywhere()
    for path in group.paths:
        for mention in index.mentions.get(path, ()):
            if (mention.type, mention.entity) == (entity.type, entity.name):
                return Place(path, Span(mention.start, mention.end))
    return Place(group.paths[0])


def _counts(numbers: Overview) -> list[str]:
    """How much there is."""
    hours, minutes = divmod(numbers.minutes_left, 60)
    left = f"{hours} h {minutes} min" if hours else f"{minutes} min"
    parts = [counted(numbers.articles, "article"), counted(numbers.words, "word"), f"{left} left to read"]
    parts += [f"{numbers.starred:,} starred"] if numbers.starred else []
    return [*parts, counted(numbers.notes, "note"), counted(numbers.highlights, "highlight")]


def _in_lines(numbers: Overview) -> str:
    """The numbers without bars."""
    statuses = ", ".join(f"{numbers.by_status.get(status, 0):,} {status}" for status in STATUS_SIGNS)
    tags = [f"#{one_line(tag)}: {counted(count, 'article')}" for tag, count in numbers.tags[:MOST_TAGS]]
    return "\n".join([", ".join(_counts(numbers)), statuses, *tags])


def _in_words(numbers: Overview, accent: str, width: int) -> Text:
    """The numbers, a bar of what is read, and a bar for each of the most used tags."""
    text = Text(" · ".join(_counts(numbers)), style="bold")
    text.append("\n\n")
    room = max(10, width - 4)
    for status, sign in STATUS_SIGNS.items():
        cells = round(room * numbers.by_status.get(status, 0) / (numbers.articles or 1))
        text.append(sign * cells, style=f"not bold {accent}" if status is not Status.UNREAD else "not bold dim")
    text.append("\n")
    text.append(
        " · ".join(f"{sign} {numbers.by_status.get(status, 0):,} {status}" for status, sign in STATUS_SIGNS.items()),
        style="not bold dim",
    )
    most = max((count for _, count in numbers.tags), default=1)
    for tag, count in numbers.tags[:MOST_TAGS]:
        name = Text(f"\n#{one_line(tag)}", style="not bold")
        name.truncate(NAME_CELLS, overflow="ellipsis", pad=True)
        text.append_text(name)
        text.append("▇" * max(1, round(BAR_CELLS * count / most)), style=f"not bold {accent}")
        text.append(f" {counted(count, 'article')}", style="not bold dim")
    return text
