"""A folder of other people's files becomes a list of articles; what is unsafe to open is left out and said.

Nothing is opened here: only names and kinds are looked at, so a FIFO cannot block and a device is not read.
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.models import ArticleFile, Skipped
from reader.articles.naming import natural_key, unique_paths, visible_path
from reader.articles.sanitizing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""Endings of article files, in lower case; files may write them in any."""

_KIND = 0o170000
"""The bits of a mode that say what kind of file it is."""

_KINDS = (
    (stat.S_ISDIR, "a folder that is named like an article"),
    (stat.S_ISFIFO, "a pipe (FIFO), not a regular file"),
    (stat.S_ISSOCK, "a socket, not a regular file"),
    (stat.S_ISCHR, "a device, not a regular file"),
    (stat.S_ISBLK, "a device, not a regular file"),
)


Stamp = tuple[int, int]
"""Of a file: its size in bytes, and when it was modified, in nanoseconds."""


class ScanError(Exception):
    """The folder or file that was named cannot be looked into; the message is one sentence."""


@dataclass(frozen=True)
class Scan:
    """What a folder holds, and what was left out and why."""

    root: str
    """The folder, without links."""
    stamps: dict[str, Stamp]
    """The articles by their paths, in no order: enough to tell what changed."""
    places: dict[str, str]
    """Where those articles are that are not at their path below the root."""
    skipped: tuple[Skipped, ...]

    @classmethod
    def empty(cls, *skipped: Skipped) -> Scan:
        """A folder without articles."""
        return cls("", {}, {}, skipped)

    @cached_property
    def files(self) -> tuple[ArticleFile, ...]:
        """The articles in natural order of their paths."""
        return tuple(map(self.file, self.paths))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Their paths alone, in the same order."""
        return tuple(sorted(self.stamps, key=natural_key))

    def file(self, path: str) -> ArticleFile:
        """The article of a path.

        Raises:
            KeyError: there is none.
        """
        size, modified_ns = self.stamps[path]
        return ArticleFile(path, self.places.get(path) or f"{self.root}/{path}", size, modified_ns)


def scan(folder: Path) -> Scan:
    """List the articles of a folder and its subfolders, hidden ones left out, without opening any.

    Symbolic links are followed only to regular files and folders inside ``folder``, and only to what is
    not listed already.

    Raises:
        ScanError: there is no such folder, or it cannot be listed.
    """
    root = os.path.realpath(folder)
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise ScanError(_unusable(folder, error)) from error
    walk = _Walk(root)
    walk.folder(root, "")
    walk.follow_links()
    return _named(root, walk.found, walk.places, walk.skipped)


def scan_file(file: Path) -> Scan:
    """The library of one article: the file that was named, whatever its ending; its path is its name.

    Raises:
        ScanError: there is no such file, or it cannot be looked at.
    """
    real = os.path.realpath(file)
    try:
        status = Path(real).stat()
    except OSError as error:
        raise ScanError(_unusable(file, error)) from error
    name = file.name or Path(real).name
    if reason := _why_not_regular(status):
        return _named(real, {}, {}, [(name, reason)])
    return _named(real, {name: _stamp(status)}, {name: real}, [])


def is_article_name(name: str) -> bool:
    """Whether a file of this name is taken for an article: its ending says so and it is not hidden."""
    return name[-5:].lower().endswith(SUFFIXES) and not name.startswith(".")


class _Linked(NamedTuple):
    """The file that a link leads to, its path still as the system gives it."""

    path: str
    file: str
    status: os.stat_result


@dataclass(slots=True)
class _Walk:
    """One walk through a library; links are put aside until all that needs none is known."""

    root: str
    found: dict[str, Stamp] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    folders: set[tuple[int, int]] = field(default_factory=set)

    def folder(self, folder: str, prefix: str) -> None:
        """Walk a folder and its subfolders; ``prefix`` is its path in the library, ending in a slash."""
        is_linked = bool(prefix)
        pending = [(folder, prefix)]
        while pending:
            folder, prefix = pending.pop()
            try:
                identity = _identity(Path(folder).stat())
                if identity in self.folders:
                    continue
                self.folders.add(identity)
                with os.scandir(folder) as entries:
                    pending.extend(self._entries(entries, prefix, is_linked=is_linked))
            except OSError as error:
                self.skipped.append((prefix.rstrip("/"), f"a folder that cannot be listed: {error.strerror}"))

    def follow_links(self) -> None:
        """Take what links lead to: folders first, since what they hold needs no link of its own."""
        files: list[_Linked] = []
        while self.links:
            links, self.links = sorted(self.links), []
            for path, link in links:
                self._link(path, link, files)
        known = self._identities() if files else set()
        for item in sorted(files, key=lambda item: item.path):
            self._linked_file(item, known)

    def _entries(self, entries: Iterable[os.DirEntry[str]], prefix: str, *, is_linked: bool) -> list[tuple[str, str]]:
        """Sort out one folder's entries; the subfolders to be walked are given back."""
        folders = []
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_symlink():
                self.links.append((prefix + name, entry.path))
            elif is_article_name(name):
                self._file(entry, prefix + name)
                if is_linked:
                    self.places[prefix + name] = entry.path
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{prefix}{name}/"))
        return folders

    def _file(self, entry: os.DirEntry[str], path: str) -> None:
        """Take an entry that is named like an article, or say why not."""
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            self.skipped.append((path, f"cannot be looked at: {error.strerror}"))
            return
        if status.st_mode & _KIND == stat.S_IFREG:
            self.found[path] = status.st_size, status.st_mtime_ns
        else:
            self.skipped.append((path, _why_not_regular(status)))

    def _identities(self) -> set[tuple[int, int]]:
        """What is listed already, however it is named."""
        files = (self.places.get(path) or f"{self.root}/{path}" for path in self.found)
        known = set()
        for file in files:
            with contextlib.suppress(OSError):
                known.add(_identity(os.lstat(file)))
        return known

    def _link(self, path: str, link: str, files: list[_Linked]) -> None:
        """Walk the folder that a link leads to, put a file aside, or say why not."""
        try:
            real = os.path.realpath(link, strict=True)
            status = Path(real).stat()
        except OSError as error:
            self.skipped.append((path, f"a link that leads nowhere: {error.strerror}"))
            return
        if is_article_name(path.rpartition("/")[2]):
            files.append(_Linked(path, real, status))
        elif stat.S_ISDIR(status.st_mode):
            self._linked_folder(path, real, status)

    def _linked_folder(self, path: str, real: str, status: os.stat_result) -> None:
        """Walk the folder that a link leads to, or say why not."""
        if not self._holds(real):
            self.skipped.append((path, "a link that leaves the library"))
        elif _identity(status) in self.folders:
            self.skipped.append((path, "a link to a folder that is listed already"))
        else:
            self.folder(real, f"{path}/")

    def _linked_file(self, item: _Linked, known: set[tuple[int, int]]) -> None:
        """Take the file that a link leads to, or say why not."""
        identity = _identity(item.status)
        if not self._holds(item.file):
            self.skipped.append((item.path, "a link that leaves the library"))
        elif reason := _why_not_regular(item.status):
            self.skipped.append((item.path, f"a link to {reason}"))
        elif identity in known:
            self.skipped.append((item.path, "a link to an article that is listed already"))
        else:
            known.add(identity)
            self.found[item.path] = _stamp(item.status)
            self.places[item.path] = item.file

    def _holds(self, real: str) -> bool:
        """Whether a path without links is inside the library."""
        return os.path.commonpath((self.root, real)) == self.root


