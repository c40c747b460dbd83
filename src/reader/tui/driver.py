"""The terminal's driver, which says no more than it needs to."""

from __future__ import annotations

import sys
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from reader.tui.output import TerminalOutput

SHOW_CURSOR = "\x1b[?25h"
STEADY_UNDERLINE, OWN_CURSOR = "\x1b[4 q", "\x1b[0 q"
"""DECSCUSR: nothing blinks, and a cell that a widget draws reversed, as a cursor, is not reversed again."""


class SparingDriver(LinuxDriver):
    """Textual's driver for Unix terminals; what stands on the screen already is not sent again."""

    output: TerminalOutput | None = None
    _suspended = False

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 (whatever Textual gives)
        super().__init__(*arguments, **options)
        # Textual paints on standard error, which may lead to a file; that standard output is a terminal was asked.
        self._file = sys.__stdout__

    def write(self, data: str) -> None:
        """Send what the terminal does not show yet."""
        if self.output is None:
            self.output = TerminalOutput()
        super().write(self.output.reduced(data))

    def start_application_mode(self) -> None:
        """Show the terminal's cursor, which Textual hides: screen readers and braille follow it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write(SHOW_CURSOR + STEADY_UNDERLINE)
        self.flush()

    def stop_application_mode(self) -> None:
        """Give the terminal its own cursor back."""
        self.write(OWN_CURSOR)
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        """Leave the terminal as it was found."""
        self._suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Paint anew after another program had the terminal.

        Who was stopped without notice (SIGSTOP) still listens to the terminal: a second listener would take every
        other key away from the first one.
        """
        if not self._suspended:
            super().suspend_application_mode()
        self._suspended = False
        self.forget()
        super().resume_application_mode()

    def forget(self) -> None:
        """Send everything again with the next painting."""
        if self.output is not None:
            self.output.forget()
