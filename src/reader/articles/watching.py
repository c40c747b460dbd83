"""Tells when the articles of a folder change on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.scanning import is_article_name

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

_DEBOUNCE_MS = 200


def watch(folder: Path, stop: threading.Event) -> Iterator[None]:
    """Yield once for all changes to articles that come within about 200 milliseconds, until ``stop`` is set.

    Hidden files and folders do not count. What changed is not told: scan the folder again.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    import watchfiles

    root = folder.resolve(strict=True)

    def matters(_: watchfiles.Change, changed: str) -> bool:
        path = Path(changed)
        inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        if any(part.startswith(".") for part in inside.parts):
            return False
        return is_article_name(path.name) or not path.is_file()

    for _ in watchfiles.watch(
        root,
        watch_filter=matters,
        debounce=_DEBOUNCE_MS,
        rust_timeout=500,
        ignore_permission_denied=True,
        stop_event=stop,
        raise_interrupt=False,
    ):
        yield
