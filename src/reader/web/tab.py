"""One tab of a browser and the process that draws its screen; they end together."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode
from textual_serve.app_service import AppService
from yarl import URL

from reader.articles.sanitizing import one_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aiohttp.web import WebSocketResponse
    from textual_serve.download_manager import DownloadManager

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that a process gets to end by itself."""
LONGEST_REASON = 123
"""Bytes that a websocket can say at its end."""
COLUMNS = range(20, 1001)
ROWS = range(5, 501)
"""Sizes of a screen that a browser may ask for."""
LINKS = ("http", "https", "mailto")
WRONG_USE = 2
"""The exit code of a process that has said in one sentence what is wrong."""


class Tab(AppService):
    """A websocket on one side, a process of its own on the other.

    Args:
        command: what draws the screen; it is started without a shell.
        websocket: the browser's end.
        downloads: hands files from the process to the browser.
    """

    def __init__(self, command: Sequence[str], websocket: WebSocketResponse, downloads: DownloadManager) -> None:
        super().__init__(
            command[0],
            write_bytes=_unless_gone(websocket.send_bytes),
            write_str=_unless_gone(websocket.send_str),
            close=self._close,
            download_manager=downloads,
        )
        self._arguments = command
        self._websocket = websocket

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the process about the size of the window, if it is sane."""
        await super().set_terminal_size(_within(COLUMNS, width), _within(ROWS, height))

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        environment = self._build_environment(_within(COLUMNS, width), _within(ROWS, height))
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**environment, "TEXTUAL_DRIVER": "reader.web.driver:TabDriver"},
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hand on what the process draws until it ends, however it ends, and close the tab then."""
        process = self._process
        if process is None or process.stdout is None or process.stderr is None:
            raise RuntimeError("the process has not been started")
        said = asyncio.create_task(process.stderr.read())
        try:
            await process.stdout.readuntil(b"__GANGLION__\n")
            while True:
                await self._hand_on(process.stdout)
        except asyncio.IncompleteReadError:
            pass
        except (LookupError, ValueError, asyncio.LimitOverrunError):
            log.exception("A session was ended, since it said what is no packet.")
            process.kill()
        code = await process.wait()
        reason = _reason(code, (await said).decode("utf-8", "replace"))
        await self._close(WSCloseCode.INTERNAL_ERROR if reason else WSCloseCode.OK, reason)

    async def stop(self) -> None:
        """End the process: politely first, so that it can keep what is not yet kept."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        self._task = None
        await self._download_manager.cancel_app_downloads(self.app_service_id)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send_meta({"type": "quit"})
                await asyncio.shield(task)
        except TimeoutError:
            if process.returncode is None:
                log.warning("A session did not end by itself and was killed.")
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        await task

    async def on_meta(self, data: bytes) -> None:
        """Hand on what the process asks of the browser; no link may run a script there."""
        asked: dict[str, Any] = json.loads(data)
        if asked["type"] != "open_url" or URL(asked["url"]).scheme in LINKS:
            await super().on_meta(data)

    async def _hand_on(self, output: asyncio.StreamReader) -> None:
        """One packet: its kind, its size, and so many bytes."""
        header = await output.readexactly(5)
        receive = {b"D": self.on_data, b"M": self.on_meta, b"P": self.on_packed}[header[:1]]
        await receive(await output.readexactly(int.from_bytes(header[1:], "big")))

    async def _close(self, code: int = WSCloseCode.OK, reason: str = "") -> None:
        cut = reason.encode()[:LONGEST_REASON].decode("utf-8", "ignore")
        await self._websocket.close(code=code, message=cut.encode())


def _reason(code: int, said: str) -> str:
    """Why a process ended; empty if somebody left. What it said goes to the log, harmless for a terminal."""
    if code == 0:
        return ""
    lines = [one_line(line) for line in said.splitlines()]
    for line in lines:
        log.warning("%s", line)
    if code == WRONG_USE and lines:
        return lines[-1]
    return "The reader ended unexpectedly; what was saved is safe."


def _within(sizes: range, size: int) -> int:
    return min(max(size, sizes.start), sizes.stop - 1)


def _unless_gone(send: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
    """Drop what a closed tab can no longer show: the process must never wait for somebody to read it."""

    async def send_or_drop(data: Any) -> None:  # noqa: ANN401 (bytes or text)
        with contextlib.suppress(ConnectionError):
            await send(data)

    return send_or_drop
