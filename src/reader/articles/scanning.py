"""A folder of other people's files becomes a list of articles; whatever is unsafe to open is left out and said.

Nothing is opened here: names and kinds only, so a FIFO cannot block and a device cannot be read.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.models import ArticleFile, Skipped

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator

SUFFIXES = (".txt", ".md")
"""Endings of article files, in lower case; files may write them in any."""

_UNDECODABLE = re.compile("[\udc80-\udcff\\\\]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]+")
_KINDS = (
    (stat.S_ISDIR, "a folder, not a file: rename it to have the articles inside it read"),
    (stat.S_ISFIFO, "a pipe (FIFO), not a regular file"),
    (stat.S_ISSOCK, "a socket, not a regular file"),
    (stat.S_ISCHR, "a device, not a regular file"),
    (stat.S_ISBLK, "a device, not a regular file"),
)


class LibraryFolderError(Exception):
    """The folder or file that was named is not there or cannot be looked into; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a folder holds: articles in natural order of their paths, and what was left out and why."""

    files: tuple[ArticleFile, ...]
    skipped: tuple[Skipped, ...]


def scan(folder: Path) -> Scan:
    """List the articles of a folder and its subfolders, hidden ones left out, without opening any.

    Symbolic links are followed only to regular files and folders inside ``folder``, and only to what is
    not listed already.

    Raises:
        LibraryFolderError: there is no such folder, or it cannot be listed.
    """
    root = os.path.realpath(folder)
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise LibraryFolderError(_unusable(folder, error)) from error
    walk = _Walk(root)
    walk.folder(root, "")
    walk.follow_links()
    return _finish(walk.found, walk.skipped)


def scan_file(file: Path) -> Scan:
    """The library of one article: the file that was named, whatever its ending; its path is its name.

    Raises:
        LibraryFolderError: there is no such file, or it cannot be looked at.
    """
    real = os.path.realpath(file)
    try:
        status = os.stat(real)
    except OSError as error:
        raise LibraryFolderError(_unusable(file, error)) from error
    name = file.name or os.path.basename(real)
    if reason := _not_regular(status):
        return _finish([], [(name, reason)])
    return _finish([(name, real, status)], [])


def is_article_name(name: str) -> bool:
    """Whether a file of this name is taken for an article: its ending says so and it is not hidden."""
    return name[-4:].lower().endswith(SUFFIXES) and not name.startswith(".")


def watch(folder: Path, stop: threading.Event) -> Iterator[None]:
    """Yield whenever articles of the folder were added, changed or removed, until ``stop`` is set.

    Changes that come together are told once, within about 200 milliseconds.
    """
    from watchfiles import Change, watch

    def matters(_: Change, path: str) -> bool:
        parts = os.path.relpath(path, root).split(os.sep)
        hidden = any(part.startswith(".") for part in parts)
        return not hidden and (is_article_name(parts[-1]) or not os.path.isfile(path))

    root = os.path.realpath(folder)
    for _ in watch(
        root, watch_filter=matters, debounce=200, rust_timeout=500, stop_event=stop, raise_interrupt=False
    ):
        yield


@dataclass(slots=True)
class _Walk:
    """One walk through a library: paths are still as the system gives them (surrogateescape)."""

    root: str
    found: list[tuple[str, str, os.stat_result]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    folders: set[tuple[int, int]] = field(default_factory=set)

    def folder(self, folder: str, prefix: str) -> None:
        """Walk a folder and its subfolders; ``prefix`` is its path in the library, with a slash."""
        pending = [(folder, prefix)]
        while pending:
            folder, prefix = pending.pop()
            try:
                status = os.stat(folder)
                self.folders.add((status.st_dev, status.st_ino))
                with os.scandir(folder) as entries:
                    pending.extend(self._entries(entries, prefix))
            except OSError as error:
                self.skipped.append((prefix.rstrip("/"), f"the folder cannot be listed: {error.strerror}"))

    def _entries(self, entries: Iterable[os.DirEntry[str]], prefix: str) -> list[tuple[str, str]]:
        """Sort one folder's entries; the subfolders to be walked are given back."""
        folders = []
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if is_article_name(name):
                self._article(entry, prefix + name)
            elif entry.is_symlink():
                self.links.append((prefix + name, entry.path))
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, prefix + name + "/"))
        return folders

    def _article(self, entry: os.DirEntry[str], path: str) -> None:
        """Take an entry that is named like an article, or say why not."""
        if entry.is_symlink():
            self.links.append((path, entry.path))
            return
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            self.skipped.append((path, f"cannot be looked at: {error.strerror}"))
            return
        if reason := _not_regular(status):
            self.skipped.append((path, reason))
        else:
            self.found.append((path, entry.path, status))

    def follow_links(self) -> None:
        """Take what links lead to, once everything that needs no link is known."""
        known = {(status.st_dev, status.st_ino) for _, _, status in self.found}
        while self.links:
            links, self.links = sorted(self.links), []
            for path, link in links:
                self._link(path, link, known)

    def _link(self, path: str, link: str, known: set[tuple[int, int]]) -> None:
        """Take what one link leads to, or say why not."""
        article = is_article_name(path.rpartition("/")[2])
        try:
            real = os.path.realpath(link, strict=True)
            status = os.lstat(real)
        except OSError as error:
            self.skipped.append((path, f"a link that leads nowhere: {error.strerror}"))
            return
        identity = (status.st_dev, status.st_ino)
        if not article and not stat.S_ISDIR(status.st_mode):
            return
        if os.path.commonpath((self.root, real)) != self.root:
            self.skipped.append((path, "a link that leaves the library"))
        elif not article and identity in self.folders:
            self.skipped.append((path, "a link to a folder that is listed already"))
        elif not article:
            self.folder(real, path + "/")
            known.update((found.st_dev, found.st_ino) for _, _, found in self.found)
        elif reason := _not_regular(status):
            self.skipped.append((path, f"a link to {reason}"))
        elif identity in known:
            self.skipped.append((path, "a link to an article that is listed already"))
        else:
            known.add(identity)
            self.found.append((path, real, status))


