"""A tab and its process: they end together, and a tab is told why; each test has a small program for a screen."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientWebSocketResponse, WSCloseCode, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer

from reader.web import server as server_module
from reader.web import tab as tab_module
from reader.web.gate import Gate
from reader.web.server import ReadingServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

Client = TestClient[web.Request, web.Application]
PROGRAM = """
import json, os, sys, time
def say(kind, payload):
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)
def meta(**asked):
    say(b"M", json.dumps(asked).encode())
def hear():
    header = sys.stdin.buffer.read(5)
    return header[:1], sys.stdin.buffer.read(int.from_bytes(header[1:], "big"))
os.write(1, b"something else\\n__GANGLION__\\n")
say(b"D", b"process %d" % os.getpid())
"""
POLITE = "while True:\n    kind, said = hear()\n    if not kind or b'quit' in said: break\n    say(b'D', said)"


@contextlib.asynccontextmanager
async def serving(program: str, places: int = 2) -> AsyncIterator[Client]:
    """A browser at a server whose screens run a program."""
    app = await ReadingServer([sys.executable, "-c", PROGRAM + program], Gate("", "none"), places).make_app()
    async with TestClient(TestServer(app), cookies={"none": ""}) as client:
        yield client


def opened(client: Client, query: str = "") -> Any:  # noqa: ANN401 (aiohttp does not name it)
    """A tab."""
    return client.ws_connect(f"/ws{query}", origin=str(client.make_url("/").origin()))


async def text_of(tab: ClientWebSocketResponse) -> str:
    """What the screen draws next."""
    return (await tab.receive_bytes()).decode()


async def process_of(tab: ClientWebSocketResponse) -> int:
    """The number of the tab's process."""
    return int((await text_of(tab)).removeprefix("process "))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def until_ended(process: int) -> None:
    async with asyncio.timeout(30):
        while is_alive(process):  # noqa: ASYNC110 (nobody tells of processes that are not ours)
            await asyncio.sleep(0.01)


async def end_of(tab: ClientWebSocketResponse) -> tuple[int, str]:
    """The code and the reason with which a tab is closed."""
    while (message := await tab.receive()).type is not WSMsgType.CLOSE:
        pass
    return int(message.data), message.extra or ""


async def test_what_is_typed_reaches_the_process_and_what_it_draws_the_tab() -> None:
    async with serving(POLITE) as client, opened(client) as tab:
        await process_of(tab)
        await tab.send_json(["stdin", "é"])
        assert await text_of(tab) == "é"
        await tab.send_json(["resize", {"width": 100, "height": 30}])
        assert json.loads(await text_of(tab)) == {"type": "resize", "width": 100, "height": 30}


async def test_each_tab_has_a_process_that_ends_with_it() -> None:
    async with serving(POLITE) as client:
        async with opened(client) as first, opened(client) as second:
            processes = {await process_of(first), await process_of(second)}
            assert len(processes) == 2
            await first.close()
            await second.send_json(["stdin", "still here"])
            assert await text_of(second) == "still here"
        for process in processes:
            await until_ended(process)


async def test_a_process_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tab_module, "PATIENCE", 0.1)
    async with serving("time.sleep(600)") as client:
        async with opened(client) as tab:
            process = await process_of(tab)
        await until_ended(process)


async def test_a_process_that_draws_without_end_still_ends_with_its_tab() -> None:
    drawing = "import threading\nthreading.Thread(target=lambda: [say(b'D', b'x' * 60000) for _ in iter(int, 1)], "
    async with serving(f"{drawing}daemon=True).start()\n{POLITE.replace('say', 'str')}\nos._exit(0)") as client:
        async with opened(client) as tab:
            process = await process_of(tab)
        await until_ended(process)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("sys.exit(0)", ""),
        ("meta(type='exit')", ""),
        ("os.kill(os.getpid(), 9)", "The reader ended unexpectedly; what was saved is safe."),
        ("raise ValueError('secret')", "The reader ended unexpectedly; what was saved is safe."),
        ("sys.exit(print('no such folder', file=sys.stderr) or 2)", "no such folder"),
        ("sys.exit(print('é' * 200, file=sys.stderr) or 2)", "é" * 61),
        ("os.write(1, b'nonsense'); time.sleep(600)", "The reader ended unexpectedly; what was saved is safe."),
        ("os.write(1, b'D\\xff'); sys.exit(1)", "The reader ended unexpectedly; what was saved is safe."),
    ],
)
async def test_a_tab_is_told_why_its_process_ended(end: str, reason: str) -> None:
    async with serving(end) as client, opened(client) as tab:
        assert await end_of(tab) == (WSCloseCode.INTERNAL_ERROR if reason else WSCloseCode.OK, reason)


