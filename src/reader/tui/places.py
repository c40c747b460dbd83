"""Where a screen that lists things sends its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.articles.models import Span


class Place(NamedTuple):
    """An article, and a passage in it if there is one."""

    path: str
    span: Span | None = None
