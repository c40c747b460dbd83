"""Where a library's articles and annotations are, given what a person named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from reader.articles.naming import visible_path

SEEDS = "seeds"
"""A folder of this name inside a library holds its articles."""
ANNOTATIONS = "annotations.json"


class LibraryError(Exception):
    """The library cannot be opened or does not have what was asked for; the message is for people."""


class Location(NamedTuple):
    """The parts of a library on disk."""

    root: Path
    """The folder that is the library."""
    folder: Path
    """The folder that article paths are relative to."""
    file: Path | None
    """The one article, when the library is a single file."""
    annotations: Path
    """The annotation file; it need not exist."""

    @property
    def name(self) -> str:
        """What a person would call the library."""
        return visible_path(self.file.name if self.file else (self.folder.name or str(self.folder)))


def locate(path: Path, annotations: Path | None = None) -> Location:
    """Find the parts of the library at ``path``; nothing is written.

    A folder with a ``seeds`` folder keeps its articles there and its annotations beside it; a folder named
    ``seeds`` belongs to the folder around it; any other folder holds its own articles and annotations; a file
    is a library of one article.

    Raises:
        LibraryError: nothing is there, or nothing that can be read.
    """
    try:
        place = absolute(path)
        annotations = absolute(annotations) if annotations else None
    except FileNotFoundError as error:
        raise LibraryError("The folder you are in is gone; go to another one, then try again.") from error
    if place.is_dir():
        root = place.parent if place.name == SEEDS else place
        folder = root / SEEDS if (root / SEEDS).is_dir() else root
        return Location(root, folder, None, annotations or root / ANNOTATIONS)
    if place.is_file():
        return Location(place.parent, place.parent, place, annotations or place.parent / ANNOTATIONS)
    reason = "this is no regular file" if place.exists() else "there is no such folder or file"
    raise LibraryError(f"{path}: {reason}; name a folder of articles (.txt, .md, .html).")


def absolute(path: Path) -> Path:
    """The same place by a name that stays true when the current folder changes; links are not followed."""
    return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111 (Path raises for unknown people)
