"""The web server: one page, one websocket for each tab, nothing from anywhere else."""

from __future__ import annotations

import asyncio
import logging
import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import WSCloseCode, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.server import Server, to_int
from yarl import URL

from reader.web.gate import Gate
from reader.web.tab import PATIENCE, Tab

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

PAGE = Path(__file__).parent / "page"
HEARTBEAT = 15.0
"""Seconds between two looks whether a silent tab is still there."""
TURN = 3.0
"""Seconds to wait for a place: a page that is loaded anew gives its own back first."""
FULL = b"All places are taken; open it again when somebody has left."
STOPPED = b"`reader serve` was ended; what was saved is safe."
HEADERS = {
    "Server": "reader",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer says: nothing from elsewhere is loaded, no other page reaches in, no address is told."""


def run_server(
    listener: socket.socket, command: Sequence[str], token: str, *, url: str | None = None, places: int
) -> None:
    """Serve until the process is asked to end; nothing that anybody asks for is logged.

    Args:
        listener: where people come in; bound, and listening.
        command: what draws a screen, a process for each tab.
        token: what they must have.
        url: the address that they use, if a proxy stands in front.
        places: how many tabs there may be at once.
    """
    logging.getLogger("aiohttp.server").addFilter(_is_ours)
    gate = Gate(token, f"reader-{listener.getsockname()[1]}", str(URL(url).origin()) if url else None)
    app = ReadingServer(command, gate, places).make_app()
    web.run_app(app, sock=listener, access_log=None, print=None, shutdown_timeout=PATIENCE * 2)


class ReadingServer(Server):
    """Serves the screen to who comes through the gate.

    Args:
        command: what draws a screen, a process for each tab.
        gate: who may come in.
        places: how many tabs there may be at once.
    """

    def __init__(self, command: Sequence[str], gate: Gate, places: int) -> None:
        super().__init__(shlex.join(command), title="reader")
        self._arguments = command
        self._gate = gate
        self._places = asyncio.Semaphore(places)
        self._tabs: set[web.WebSocketResponse] = set()
        self._lives: set[asyncio.Task[None]] = set()

    async def make_app(self) -> web.Application:
        """What answers requests."""
        app = web.Application(middlewares=[self._gate.admit])
        app.add_routes(
            [
                web.get("/", self._show_page),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static", self.statics_path),
                web.static("/page", PAGE),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def _show_page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Give a tab its screen until one of them ends."""
        websocket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await websocket.prepare(request)
        self._tabs.add(websocket)
        # A task of its own, since the one that answers a request is cancelled at once when a connection breaks.
        life = asyncio.create_task(self._live(websocket, request))
        self._lives.add(life)
        life.add_done_callback(self._lives.discard)
        try:
            await asyncio.shield(life)
        finally:
            self._tabs.discard(websocket)
        return websocket

    async def on_shutdown(self, app: web.Application) -> None:
        """Close all tabs; their processes end with them."""
        await asyncio.gather(*(tab.close(code=WSCloseCode.GOING_AWAY, message=STOPPED) for tab in self._tabs))
        await asyncio.gather(*self._lives)

    async def _live(self, websocket: web.WebSocketResponse, request: web.Request) -> None:
        """One tab from its beginning to its end, if there is a place for it."""
        try:
            async with asyncio.timeout(TURN):
                await self._places.acquire()
        except TimeoutError:
            await websocket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=FULL)
            return
        try:
            await self._serve_tab(websocket, request)
        finally:
            self._places.release()

    async def _serve_tab(self, websocket: web.WebSocketResponse, request: web.Request) -> None:
        tab = Tab(self._arguments, websocket, self.download_manager)
        await tab.start(to_int(request.query.get("width", ""), 80), to_int(request.query.get("height", ""), 24))
        try:
            await self._process_messages(websocket, tab)
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError):
            await websocket.close(code=WSCloseCode.INVALID_TEXT, message=b"This page spoke a language of its own.")
        finally:
            await tab.stop()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a log is about our doing, rather than quoting a broken request, token and all."""
    return record.exc_info is None or not isinstance(record.exc_info[1], HttpProcessingError)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    if disposition := response.headers.get(hdrs.CONTENT_DISPOSITION):
        # The name is a person's: here it stands raw.
        name = quote(disposition.partition("filename=")[2])
        response.headers[hdrs.CONTENT_DISPOSITION] = f"attachment; filename*=UTF-8''{name}"
