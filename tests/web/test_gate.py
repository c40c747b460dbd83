"""Who comes in: nobody without the token, no page from elsewhere, and nothing is said to them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from reader.web.gate import REFUSAL, Gate
from reader.web.server import HEADERS, ReadingServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "s3cret"  # noqa: S105 (of a server that lives as long as a test)
COOKIE = "reader-1"
Client = TestClient[web.Request, web.Application]
PATHS = ["/", "/ws", "/static/js/textual.js", "/page/page.js", "/download/1", "/nowhere", "/../", "/?token=", "//"]


async def visitor(gate: Gate, cookies: dict[str, str] | None = None) -> Client:
    """A client of a server whose screens end at once."""
    server = ReadingServer([sys.executable, "-c", "print('__GANGLION__')"], gate, 1)
    client = TestClient(TestServer(await server.make_app()), cookies=cookies)
    await client.start_server()
    return client


@pytest.fixture
async def stranger() -> AsyncIterator[Client]:
    """Somebody who knows where the server is, and no more."""
    client = await visitor(Gate(TOKEN, COOKIE))
    yield client
    await client.close()


@pytest.fixture
async def guest() -> AsyncIterator[Client]:
    """Somebody who came by the printed address before."""
    client = await visitor(Gate(TOKEN, COOKIE), {COOKIE: TOKEN})
    yield client
    await client.close()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
async def test_strangers_get_a_refusal_and_no_more(stranger: Client, method: str, path: str) -> None:
    answer = await stranger.request(method, path)
    assert answer.status == 403
    assert await answer.text() in (REFUSAL, "")
    assert not answer.cookies
    assert answer.headers["Server"] == "reader"


@pytest.mark.parametrize("token", ["", "s3cre", "s3cret%20", "S3cret", "x" * 4000, "%C3%A9", "%00", "%ff", TOKEN[::-1]])
async def test_a_wrong_token_opens_nothing(stranger: Client, token: str) -> None:
    assert (await stranger.get(URL(f"/?token={token}", encoded=True))).status == 403
    assert (await stranger.get("/", headers={"Cookie": f"{COOKIE}={token}"})).status in (400, 403)


@pytest.mark.parametrize("path", ["/ws", "/static/js/textual.js", "/nowhere"])
async def test_the_token_counts_at_the_front_door_alone(stranger: Client, path: str) -> None:
    assert (await stranger.get(path, params={"token": TOKEN})).status == 403


async def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_gets(stranger: Client) -> None:
    answer = await stranger.get("/", params={"token": TOKEN})
    cookie = answer.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (TOKEN, True, "Strict")
    assert not cookie["secure"]
    assert TOKEN not in await answer.text()
    page = await stranger.get("/")
    assert page.status == 200
    assert TOKEN not in await page.text()


async def test_behind_tls_the_cookie_never_travels_in_the_clear() -> None:
    client = await visitor(Gate(TOKEN, COOKIE, "https://reader.example.org"))
    answer = await client.get("/", params={"token": TOKEN})
    assert answer.cookies[COOKIE]["secure"]
    await client.close()


@pytest.mark.parametrize("path", ["/", "/static/js/textual.js", "/page/page.js", "/nowhere"])
async def test_every_answer_keeps_other_sites_out(guest: Client, stranger: Client, path: str) -> None:
    for client in (guest, stranger):
        answer = await client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_folders_are_not_listed(guest: Client) -> None:
    assert (await guest.get("/static/")).status == 403
    assert (await guest.get("/page/")).status == 403


@pytest.mark.parametrize("origin", [None, "", "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1"])
async def test_no_other_page_opens_a_websocket(
    guest: Client, origin: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await guest.ws_connect("/ws", origin=origin)
    assert refused.value.status == 403
    assert "--url" in caplog.text
    assert TOKEN not in caplog.text


async def test_our_own_page_opens_one(guest: Client) -> None:
    async with guest.ws_connect("/ws", origin=str(guest.make_url("/").origin())) as websocket:
        assert (await websocket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_behind_a_proxy_only_its_page_opens_one() -> None:
    client = await visitor(Gate(TOKEN, COOKIE, "https://reader.example.org"), {COOKIE: TOKEN})
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await client.ws_connect("/ws", origin=str(client.make_url("/").origin()))
    async with client.ws_connect("/ws", origin="https://reader.example.org") as websocket:
        assert (await websocket.receive()).type is aiohttp.WSMsgType.CLOSE
    await client.close()
