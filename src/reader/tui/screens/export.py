"""The export dialog: what, in which format, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from rich.style import Style
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.annotations.errors import StoreError
from reader.articles.sanitizing import one_line
from reader.commands import Context
from reader.exchange.formats import SUFFIXES, TRAINING, FormatName
from reader.library.exporting import ExportError, ExportExistsError, export, write_export
from reader.library.people import is_shared
from reader.tui.bindings import bindings_of, with_keys
from reader.tui.handing_over import hand_over
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.widgets.chips import Chip, Chips
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.notifications import SeverityLevel

    from reader.library.library import Library

TOLD = 3
"""Entities that are named in a message."""
NAMES = {
    name: f"{'entities' if name in TRAINING else 'annotations-export'}{suffix}" for name, suffix in SUFFIXES.items()
}
"""What a file is called if the person does not say."""
PURPOSES = {
    FormatName.JSON: "all that you wrote, in one document; comes in again",
    FormatName.JSONL: "the same, one a line",
    FormatName.W3C: "Web Annotation, for Hypothesis and others",
    FormatName.MARKDOWN: "passages and notes, to read and to keep",
    FormatName.CSV: "one a row, for spreadsheets",
    FormatName.SPACY: "for `spacy train`",
    FormatName.DOCCANO: "JSON Lines for doccano",
    FormatName.BRAT: "texts and annotations for brat, in a ZIP archive",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What goes into the file: everything, or less."""

    label: str
    path: str | None = None
    people: tuple[str, ...] | None = None


