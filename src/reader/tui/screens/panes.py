"""The panes of the main screen, the lines around them, and the ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.containers import Horizontal

from reader.commands import COMMANDS, Context, command
from reader.tui.listening import LibraryListener
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.entity_panel import EntityPanel
from reader.tui.widgets.lines import KeyLine, TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.commands import Command
    from reader.library.library import Library
    from reader.tui.app import ReaderApp
    from reader.tui.themes import Palette
    from reader.tui.widgets.side_panel import SidePanel
    from reader.tui.widgets.typing_line import TypingLine

WIDE, MEDIUM = 120, 80
"""Columns from which three panes, or two, stand side by side."""
PANES = {"list": "list shown", "side": "side shown"}
"""The panes that can be hidden, and how that is remembered."""

BREAKPOINTS = [(0, "narrow"), (MEDIUM, "medium"), (WIDE, "wide")]
ONE_PANE = BREAKPOINTS[:1]


class Ground(Horizontal):
    """What lies under the panes."""

    BLANK = True


class PanesScreen(LibraryListener[None]):
    """Three panes between two lines; as many at a time as there is room for."""

    BLANK = True
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def width_class(self, width: int) -> str:
        """The class that says how many panes stand side by side on so many columns."""
        return next(name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS or BREAKPOINTS) if width >= least)

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(classes="on-list")
        self.library = library
        if library.settings.linear:
            self.HORIZONTAL_BREAKPOINTS = ONE_PANE
        self.add_class(self.width_class(self.app.size.width), update=False)
        self.jobs: dict[str, str] = {}
        """How far each job in the background is."""
        self.working = ""
        """What goes on in the background, in one line."""
        self.title_line = TitleLine()
        self.article_list = ArticleList(library.catalog, id="list")
        self.view = ArticleView(palette, library.settings, id="text")
        self.panel = EntityPanel(palette, id="side")
        left = library.state.layout
        self.side = self.side_named(left.get("side"))
        """The one that is shown."""
        self.side.add_class("current", update=False)
        for name, remembered in PANES.items():
            self.set_class(left.get(remembered) is False, f"without-{name}", update=False)
        self.key_line = KeyLine()
        self.typing_line: TypingLine | None = None
        """The line over the footer on which something is typed, while it is."""

    def compose(self) -> ComposeResult:
        """Two lines and three panes between them."""
        yield self.title_line
        with Ground(id="panes"):
            yield self.article_list
            yield self.view
            yield from dict.fromkeys((self.panel, self.side))
        yield self.key_line

    @property
    def reader(self) -> ReaderApp:
        """The application."""
        return cast("ReaderApp", self.app)

    def side_named(self, name: object) -> SidePanel:
        """The panel of a name."""
        return self.panel

    def say_keys(self) -> None:
        """The keys that matter in this pane."""
        self.key_line.offer(self.offered(), self.working)

    def offered(self) -> list[Command]:
        """The commands that the footer shows."""
        return self.keys_now()

    async def type_on(self, line: TypingLine, words: str) -> None:
        """Open a line over the footer with these words on it; there is one at a time."""
        if self.typing_line is not None and self.typing_line is not line:
            self.typing_line.action_leave("keep")
        self.typing_line = line
        if not line.is_attached:
            await self.mount(line, before=self.key_line)
        line.open(words)
        self.say_keys()

    def typed_on(self, line: TypingLine, pane: Widget) -> None:
        """A line was left: go to a pane, if no other line was opened meanwhile."""
        if self.typing_line is line:
            self.typing_line = None
            self.show_pane(pane)

    def keys_now(self) -> list[Command]:
        """The commands that matter where the person is; where panes take turns, the ways to the others, too."""
        contexts = [Context.SELECTION, Context.MAIN] if self.view.cursor.selecting else [Context.MAIN]
        if self.typing_line is not None:
            contexts = [self.typing_line.CONTEXT]
        offered = [item for context in contexts for item in COMMANDS if item.footer and item.context is context]
        if self.typing_line is not None or self.view.cursor.selecting or not self.has_class("narrow"):
            return offered
        return [*([] if self.has_class("on-list") else [command("back")]), *offered, command("toggle-side")]

    def show_pane(self, pane: Widget) -> None:
        """Go to a pane; on a narrow screen it is the only one."""
        panes = {"on-list": self.article_list, "on-text": self.view, "on-side": self.side}
        # Where all panes stand side by side this changes nothing, and to style all anew takes longer than a key should.
        self.update_classes(
            {name: widget is pane for name, widget in panes.items()}, update=not self.has_class("wide"), animate=False
        )
        if pane.focusable:
            self.set_focus(pane)  # at once: the next key may have been pressed already
        else:
            pane.focus()
        self.say_keys()

    def action_pane(self, step: int) -> None:
        """To the pane on the right (1) or on the left (-1), around the ends."""
        panes: list[Widget] = [self.article_list, self.view, self.side]
        if self.has_class("wide"):
            panes = [pane for pane in panes if pane.display]
        here = panes.index(self.focused) if self.focused in panes else 0
        self.show_pane(panes[(here + step) % len(panes)])

    def action_toggle_pane(self, name: str) -> None:
        """Show or hide the list or the side panel."""
        pane = self.article_list if name == "list" else self.side
        if self.has_class("narrow") or (name == "side" and self.has_class("medium")):
            shown = not pane.display
            self.set_class(shown and name == "side", "with-side")
            self.show_pane(pane if shown else self.view)
            return
        self.toggle_class(f"without-{name}")
        self.library.state.set_layout(PANES[name], not self.has_class(f"without-{name}"))
        if self.focused is not None and not self.focused.display:
            self.show_pane(self.view)

    def action_select(self) -> None:
        """Select in the text."""
        self.show_pane(self.view)
        self.view.action_select()

    def action_back(self) -> None:
        """The side panel goes first, then back to the list."""
        if self.has_class("with-side"):
            self.remove_class("with-side")
            self.show_pane(self.view)
        elif self.article_list.display or self.has_class("narrow"):
            self.show_pane(self.article_list)
