from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would have been served, one server after the other."""
    servers: list[dict[str, Any]] = []

    def run_server(listener: socket.socket, command: list[str], token: str, **options: object) -> None:
        servers.append({"listener": listener.getsockname(), "command": command, "token": token, **options})

    monkeypatch.setattr("reader.web.server.run_server", run_server)
    return servers


def test_the_address_is_of_this_machine_alone_and_holds_a_secret(
    run: Run, served: list[dict[str, Any]], library_folder: Path
) -> None:
    results = [run("serve", "--port", "0") for _ in range(2)]
    assert [(result.code, result.err) for result in results] == [(0, ""), (0, "")]
    for result, server in zip(results, served, strict=True):
        host, port = server["listener"]
        assert host == "127.0.0.1"
        assert result.out == f"http://127.0.0.1:{port}/?token={server['token']}\n"
        assert server["command"][-2:] == [str(library_folder), str(library_folder / "annotations.json")]
        assert "--read-only" not in server["command"]
        assert (server["url"], server["places"]) == (None, 20)
    assert len({server["token"] for server in served}) == 2
    assert min(len(server["token"]) for server in served) >= 40


def test_options(run: Run, served: list[dict[str, Any]], library_folder: Path) -> None:
    url = "https://reader.example.org"
    result = run("serve", "--port", "0", "--read-only", "--sessions", "3", "--url", url, "-L", "seeds/003.txt")
    assert result.code == 2, "there is no such article"
    article = next((library_folder / "seeds").glob("003*"))
    result = run("serve", "--port=0", "--read-only", "--sessions=3", "--url", url, "-L", str(article))
    [server] = served
    assert result.out == f"{url}/?token={server['token']}\n"
    assert (server["url"], server["places"]) == (url, 3)
    assert "--read-only" in server["command"]
    assert str(article) in server["command"]


@pytest.mark.parametrize(
    ("option", "may"), [("--read-only", "may read this"), ("--sessions=2", "read and change this")]
)
def test_listening_to_others_says_what_it_means(run: Run, served: list[dict[str, Any]], option: str, may: str) -> None:
    result = run("serve", "--host", "0.0.0.0", "--port", "0", option)  # noqa: S104 (nobody is served)
    assert urlsplit(result.out).hostname == socket.gethostname().lower()
    assert may in result.err
    assert "TLS" in result.err
    assert parse_qs(urlsplit(result.out.strip()).query) == {"token": [served[0]["token"]]}
    assert served[0]["token"] not in result.err


def test_a_taken_port_is_said(run: Run, served: list[dict[str, Any]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = run("serve", "--port", str(other.getsockname()[1]))
    assert (result.code, result.out, served) == (2, "", [])
    assert "--port 0" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "65536"],
        ["--port", "-1"],
        ["--sessions", "0"],
        ["--url", "reader.example.org"],
        ["--url", "ftp://reader.example.org"],
        ["--url", "https://reader.example.org/below"],
        ["--url", "https://["],
        ["--host", "256.1.1.1"],
        ["--host", "nowhere.invalid"],
        ["-L", "nowhere"],
    ],
)
def test_what_cannot_be_served_is_said(run: Run, served: list[dict[str, Any]], options: list[str]) -> None:
    result = run("serve", *options)
    assert (result.code, result.out, served) == (2, "", [])
    assert result.err.count("\n") == 1


def test_without_the_extra_it_is_said_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    result = run("serve")
    assert (result.code, result.out) == (2, "")
    assert "pip install 'reading-room[web]'" in result.err
    assert result.err.count("\n") == 1