def _not_regular(status: os.stat_result) -> str:
    """Why something is not a regular file; empty for one that is."""
    if stat.S_ISREG(status.st_mode):
        return ""
    return next((reason for is_kind, reason in _KINDS if is_kind(status.st_mode)), "not a regular file")


def _finish(found: list[tuple[str, str, os.stat_result]], skipped: list[tuple[str, str]]) -> Scan:
    """Give everything its visible path, and articles their order."""
    visible = _visible_paths([path for path, _, _ in found])
    files = [
        ArticleFile(path, Path(file), status.st_size, status.st_mtime_ns)
        for path, (_, file, status) in zip(visible, found, strict=True)
    ]
    files.sort(key=lambda item: natural_key(item.path))
    reasons = [Skipped(visible_path(path), reason) for path, reason in skipped]
    reasons.sort(key=lambda item: natural_key(item.path))
    return Scan(tuple(files), tuple(reasons))


def natural_key(path: str) -> tuple[str, str]:
    """Sorting key by which ``part 2`` stands before ``part 10``, whatever the case."""
    folded = path.casefold().replace("/", "\0")
    return _NUMBER.sub(lambda number: number[0].lstrip("0").rjust(20, "0"), folded), path


def visible_path(path: str) -> str:
    r"""A path with its undecodable bytes written as ``\xNN`` (and its backslashes doubled then, to stay unique)."""
    if path.isascii() or not _SURROGATE.search(path):
        return path
    return _UNDECODABLE.sub(
        lambda mark: "\\\\" if mark[0] == "\\" else f"\\x{ord(mark[0]) - 0xDC00:02x}", path
    )


def _visible_paths(paths: list[str]) -> list[str]:
    """Visible and unique: a name that is spelled like another's visible one keeps it, the other gets a number."""
    visible = [visible_path(path) for path in paths]
    taken = {path for path, written in zip(paths, visible, strict=True) if path == written}
    for index, (path, written) in enumerate(zip(paths, visible, strict=True)):
        if path == written:
            continue
        unique, number = written, 2
        while unique in taken:
            unique, number = f"{written}~{number}", number + 1
        taken.add(unique)
        visible[index] = unique
    return visible


def _unusable(path: Path, error: OSError) -> str:
    """The sentence for a folder or file that cannot be opened as a library."""
    name = visible_path(str(path))
    if isinstance(error, FileNotFoundError):
        return f"There is no folder or file {name}; name one that holds articles."
    return f"{name} cannot be opened as a library: {error.strerror}."
