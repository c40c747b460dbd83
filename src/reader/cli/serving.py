"""``reader serve``: the same screen in a browser."""

from __future__ import annotations

import contextlib
import ipaddress
import secrets
import socket
from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlsplit

import typer

from reader.cli.errors import UseError
from reader.cli.output import print_line, warn
from reader.cli.parsing import add_verb
from reader.cli.session import session_of

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (only compared with)


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(app, "serve", serve, "reader serve", "reader serve --read-only --port 8080")


def serve(
    context: typer.Context,
    *,
    host: Annotated[str, typer.Option(metavar="HOST", help="Where to listen; this machine alone unless told.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8000,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address that people use, if a proxy stands in front.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody change anything.")] = False,
    sessions: Annotated[int, typer.Option(min=1, help="How many tabs there may be at once.")] = 20,
) -> None:
    """Show the same screen in a browser; Ctrl+C ends it."""
    if find_spec("textual_serve") is None:
        raise UseError("reader serve needs more than is installed; `pip install 'reading-room[web]'` brings it.")
    location = session_of(context).library.location
    if url is not None:
        _check(url)
    with _listener(host, port) as listener:
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(32)
        site = (url or f"http://{_authority(host, port)}").rstrip("/")
        print_line(f"{site}/?token={token}")
        if not _is_loopback(host):
            _warn_of_others(host, port, read_only=read_only)
        from reader.web.server import run_server
        from reader.web.session import command

        screen = command(location.file or location.root, location.annotations, read_only=read_only)
        run_server(listener, screen, token, url=url, places=sessions)


def _listener(host: str, port: int) -> socket.socket:
    """A socket that listens; whoever asks before the server is ready waits."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UseError(
            f"--host {host} --port {port}: {error.strerror or error}; name others, or --port 0 for any that is free."
        ) from error


def _check(url: str) -> None:
    """Refuse what is no address of a site of its own.

    Raises:
        UseError: it is not.
    """
    with contextlib.suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and not parts.query:
            return
    raise UseError(f"--url {url}: give the address of a site of its own, such as https://reader.example.org.")


def _warn_of_others(host: str, port: int, *, read_only: bool) -> None:
    may = "read" if read_only else "read and change"
    warn(
        f"{_authority(host, port)} can be reached from other machines, and what is read there travels in the clear: "
        f"whoever sees the address may {may} this library; put a proxy with TLS in front of it."
    )


def _authority(host: str, port: int) -> str:
    """Host and port as an address holds them."""
    name = socket.gethostname() if host in EVERYWHERE else host
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def _is_loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
