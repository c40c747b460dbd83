"""What a file is called everywhere: valid, unique Unicode, and sorted as people count."""

from __future__ import annotations

import re

_UNDECODABLE = re.compile("[\udc80-\udcff]")
_UNDECODABLE_OR_BACKSLASH = re.compile("[\udc80-\udcff\\\\]")
_NUMBER = re.compile("[0-9]+")


def visible_path(path: str) -> str:
    r"""A path with each byte that is not UTF-8 written as ``\xNN``.

    Its own backslashes are doubled then, so that two such paths never come out the same.

    Args:
        path: As the system gives it, undecodable bytes as lone surrogates (surrogateescape).
    """
    if path.isascii() or not _UNDECODABLE.search(path):
        return path
    return _UNDECODABLE_OR_BACKSLASH.sub(_written, path)


def unique_paths(paths: list[str]) -> list[str]:
    r"""The visible writing of each path, in order, no two the same.

    A path that really is spelled ``\xNN`` keeps its name; one that is only written so gets a number.
    """
    written = [visible_path(path) for path in paths]
    altered = [index for index, path in enumerate(paths) if path != written[index]]
    taken = set(written) if not altered else {path for path in paths if visible_path(path) == path}
    for index in altered:
        unique, number = written[index], 2
        while unique in taken:
            unique, number = f"{written[index]}~{number}", number + 1
        taken.add(unique)
        written[index] = unique
    return written


def natural_key(path: str) -> tuple[str, str]:
    """Sorting key by which ``part 2`` stands before ``Part 10``; equal only for equal paths."""
    folded = path.casefold().replace("/", "\0")
    return _NUMBER.sub(_padded, folded), path


def _written(match: re.Match[str]) -> str:
    """One undecodable byte, or one backslash, as it is written."""
    character = match[0]
    return "\\\\" if character == "\\" else f"\\x{ord(character) - 0xDC00:02x}"


def _padded(match: re.Match[str]) -> str:
    """A number as text that sorts by its value."""
    return match[0].lstrip("0").rjust(20, "0")
