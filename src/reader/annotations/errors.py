"""What can go wrong with annotations; every message is one sentence with the way out."""

from __future__ import annotations


class AnnotationError(ValueError):
    """What a person asked for cannot be done: an empty tag, a span outside of the article, an unknown id."""


class InvalidDocument(ValueError):  # noqa: N818 - reads as what it says
    """A document is not of the shape that ``annotations.json`` holds; the message names the field."""


class StoreError(Exception):
    """The annotations cannot be read or written; the file is as it was."""


class StoreDamaged(StoreError):  # noqa: N818 - reads as what it says
    """The file is not a valid annotations file: it can be looked at and restored, never overwritten."""


class StoreUnreadable(StoreError):  # noqa: N818 - reads as what it says
    """The file is there but cannot be read."""


class StoreNewer(StoreError):  # noqa: N818 - reads as what it says
    """The file was written by a newer version of the program."""


class StoreLocked(StoreError):  # noqa: N818 - reads as what it says
    """Another process held the file for too long."""


class StoreReadOnly(StoreError):  # noqa: N818 - reads as what it says
    """The file or its folder may not be written to."""


class StoreWriteFailed(StoreError):  # noqa: N818 - reads as what it says
    """Writing failed, as on a full disk."""
