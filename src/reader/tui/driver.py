"""The terminal's driver, which says no more than it needs to."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from reader.tui.output import TerminalOutput


class SparingDriver(LinuxDriver):
    """Textual's driver for Unix terminals; what stands on the screen already is not sent again."""

    output: TerminalOutput | None = None

    def write(self, data: str) -> None:
        """Send what the terminal does not show yet."""
        if self.output is None:
            self.output = TerminalOutput()
        super().write(self.output.reduced(data))

    def resume_application_mode(self) -> None:
        """Paint anew after another program had the terminal."""
        self.forget()
        super().resume_application_mode()

    def forget(self) -> None:
        """Send everything again with the next painting."""
        if self.output is not None:
            self.output.forget()
