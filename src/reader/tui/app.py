"""The application: themes, key map, and the one place where events of the library become messages."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import on
from textual.geometry import Offset
from textual.message import Message
from textual.theme import BUILTIN_THEMES

from reader.articles.sanitizing import one_line
from reader.commands import COMMANDS
from reader.keymap import keymap_of
from reader.tui.bindings import bindings_of_app
from reader.tui.listening import LibraryListener
from reader.tui.screens.main import MainScreen
from reader.tui.themes import THEMES, Palette, palette_for
from reader.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.events import Key, Paste
    from textual.screen import Screen
    from textual.theme import Theme
    from textual.types import CSSPathType

    from reader.annotations.store import AnnotationStore
    from reader.library.events import Event
    from reader.library.library import Library

TURN_SECONDS = 0.0005
"""How long a thread in the background works on while the screen waits for its turn. A key takes many turns: with
Python's own 5 ms it waited three times as long while entities were linked."""

DRAWN = {"line": "round", "bar": "outer"}
"""How the edges of panes and quotes are drawn."""
UNDRAWN = dict.fromkeys(DRAWN, "blank")
"""The same for screen readers, which would read every line of them aloud."""

Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")


class ReaderApp(TypingAhead):
    """Opens the main screen on a library."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    """The text has a selection of its own; Textual's falls over a message that is clicked while it goes away."""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of_app()
    CSS_PATH: ClassVar[CSSPathType | None] = ["app.tcss", "screens/main.tcss"]

    class LibraryEvent(Message):
        """Something happened in the library."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def __init__(self, library: Library) -> None:
        self.library = library
        wanted = library.settings.theme
        # Textual parses and applies all styles a second time for a theme that is set later.
        self.set_reactive(ReaderApp.theme, wanted if wanted in self.available_themes else THEMES[0].name)
        super().__init__()
        self.title = "reader"
        if library.settings.reduced_motion:
            self.animation_level = "none"
        self.set_class(library.settings.linear, "linear", update=False)
        self._writer: ThreadPoolExecutor | None = None
        self._palettes: dict[str, Palette] = {}
        self.keys_in_force = keymap_of(library.settings.key_set, library.settings.keys)
        """The keys in force."""
        self.set_keymap(
            {
                command.id: ",".join(self.keys_in_force.of(command))
                for command in COMMANDS
                if command.keys != self.keys_in_force.of(command)
            }
        )

    @cached_property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and the program's own; asked for again and again."""
        return {**BUILTIN_THEMES, **{theme.name: theme for theme in THEMES}}

    def get_driver_class(self) -> type[Driver]:
        """Textual's own, which says less on Unix."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from reader.tui.driver import SparingDriver

        return SparingDriver

    def get_css_variables(self) -> dict[str, str]:
        """Textual's, and how edges are drawn."""
        return {**super().get_css_variables(), **(UNDRAWN if self.library.settings.linear else DRAWN)}

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, for screen readers and braille: at what the keys move."""
        if (focused := self.focused) is None:
            return Offset(0, 0)
        place: Offset = getattr(focused, "cursor_screen_offset", focused.content_region.offset)
        return place

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """Textual's inputs say where theirs is; it is asked for instead, since it moves with the layout, too."""

    def on_resize(self) -> None:
        """What a terminal shows after it was resized is anybody's guess; old sizes may still be painted meanwhile."""
        self.paint_anew()
        if self._has_painted:
            self.call_after_refresh(self.action_paint_anew)

    @property
    def _has_painted(self) -> bool:
        return bool(self.screen_stack) and getattr(self.screen_stack[0], "has_settled", True)

    def paint_anew(self) -> None:
        """Forget what the terminal shows: all of it is sent with the next painting."""
        forget = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()

    def action_paint_anew(self) -> None:
        """Paint everything anew, after another program wrote on the screen."""
        self.paint_anew()
        self.screen.refresh(layout=True)

    def action_suspend(self) -> None:
        """Stop, and give the terminal back to the shell."""
        if self._driver is not None and self._driver.can_suspend:
            self.action_suspend_process()
        else:
            self.notify("There is no shell here to go back to.")

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the one at the bottom."""
        return MainScreen(self.library, self.palette)

    @property
    def palette(self) -> Palette:
        """The colors of entities, highlights and matches under the theme in force."""
        if self.theme not in self._palettes:
            self._palettes[self.theme] = palette_for(self.current_theme, colorless=self.no_color)
        return self._palettes[self.theme]

    def on_mount(self) -> None:
        """Listen to the library, on whatever thread it speaks, and let it speak without much delay."""
        sys.setswitchinterval(TURN_SECONDS)
        self.library.events.subscribe(self._heard)
        for problem in self.keys_in_force.problems:
            self.notify(one_line(problem), title="Settings", severity="warning", markup=False)

    async def _hand_key(self, event: Key | Paste) -> None:
        """A key goes before all that is done in the background."""
        self.library.pacing.key_pressed()
        await super()._hand_key(event)

    def _heard(self, event: Event) -> None:
        self.post_message(self.LibraryEvent(event))

    @on(LibraryEvent)
    def _hand_on(self, message: LibraryEvent) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, LibraryListener) and screen.is_mounted:
                screen.handle(message.event)

    async def change(
        self,
        function: Callable[Concatenate[AnnotationStore, Parameters], Result],
        *arguments: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Result:
        """Change annotations on the one thread that owns the store; the screen goes on meanwhile."""
        import asyncio
        from functools import partial

        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, thread_name_prefix="annotations")
        call = partial(function, self.library.store, *arguments, **options)
        return await asyncio.get_running_loop().run_in_executor(self._writer, call)

    async def action_quit(self) -> None:
        """Leave; reading goes on here the next time."""
        for screen in self.screen_stack[:1]:
            if isinstance(screen, MainScreen):
                screen.reading.keep_place()
        self.exit()

    def on_unmount(self) -> None:
        """Finish writing, end what runs in the background."""
        if self._writer is not None:
            self._writer.shutdown(wait=True)
        self.library.close()


def run(library: Library) -> int:
    """Open the screen on a library until the person leaves; the exit code."""
    app = ReaderApp(library)
    app.run()
    return app.return_code or 0
