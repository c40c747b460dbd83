"""What can go wrong with annotations; every message is one sentence with the way out."""

from __future__ import annotations

from typing import Final

_LONGEST_NAME: Final = 60


class AnnotationError(ValueError):
    """What a person asked for cannot be done: an empty tag, a span outside of the article, an unknown id."""


def shown(name: str) -> str:
    """Somebody's name or key as an error quotes it: escaped, and cut when it is long."""
    return repr(name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…")


class InvalidDocumentError(ValueError):
    """A document is not of the shape that ``annotations.json`` holds; the message names the field."""


class StoreError(Exception):
    """The annotations cannot be read or written; the file is as it was."""


class StoreDamagedError(StoreError):
    """The file is not a valid annotations file: it can be looked at and restored, never overwritten."""


class StoreUnreadableError(StoreError):
    """The file is there but cannot be read."""


class StoreNewerError(StoreError):
    """The file was written by a newer version of the program."""


class StoreLockedError(StoreError):
    """Another process held the file for too long."""


class StoreReadOnlyError(StoreError):
    """The file or its folder may not be written to."""


class StoreWriteError(StoreError):
    """Writing failed, as on a full disk."""