async def test_what_a_process_says_at_its_end_is_harmless_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with serving("sys.exit('\\x1b]52;c;x\\x07')") as client, opened(client) as tab:
        await end_of(tab)
    assert "52;c;x" in caplog.text
    assert "\x1b" not in caplog.text


async def test_a_tab_too_many_is_told_so_and_one_that_left_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "TURN", 0.1)
    async with serving(POLITE, places=1) as client:
        async with opened(client) as first, opened(client) as second:
            process = await process_of(first)
            assert await end_of(second) == (WSCloseCode.TRY_AGAIN_LATER, server_module.FULL.decode())
        await until_ended(process)
        monkeypatch.setattr(server_module, "TURN", 30)
        async with opened(client) as third:
            assert await process_of(third)


@pytest.mark.parametrize(
    "nonsense", ["{", "[]", "{}", "1", '["stdin"]', '["stdin", 1]', '["resize", 1]', '["nothing"]']
)
async def test_nonsense_ends_no_more_than_its_tab(nonsense: str) -> None:
    async with serving(POLITE) as client:
        async with opened(client) as tab:
            process = await process_of(tab)
            await tab.send_str(nonsense)
        await until_ended(process)
        async with opened(client) as another:
            assert await process_of(another)


@pytest.mark.parametrize(
    ("width", "height", "sane"),
    [("0", "0", "20 5"), ("-1", "x", "20 24"), ("999999999999", "1" * 30, "1000 500"), ("", "", "80 24")],
)
async def test_no_window_is_too_large_for_the_machine(width: str, height: str, sane: str) -> None:
    show = "say(b'D', (os.environ['COLUMNS'] + ' ' + os.environ['ROWS']).encode())\n" + POLITE
    async with serving(show) as client, opened(client, f"?width={width}&height={height}") as tab:
        await process_of(tab)
        assert await text_of(tab) == sane


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " javascript:x", "x"])
async def test_no_link_runs_a_script_or_opens_a_file(url: str) -> None:
    program = f"meta(type='open_url', url={url!r}, new_tab=True)\nsay(b'D', b'done')\n{POLITE}"
    async with serving(program) as client, opened(client) as tab:
        await process_of(tab)
        assert await text_of(tab) == "done"


async def test_a_link_opens_in_the_browser() -> None:
    program = f"meta(type='open_url', url='https://example.org/a', new_tab=True)\n{POLITE}"
    async with serving(program) as client, opened(client) as tab:
        await process_of(tab)
        assert await tab.receive_json() == ["open_url", {"url": "https://example.org/a", "new_tab": True}]


@pytest.mark.parametrize("name", ["notes.json", "a b.json", 'é";x=y.json', "a\r\nSet-Cookie: x=y"])
async def test_a_download_has_the_name_that_a_person_gave(name: str, tmp_path: Path) -> None:
    program = f"meta(type='deliver_file_start', key='1', path={str(tmp_path / name)!r}, open_method='download', "
    async with serving(f"{program}mime_type='application/json', encoding='')\n{POLITE}") as client:
        async with opened(client) as tab:
            await process_of(tab)
            assert await tab.receive_json() == ["deliver_file_start", "1"]
            request = asyncio.create_task(client.get("/download/1"))
            assert json.loads(await text_of(tab))["type"] == "deliver_chunk_request"
        answer = await request
        assert answer.content_disposition is not None
        assert answer.content_disposition.filename == name
        assert not answer.cookies


async def test_all_tabs_are_told_when_the_server_ends() -> None:
    async with serving(POLITE) as client:
        tabs = [await opened(client), await opened(client)]
        processes = [await process_of(tab) for tab in tabs]
        closing = asyncio.create_task(client.server.close())
        for tab in tabs:
            assert await end_of(tab) == (WSCloseCode.GOING_AWAY, server_module.STOPPED.decode())
        await closing
        assert not any(map(is_alive, processes))
