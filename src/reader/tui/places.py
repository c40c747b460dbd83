"""Where a screen that lists things sends its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.articles.models import Span


@dataclass(frozen=True, slots=True)
class Place:
    """An article, and a passage in it if there is one."""

    path: str
    span: Span | None = None
