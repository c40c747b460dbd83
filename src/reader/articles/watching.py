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
_LOOK_MS = 500
"""How often it is looked whether the folders are still there, and whether to end."""


def watch(folder: Path, stop: threading.Event) -> Iterator[None]:
    """Yield once for all changes to articles that come within about 200 milliseconds, until ``stop`` is set.

    Hidden files and folders do not count. What changed is not told: scan the folder again. A folder that goes away is
    waited for.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    folder.resolve(strict=True)

    def roots() -> set[Path]:
        return {folder.resolve()} if folder.is_dir() else set()

    def matters(_: watchfiles.Change, changed: str) -> bool:
        path, root = Path(changed), folder.resolve()
        inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        if any(part.startswith(".") for part in inside.parts):
            return False
        return is_article_name(path.name) or not path.is_file()

    yield from _changes(roots, matters, stop, recursive=True)


def watch_file(file: Path, stop: threading.Event) -> Iterator[None]:
    """Yield for every change to a file, or to the file that a link of this name leads to, until ``stop`` is set.

    Once too often does no harm: look whether it changed. Folders that are not there are waited for.
    """

    def folders() -> set[Path]:
        return {place.parent for place in (file, file.resolve()) if place.parent.is_dir()}

    def matters(_: watchfiles.Change, changed: str) -> bool:
        return changed.endswith((file.name, file.resolve().name))

    yield from _changes(folders, matters, stop, recursive=False)


def _changes(
    folders: Callable[[], set[Path]],
    matters: Callable[[watchfiles.Change, str], bool],
    stop: threading.Event,
    *,
    recursive: bool,
) -> Iterator[None]:
    """Yield for every change that matters, and when the folders themselves go away, come back or are replaced."""
    seen = False
    while not stop.is_set():
        there = folders()
        if not there:
            stop.wait(_LOOK_MS / 1000)
            continue
        if seen:
            yield
        for _ in _changes_within(there, matters, stop, recursive=recursive, anew=seen):
            yield
        seen = True
        if not stop.is_set():
            yield


def _changes_within(
    folders: set[Path],
    matters: Callable[[watchfiles.Change, str], bool],
    stop: threading.Event,
    *,
    recursive: bool,
    anew: bool,
) -> Iterator[None]:
    """Yield for every change that matters, and for what watchfiles cannot tell, while the folders are the same.

    Folders that are watched ``anew`` may have changed since they were found and before the watch began: one look more.
    """
    import watchfiles

    which = _identities(folders)
    while not stop.is_set() and _identities(folders) == which:
        try:
            for changes in watchfiles.watch(
                *folders,
                watch_filter=matters,
                debounce=_DEBOUNCE_MS,
                rust_timeout=_LOOK_MS,
                yield_on_timeout=True,
                recursive=recursive,
                ignore_permission_denied=True,
                stop_event=stop,
                raise_interrupt=False,
            ):
                if changes or anew:
                    anew = False
                    yield
                if _identities(folders) != which:
                    return
        except FileNotFoundError:
            return
        except RuntimeError:
            # A name that is no Unicode.
            yield
            stop.wait(_DEBOUNCE_MS / 1000)


def _identities(folders: set[Path]) -> dict[Path, tuple[int, int] | None]:
    """What stands under these names; a watch goes with a folder that is moved, not with its name."""
    found: dict[Path, tuple[int, int] | None] = {}
    for folder in folders:
        try:
            status = folder.stat()
        except OSError:
            found[folder] = None
        else:
            found[folder] = status.st_dev, status.st_ino
    return found