class ExportInput(LineInput):
    """The name of the file; hands its keys to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.EXPORT)

    def action_write(self) -> None:
        """Export."""
        cast("ExportScreen", self.screen).write(self.value)

    def action_format(self, step: int) -> None:
        """Another format."""
        cast("ExportScreen", self.screen).change_format(step)

    def action_scope(self) -> None:
        """Everything, or the open article."""
        cast("ExportScreen", self.screen).change_scope()

    def action_leave(self) -> None:
        """Close."""
        cast("ExportScreen", self.screen).action_leave()


class ExportScreen(Dialog[None]):
    """Writes annotations, or entities as training data; asks before it replaces a file."""

    def __init__(self, library: Library, path: str | None) -> None:
        super().__init__()
        self._library = library
        self._scopes = list(_scopes(library, path))
        self._scope = self._scopes[0]
        self._format = FormatName.JSON
        self._may_replace: str | None = None

    def compose(self) -> ComposeResult:
        """The scope, the format and the file."""
        with Vertical(id="box") as box:
            box.border_title = Content("Export")
            box.border_subtitle = keys_of(self, Context.EXPORT)
            yield Chips(id="scope")
            yield Static("annotations", classes="kind")
            yield Chips(id="annotations")
            yield Static("entities, to train a model with", classes="kind")
            yield Chips(id="training")
            yield Static(id="purpose", markup=False)
            yield ExportInput(self._proposed())

    def on_mount(self) -> None:
        """The name can be changed at once."""
        self.query_one(ExportInput).focus()
        self._show_choices()

    @on(Input.Changed)
    def _renamed(self) -> None:
        self._may_replace = None

    def change_scope(self) -> None:
        """Everything, the open article alone, or where several people wrote what one of them did."""
        offered = self._offered()
        self._scope = offered[(offered.index(self._scope) + 1) % len(offered)]
        self._show_choices()

    def change_format(self, step: int) -> None:
        """The next format, or the one before."""
        formats = list(FormatName)
        self.take_format(formats[(formats.index(self._format) + step) % len(formats)])

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        """The scope or format that was clicked."""
        if message.control.id == "scope":
            self._scope = next(scope for scope in self._scopes if scope.label == message.value)
            self._show_choices()
        else:
            self.take_format(FormatName(message.value))

    def take_format(self, name: FormatName) -> None:
        """Another format; the name of the file goes with it."""
        line = self.query_one(ExportInput)
        before, was_proposed = self._format, line.value == self._proposed()
        self._format = name
        if self._scope not in self._offered():
            self._scope = self._scopes[0]
        if was_proposed:
            line.value = self._proposed()
        elif line.value.endswith(SUFFIXES[before]):
            line.value = line.value.removesuffix(SUFFIXES[before]) + SUFFIXES[self._format]
        self._show_choices()

    def action_leave(self) -> None:
        """Close, and write nothing any more."""
        self.workers.cancel_node(self)
        super().action_leave()

    @work(exclusive=True, thread=True)
    def write(self, name: str) -> None:
        """Write the file, and say where it is; not any more when the person has left."""
        from reader.entities.pipeline import ModelError

        try:
            document = self._document(self._format, self._scope)
            if get_current_worker().is_cancelled:
                return
            done = self._download(name, document) if self.app.is_web else self._write(name, document)
        except ExportExistsError as error:
            self._may_replace = name
            self._say(f"{error} To replace it: {with_keys(self, '{write-export}')} again.", "warning")
        except (ExportError, StoreError, ModelError) as error:
            self._say(str(error), "error")
        else:
            self._say(done, "information")
            hand_over(self, self.dismiss, None)

    def _document(self, name: FormatName, scope: Scope) -> bytes:
        """What goes into the file; entities that are not known yet are recognized first."""
        if name not in TRAINING:
            return export(self._library, name, path=scope.path, people=scope.people)
        from reader.library.training import export_training

        data = export_training(self._library, name, path=scope.path)
        if data.cut:
            some = ", ".join(item.text for item in data.cut[:TOLD])
            self._say(f"Left open, as they cut tokens: {len(data.cut)} entities ({some} …)", "warning")
        return data.content

    def _write(self, name: str, document: bytes) -> str:
        return f"Exported to {write_export(self._library, Path(name), document, replace=self._may_replace == name)}"

    def _download(self, name: str, document: bytes) -> str:
        """Hand the file to the browser; nothing is written where the program runs."""
        file = Path(name).name or NAMES[self._format]
        hand_over(self, self.app.deliver_binary, BytesIO(document), save_filename=file)
        return f"Downloaded as {file}"

    def _say(self, sentence: str, severity: SeverityLevel) -> None:
        if not get_current_worker().is_cancelled:
            hand_over(self, self.notify, one_line(sentence), severity=severity, markup=False)

    def _offered(self) -> list[Scope]:
        """The scopes that there are; entities are nobody's."""
        return [scope for scope in self._scopes if scope.people is None or self._format not in TRAINING]

    def _proposed(self) -> str:
        """What the file is called if the person does not say."""
        name = NAMES[self._format]
        return name if self.app.is_web else str(Path.cwd() / name)

    def _show_choices(self) -> None:
        scopes = {scope.label: scope == self._scope for scope in self._offered()}
        self.query_one("#scope", Chips).show(_chips(scopes))
        for id_, names in (("#annotations", _ANNOTATIONS), ("#training", TRAINING)):
            self.query_one(id_, Chips).show(_chips({name: name is self._format for name in names}))
        self.query_one("#purpose", Static).update(f"{self._format}: {PURPOSES[self._format]}")
        self.show_focused()


_ANNOTATIONS = tuple(name for name in FormatName if name not in TRAINING)


def _scopes(library: Library, path: str | None) -> Iterator[Scope]:
    """What there is to export: all, the open article, and where several people wrote what each of them did."""
    yield Scope("all articles")
    if path is not None:
        yield Scope("this article", path)
    for person in library.store.people() if is_shared(library) else ():
        yield Scope(f"by {one_line(person)}", people=(person,))


def _chips(offered: Mapping[str, bool]) -> list[Chip]:
    """What there is to choose, by its words, and whether it is chosen."""
    return [Chip(words, words, Style(bold=chosen, dim=not chosen), chosen) for words, chosen in offered.items()]
