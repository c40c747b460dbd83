"""The export dialog: what, and where to."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.annotations.errors import StoreError
from reader.articles.sanitizing import one_line
from reader.commands import Context
from reader.library.exporting import ExportError, ExportExistsError, export_json, write_export
from reader.tui.bindings import bindings_of
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.library.library import Library

EXPORT_NAME = "annotations-export.json"


class ExportInput(LineInput):
    """The name of the file; hands its keys to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.EXPORT)

    def action_write(self) -> None:
        """Export."""
        cast("ExportScreen", self.screen).write(self.value)

    def action_scope(self) -> None:
        """Everything, or the open article."""
        cast("ExportScreen", self.screen).change_scope()

    def action_leave(self) -> None:
        """Close."""
        cast("ExportScreen", self.screen).action_leave()


class ExportScreen(Dialog[None]):
    """Writes annotations as JSON; asks before it replaces a file."""

    def __init__(self, library: Library, path: str | None) -> None:
        super().__init__()
        self._library = library
        self._path = path
        self._only_this = False
        self._may_replace: str | None = None

    def compose(self) -> ComposeResult:
        """The scope, and the file."""
        with Vertical(id="box") as box:
            box.border_title = Content("Export annotations as JSON")
            box.border_subtitle = Content(keys_of(self, Context.EXPORT))
            yield Static(id="scope")
            yield ExportInput(EXPORT_NAME if self.app.is_web else str(Path.cwd() / EXPORT_NAME))

    def on_mount(self) -> None:
        """The name can be changed at once."""
        self.query_one(ExportInput).focus()
        self._show_scope()

    @on(Input.Changed)
    def _renamed(self) -> None:
        self._may_replace = None

    def change_scope(self) -> None:
        """Everything, or the open article alone."""
        self._only_this = not self._only_this and self._path is not None
        self._show_scope()

    @work(exclusive=True, thread=True)
    def write(self, name: str) -> None:
        """Write the file, and say where it is."""
        try:
            document = export_json(self._library, path=self._path if self._only_this else None)
            done = self._download(name, document) if self.app.is_web else self._write(name, document)
        except ExportExistsError as error:
            self._may_replace = name
            self._say(f"{error} Enter again replaces it.", "warning")
        except (ExportError, StoreError) as error:
            self._say(str(error), "error")
        else:
            self._say(done, "information")
            self.app.call_from_thread(self.dismiss, None)

    def _write(self, name: str, document: bytes) -> str:
        return f"Exported to {write_export(self._library, Path(name), document, replace=self._may_replace == name)}"

    def _download(self, name: str, document: bytes) -> str:
        """Hand the file to the browser; nothing is written where the program runs."""
        file = Path(name).name or EXPORT_NAME
        self.app.call_from_thread(partial(self.app.deliver_binary, BytesIO(document), save_filename=file))
        return f"Downloaded as {file}"

    def _say(self, sentence: str, severity: str) -> None:
        self.app.call_from_thread(self.notify, one_line(sentence), severity=severity, markup=False)

    def _show_scope(self) -> None:
        scope = Text()
        for words, chosen in (("all articles", not self._only_this), ("this article", self._only_this)):
            scope.append(f" {'●' if chosen else '○'} {words}  ", style="bold" if chosen else "dim")
        self.query_one("#scope", Static).update(scope)