def _identity(status: os.stat_result) -> tuple[int, int]:
    """What tells one file or folder from every other."""
    return status.st_dev, status.st_ino


def _why_not_regular(status: os.stat_result) -> str:
    """What something is instead of a regular file; empty for a regular file."""
    if status.st_mode & _KIND == stat.S_IFREG:
        return ""
    return next((reason for is_kind, reason in _KINDS if is_kind(status.st_mode)), "not a regular file")


def _stamp(status: os.stat_result) -> Stamp:
    """What tells that a file is unchanged."""
    return status.st_size, status.st_mtime_ns


def _named(root: str, found: dict[str, Stamp], places: dict[str, str], skipped: Iterable[tuple[str, str]]) -> Scan:
    """Give everything its visible path, and what was left out its place in the order."""
    reasons = [Skipped(visible_path(path), reason) for path, reason in skipped]
    reasons.sort(key=lambda item: natural_key(item.path))
    if "".join(found).isascii():
        return Scan(root, found, places, tuple(reasons))
    paths = dict(zip(found, unique_paths(list(found)), strict=True))
    moved = {path: f"{root}/{raw}" for raw, path in paths.items() if raw != path}
    moved |= {paths[raw]: place for raw, place in places.items() if raw in paths}
    return Scan(root, {paths[raw]: stamp for raw, stamp in found.items()}, moved, tuple(reasons))


def _unusable(path: Path, error: OSError) -> str:
    """The sentence for a folder or file that cannot be opened as a library."""
    name = one_line(visible_path(os.fspath(path)))
    if isinstance(error, FileNotFoundError):
        return f"There is no {name}; name a folder of articles, or one article."
    return f"{name} cannot be opened as a library: {error.strerror}; mend that, or name another one."
