"""The panels at the side: one of entities, notes and outline at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on, work

from reader.articles.models import Span
from reader.tui.handing_over import hand_over
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.side_panel import NAMES, SidePanel
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from reader.articles.models import Article, Section
    from reader.tui.widgets.notes_panel import NotesPanel
    from reader.tui.widgets.outline_panel import OutlinePanel


class SidingActions(ReadingScreen):
    """Actions of the main screen on the panels at its side."""

    @cached_property
    def notes_panel(self) -> NotesPanel:
        """The notes on the open article; the panel comes when it is first asked for."""
        from reader.tui.widgets.notes_panel import NotesPanel

        return NotesPanel(self.reader.palette, id="side-notes")

    @cached_property
    def outline_panel(self) -> OutlinePanel:
        """The sections of the open article; the panel comes when it is first asked for."""
        from reader.tui.widgets.outline_panel import OutlinePanel

        return OutlinePanel(id="side-outline")

    def side_named(self, name: object) -> SidePanel:
        """The panel of a name, the entities' if there is no such name."""
        match name:
            case "Notes":
                return self.notes_panel
            case "Outline":
                return self.outline_panel
        return self.panel

    async def action_side(self, step: int) -> None:
        """From a panel at the side to the next one; from another pane to the one beside it."""
        if self.focused is self.side:
            await self.show_side(NAMES[(NAMES.index(self.side.NAME) + step) % len(NAMES)])
        else:
            self.action_pane(step)

    @on(SidePanel.NameClicked)
    async def _name_clicked(self, message: SidePanel.NameClicked) -> None:
        await self.show_side(message.name)

    async def show_side(self, name: str) -> None:
        """Show another panel in the place of the one that is shown."""
        panel = self.side_named(name)
        if not panel.is_attached:
            await self.mount(panel, after=self.panel)
        self.side.remove_class("current")
        self.side = panel
        self.library.state.set_layout("side", panel.NAME)
        panel.add_class("current")
        self.fill_side()
        self.show_pane(panel)

    def fill_side(self) -> None:
        """What the panel that is shown says of the open article."""
        article = self.reading.article
        if self.side.NAME == "Notes":
            self.notes_panel.palette = self.reader.palette
            self.notes_panel.show(self.reading.annotations(), self.library.settings.creator)
        elif self.side.NAME == "Outline":
            self.outline_panel.show(None if article is not None else ())
            if article is not None:
                self._outline(article)

    @work(thread=True, exclusive=True, group="outline")
    def _outline(self, article: Article) -> None:
        """The sections of a huge text take a moment to find."""
        hand_over(self, self._show_outline, article, article.sections)

    def _show_outline(self, article: Article, sections: tuple[Section, ...]) -> None:
        if self.reading.article is article:
            self.outline_panel.show(sections)
            self.follow_outline()

    def follow_outline(self) -> None:
        """Mark the section in which one reads."""
        if self.side.NAME == "Outline":
            self.outline_panel.follow(self.view.reading_offset)

    @on(VirtualList.Chosen, "#side-notes")
    def _note_chosen(self, message: VirtualList.Chosen) -> None:
        annotation = self.notes_panel.annotation(message.index)
        if annotation is not None and annotation.position is not None:
            self.jumps.leave(self.here)
            self.view.current = Span(annotation.position.start, annotation.position.end)
            self.show_pane(self.view)

    @on(VirtualList.Chosen, "#side-outline")
    def _section_chosen(self, message: VirtualList.Chosen) -> None:
        section = self.outline_panel.section(message.index)
        if section is not None:
            self.jumps.leave(self.here)
            self.view.go_to(section.start)
            self.show_pane(self.view)
