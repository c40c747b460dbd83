"""Textual's web driver, made to end when the tab ends and to keep what two threads say apart."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from textual.app import App


class TabDriver(WebDriver):
    """Draws to a tab; chosen by Textual's environment variable ``TEXTUAL_DRIVER``."""

    def __init__(self, app: App[Any], **options: Any) -> None:  # noqa: ANN401 (the options of every driver)
        super().__init__(app, **options)
        self._turn = threading.Lock()
        self._write = self._write_whole  # type: ignore[assignment] # Textual's is a partial

    def start_application_mode(self) -> None:
        """Begin as a tab that has just been opened: in front, where Textual would wait to be told so."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Read what is typed; when nobody can type any more, leave."""
        super().run_input_thread()
        self._leave()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server asks for besides typing."""
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def _leave(self) -> None:
        """As with the key for it, so that the place in the text is remembered."""
        self._app.call_later(self._app.action_quit)

    def _write_whole(self, data: bytes) -> None:
        """Write a packet: downloads are sent from another thread, and a pipe parts what is long."""
        rest = memoryview(data)
        # Nobody is there to see it; the end of the input says so, too.
        with self._turn, contextlib.suppress(BrokenPipeError):
            while rest:
                rest = rest[os.write(self.fileno, rest) :]
