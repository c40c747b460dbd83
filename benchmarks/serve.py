"""Twenty people at once in the browser: milliseconds from a key to its first and its last paint, and memory.

usage: python -m benchmarks.serve [CORPUS] [--sessions 20] [--rounds 3]

A real `reader serve` with index and entities ready; the people are websockets that type and read at a person's pace,
since twenty browsers would take the CPU that is measured. The first paint is the next thing that a tab is sent after a
key, the last one the last before the next key: hits come after the letter.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from benchmarks.keystrokes import SEEDS, queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LETTER = (0.12, 0.3)
"""Seconds from one letter to the next, of a fast and of a slow typist."""
PAGE = (0.8, 2.0)
"""Seconds from one key to the next of somebody who reads."""
DOWN, ENTER, TAB = "\x1b[B", "\r", "\t"
CALM = 0.2
"""Share of a core that the sessions together use when nobody types."""
PATIENCE = 5.0
"""Seconds after which a key is taken for one that changes nothing, as a page down at the end of an article."""


@dataclass
class Person:
    """Somebody with a tab."""

    tab: ClientWebSocketResponse
    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    idle: int = 0
    """Keys that changed nothing."""
    frames: list[float] = field(default_factory=list)
    """When the tab was sent something."""
    listed: asyncio.Event = field(default_factory=asyncio.Event)
    drawn: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        """Note when something is drawn, until the tab is closed."""
        async for message in self.tab:
            if message.type is WSMsgType.BINARY:
                self.frames.append(time.perf_counter())
                self.drawn.set()
                if b"Articles" in message.data:
                    self.listed.set()

    async def press(self, key: str, pause: tuple[float, float]) -> None:
        """Press a key, and look at what it does for a while."""
        self.drawn.clear()
        pressed, seen = time.perf_counter(), len(self.frames)
        await self.tab.send_json(["stdin", key])
        try:
            await asyncio.wait_for(self.drawn.wait(), PATIENCE)
        except TimeoutError:
            self.idle += 1
            return
        await asyncio.sleep(pressed + random.uniform(*pause) - time.perf_counter())
        self.first.append((self.frames[seen] - pressed) * 1000)
        self.last.append((self.frames[-1] - pressed) * 1000)

    async def read(self, asked: Sequence[str]) -> None:
        """Search, open what was found, turn pages, go from pane to pane."""
        await asyncio.sleep(random.uniform(*PAGE))
        for query in asked:
            await self.press("/", PAGE)
            for letter in query:
                await self.press(letter, LETTER)
            for key in (DOWN, ENTER, " ", "j", "b", TAB, TAB, TAB):
                await self.press(key, PAGE)


async def people_at(address: str, asked: Sequence[Sequence[str]], server: int) -> list[Person]:
    """Let people in, one for each list of queries, wait until all see the articles, and let them read."""
    site = address.partition("?")[0]
    async with ClientSession() as client, contextlib.AsyncExitStack() as stack:
        cookie = (await client.get(address, allow_redirects=False)).headers["Set-Cookie"].partition(";")[0]
        headers = {"Cookie": cookie, "Origin": site.rstrip("/")}
        started = time.perf_counter()
        people = []
        for _ in asked:
            tab = await stack.enter_async_context(client.ws_connect(f"{site}ws?width=150&height=44", headers=headers))
            people.append(Person(tab))
        watching = [asyncio.create_task(person.watch()) for person in people]
        await asyncio.gather(*(person.listed.wait() for person in people))
        print(f"{len(people)} tabs opened at once list the articles after {time.perf_counter() - started:.1f} s")
        print(f"they are calm after {await until_calm(server) - started:.1f} s")
        used = -_cpu_seconds_of_all(server)
        await asyncio.gather(*(person.read(queries) for person, queries in zip(people, asked, strict=True)))
        used += _cpu_seconds_of_all(server)
        keys = sum(len(person.first) + person.idle for person in people)
        print(f"CPU: {used / keys * 1000:.0f} ms a key, of sessions, server and models together")
        print_memory(server)
        for task in watching:
            task.cancel()
    return people


async def until_calm(server: int) -> float:
    """Wait until titles are read and entities recognized, and everybody but the typists rests; when that was."""
    before, busy = 0.0, CALM
    while busy >= CALM:
        await asyncio.sleep(2)
        now = _cpu_seconds_of_all(server)
        busy, before = (now - before) / 2, now
    return time.perf_counter()


def print_memory(server: int) -> None:
    """What each process holds, its share of what several hold counted once (PSS)."""
    shares = [_share(child) for child in _children(server)]
    everything = sum(map(_share, _descendants(server)))
    print(f"memory: {max(shares)} MB a session at most, {everything + _share(server)} MB in all with server and models")


def _children(process: int) -> Iterator[int]:
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        yield from map(int, file.read_text().split())


def _descendants(process: int) -> Iterator[int]:
    for child in _children(process):
        yield child
        yield from _descendants(child)


def _cpu_seconds_of_all(server: int) -> float:
    return _cpu_seconds(server) + sum(map(_cpu_seconds, _descendants(server)))


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _share(process: int) -> int:
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def _print_times(name: str, times: Sequence[float]) -> None:
    taken = sorted(times)
    median, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    print(f"{name}: {len(taken)} keys, p50 {median:.0f} ms, p95 {late:.0f} ms, slowest {taken[-1]:.0f} ms")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print times and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    reader = [sys.executable, "-m", "reader", "-L", str(options.corpus)]
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("READER_HOME", home)
        only = [] if options.corpus == SEEDS else ["--only", "index"]
        subprocess.run([*reader, "index", *only], check=True, stdout=subprocess.DEVNULL)
        places = ["--sessions", str(options.sessions)]
        with subprocess.Popen([*reader, "serve", "--port", "0", *places], stdout=subprocess.PIPE, text=True) as server:
            address = server.stdout.readline().strip() if server.stdout else ""
            every = list(queries(options.corpus, options.sessions * options.rounds))
            asked = [every[number :: options.sessions] for number in range(options.sessions)]
            try:
                people = asyncio.run(people_at(address, asked, server.pid))
            finally:
                server.send_signal(signal.SIGINT)
    _print_times("first paint", [taken for person in people for taken in person.first])
    _print_times("last paint", [taken for person in people for taken in person.last])
    print(f"{sum(person.idle for person in people)} keys changed nothing")


if __name__ == "__main__":
    main()
