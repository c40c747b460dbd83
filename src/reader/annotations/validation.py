"""Light checks on parsed JSON; pydantic would cost more than the opening itself."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.annotations.errors import InvalidDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_OFFSET = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""

DEEPEST = 64
"""Levels of nesting in what other programs keep in a document; all JSON tools can follow so far."""

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_library_path(path: str) -> bool:
    """Whether a path can name an article: relative, inside the library, no URL, no NUL."""
    outside = path.startswith("/") or ".." in path.split("/")
    return bool(path) and not outside and "\0" not in path and not _SCHEME.match(path)


def table(value: object, name: str) -> dict[str, Any]:
    """An object."""
    if isinstance(value, dict):
        return value
    raise InvalidDocumentError(f"{name} is not an object")


def shallow(value: object, name: str) -> None:
    """Refuse a value that is nested too deep for other JSON tools."""
    level = [value]
    for _ in range(DEEPEST):
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise InvalidDocumentError(f"{name} is nested over {DEEPEST} levels deep")


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def text(value: object, name: str) -> str:
    """A text, which may be empty."""
    if isinstance(value, str):
        return value
    raise InvalidDocumentError(f"{name} is not a text")


def full_text(value: object, name: str) -> str:
    """A text that is not empty."""
    if isinstance(value, str) and value:
        return value
    raise InvalidDocumentError(f"{name} is missing or not a text")


def optional_text(value: object, name: str) -> str | None:
    """A text or nothing."""
    if value is None or isinstance(value, str):
        return value
    raise InvalidDocumentError(f"{name} is not a text")


def texts(value: object, name: str) -> tuple[str, ...]:
    """A list of texts, none of them empty."""
    if isinstance(value, list):
        for item in value:
            if not isinstance(item, str) or not item:
                break
        else:
            return tuple(value)
    raise InvalidDocumentError(f"{name} is not a list of texts")


def truth(value: object, name: str) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise InvalidDocumentError(f"{name} is neither true nor false")


def offset(value: object, name: str) -> int:
    """A whole number from 0."""
    if type(value) is int and 0 <= value <= LARGEST_OFFSET:
        return value
    raise InvalidDocumentError(f"{name} is not a whole number from 0 to {LARGEST_OFFSET}")


def fraction(value: object, name: str) -> float:
    """A number from 0 to 1."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return value
    raise InvalidDocumentError(f"{name} is not a number from 0 to 1")


def is_identifier(text: str) -> bool:
    """Whether it is a UUID of any version."""
    return bool(_UUID.fullmatch(text))


def identifier(value: object, name: str) -> str:
    """A UUID of any version."""
    if isinstance(value, str) and _UUID.fullmatch(value):
        return value
    raise InvalidDocumentError(f"{name} is not a UUID")


def time(value: object, name: str) -> str:
    """A point in time as RFC 3339 writes it, one that the calendar knows."""
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    raise InvalidDocumentError(f"{name} is not a time such as 2025-12-31T23:59:59Z")
