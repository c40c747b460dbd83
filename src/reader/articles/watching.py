"""Tells when the articles of a folder, or one file, change on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.scanning import is_article_name

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    import watchfiles

_DEBOUNCE_MS = 200


def watch(folder: Path, stop: threading.Event) -> Iterator[None]:
    """Yield once for all changes to articles that come within about 200 milliseconds, until ``stop`` is set.

    Hidden files and folders do not count. What changed is not told: scan the folder again.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    root = folder.resolve(strict=True)

    def matters(_: watchfiles.Change, changed: str) -> bool:
        path = Path(changed)
        inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        if any(part.startswith(".") for part in inside.parts):
            return False
        return is_article_name(path.name) or not path.is_file()

    yield from _changes({root}, matters, stop, recursive=True)


def watch_file(file: Path, stop: threading.Event) -> Iterator[None]:
    """Yield for every change to a file, or to the file that a link of this name leads to, until ``stop`` is set.

    Once too often does no harm: look whether it changed. Nothing is watched in folders that are not there.
    """
    places = {file, file.resolve()}
    names = tuple(place.name for place in places)
    folders = {place.parent for place in places if place.parent.is_dir()}
    if folders:
        yield from _changes(folders, lambda _, changed: changed.endswith(names), stop, recursive=False)


def _changes(
    folders: set[Path], matters: Callable[[watchfiles.Change, str], bool], stop: threading.Event, *, recursive: bool
) -> Iterator[None]:
    """Yield for every change that matters, and for what watchfiles cannot tell: names that are no Unicode."""
    import watchfiles

    while not stop.is_set():
        try:
            for _ in watchfiles.watch(
                *folders,
                watch_filter=matters,
                debounce=_DEBOUNCE_MS,
                rust_timeout=500,
                recursive=recursive,
                ignore_permission_denied=True,
                stop_event=stop,
                raise_interrupt=False,
            ):
                yield
        except RuntimeError:
            yield
            stop.wait(_DEBOUNCE_MS / 1000)
