"""Annotations of a library out to a file, or to whoever asks."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.annotations.disk import BACKUP_SUFFIX, LOCK_SUFFIX, TEMPORARY_SUFFIX
from reader.annotations.errors import StoreError
from reader.annotations.identity import timestamp
from reader.annotations.people import folded
from reader.annotations.tags import fold, is_within
from reader.library.location import absolute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reader.exchange.bundle import ArticleInfo, Bundle
    from reader.exchange.formats import FormatName
    from reader.library.library import Library


class ExportError(Exception):
    """The export cannot be written; the message is for people."""


class ExportExistsError(ExportError):
    """A file stands where the export should go."""


def export(
    library: Library,
    name: FormatName,
    *,
    tag: str | None = None,
    path: str | None = None,
    people: Iterable[str] | None = None,
) -> bytes:
    """All annotations, those with a tag, of one article or by some people, in a format, with a line end.

    Raises:
        StoreError: the annotations cannot be read.
    """
    from reader.exchange.formats import format_named

    return format_named(name).write(bundle_of(library, tag=tag, path=path, people=people))


def bundle_of(
    library: Library, *, tag: str | None = None, path: str | None = None, people: Iterable[str] | None = None
) -> Bundle:
    """All that an export may tell of all annotations, or of some.

    Statuses, stars and titles bear no names, and are not among what some people wrote.

    Args:
        library: whose annotations.
        tag: only those with this tag or one nested in it.
        path: only those of this article.
        people: only those by these people, and their rulings.

    Raises:
        StoreError: the annotations cannot be read.
    """
    from reader.exchange.bundle import Bundle

    store = library.store
    if store.problem:
        raise StoreError(store.problem)
    writers = None if people is None else frozenset(map(folded, people))
    annotations = [
        item
        for item in (*store.annotations(), *store.tombstones())
        if (path is None or item.article.path == path)
        and (tag is None or any(is_within(fold(name), fold(tag)) for name in item.tags))
        and (writers is None or folded(item.creator or "") in writers)
    ]
    everything = tag is None and path is None and writers is None
    paths = {item.article.path for item in annotations} | ({path} if path else set())
    records = [item for item in store.records() if everything or (item.path in paths and writers is None)]
    return Bundle(
        library=library.location.name,
        exported=timestamp(),
        annotations=tuple(annotations),
        records=tuple(records),
        rulings=(*store.rulings(), *store.ruling_tombstones()) if everything else _rulings(library, path, tag, writers),
        articles=tuple(_article_infos(library, paths | {item.path for item in records})),
    )


def _rulings(
    library: Library, path: str | None, tag: str | None, writers: Collection[str] | None
) -> tuple[dict[str, Any], ...]:
    """The rulings for one article alone, or by some people; none where a tag is asked for, as they have none."""
    if tag is not None:
        return ()
    return tuple(
        ruling
        for ruling in library.store.rulings()
        if (path is None or (isinstance(article := ruling.get("article"), dict) and article.get("path") == path))
        and (writers is None or folded(str(ruling.get("creator") or "")) in writers)
    )


def _article_infos(library: Library, paths: set[str]) -> Iterator[ArticleInfo]:
    """What is known of the articles that an export names and that are still there."""
    from reader.exchange.bundle import ArticleInfo

    named = [file.path for file in library.files if file.path in paths]
    library.catalog.load(named)
    for entry in filter(None, map(library.catalog.known, named)):
        yield ArticleInfo(entry.path, entry.title, entry.sha256, entry.size)


def write_export(library: Library, file: Path, content: bytes, *, replace: bool = False) -> Path:
    """Write an export, whole or not at all; returns where it is.

    Raises:
        ExportExistsError: the file is there and ``replace`` does not allow to replace it.
        ExportError: the file belongs to the library, or cannot be written.
    """
    target = absolute(file)
    try:
        if _belongs_to_library(library, target):
            raise ExportError(f"{target} belongs to the library and is never overwritten; choose another name.")
        if target.is_dir():
            raise ExportError(f"{target} is a folder; name a file in it.")
        if target.exists() and not target.is_file():
            raise ExportError(f"{target} is a device or pipe; export to a file.")
        if not replace and (target.is_symlink() or target.exists()):
            raise ExportExistsError(f"{target} exists already.")
        _write(target, content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ExportError(f"{target} cannot be written: {reason}; choose another place.") from error
    return target


def _write(target: Path, content: bytes) -> None:
    """Write beside the file first, so that it is there whole or not at all."""
    with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=".", suffix=".reader-tmp", delete=False) as out:
        temporary = Path(out.name)
        try:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


def _belongs_to_library(library: Library, target: Path) -> bool:
    """Whether a file is an article or part of the annotations."""
    annotations = library.location.annotations
    endings = "", BACKUP_SUFFIX, LOCK_SUFFIX, TEMPORARY_SUFFIX, BACKUP_SUFFIX + TEMPORARY_SUFFIX
    own = {annotations.with_name(annotations.name + ending) for ending in endings}
    real = {Path(os.path.realpath(item)) for item in own} | own
    articles = {os.path.realpath(item.file) for item in library.files}
    return target in real or Path(os.path.realpath(target)) in real or os.path.realpath(target) in articles


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
