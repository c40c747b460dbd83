"""A person at a browser: real Chromium, whose terminal is followed by an emulator fed with what the browser is sent."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Request, WebSocket

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WINDOW = {"width": 1280, "height": 800}
PATIENCE = 60.0
"""Seconds until something must have happened."""


class Server:
    """A running ``reader serve``."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log
        assert process.stdout is not None
        self.address = process.stdout.readline().strip()
        assert self.address, self.log
        self.token = parse_qs(urlsplit(self.address).query)["token"][0]
        self.site = self.address.partition("?")[0]

    @property
    def log(self) -> str:
        """What it said beside the address."""
        return self._log.read_text()

    @property
    def sessions(self) -> list[int]:
        """The processes behind the tabs."""
        number = self._process.pid
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]

    def stop(self) -> int:
        """End it as Ctrl+C does; its exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(PATIENCE)


@contextlib.contextmanager
def served(library: Path, log: Path, *options: str) -> Iterator[Server]:
    """Serve a library on any free port."""
    command = [sys.executable, "-m", "reader", "-L", str(library), "serve", "--port", "0", *options]
    with (
        log.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            yield Server(process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)


class Visitor:
    """Somebody at a browser of their own: types, and says what is to be seen."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport={"width": WINDOW["width"], "height": WINDOW["height"]})
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._screens: list[str] = []
        self.page.on("websocket", self._follow)
        self.page.on("request", self._note)
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def visit(self, address: str) -> Self:
        """Open a page and wait until the articles are listed."""
        self.page.goto(address)
        self.until_seen("Articles")
        return self

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        """Press keys by the browser's names."""
        self._screens.clear()
        for key in keys:
            self.page.keyboard.press(key)

    def escape(self, words: str) -> None:
        """Press escape, and wait until the words of what it closes are gone: too soon, the next key would be Alt's."""
        self.press("Escape")
        self.until(lambda: words not in self.screen)

    def type(self, words: str) -> None:
        """Type words."""
        self._screens.clear()
        self.page.keyboard.type(words)

    def until_seen(self, *words: str) -> None:
        """Wait until words are on the screen, or were since the last key: a toast may have gone before one looks."""
        self.until(lambda: any(all(word in screen for word in words) for screen in (*self._screens, self.screen)))

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to become true, while the browser goes on."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, self.screen
            self.page.wait_for_timeout(20)

    def until_told(self, reason: str) -> None:
        """Wait until the page says why its session ended."""
        self.page.locator("#reason", has_text=re.compile(re.escape(reason))).wait_for(timeout=PATIENCE * 1000)

    def _follow(self, websocket: WebSocket) -> None:
        size = parse_qs(urlsplit(websocket.url).query)
        self._screen.reset()
        self._screen.resize(int(size["height"][0]), int(size["width"][0]))
        websocket.on("close", lambda _: self._screen.reset())
        websocket.on("framereceived", lambda data: self._show(data) if isinstance(data, bytes) else None)

    def _show(self, data: bytes) -> None:
        self._stream.feed(data)
        self._screens.append(self.screen)

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)


def kill(process: int) -> None:
    """End a process as a lack of memory does."""
    os.kill(process, signal.SIGKILL)
