"""CSV for spreadsheets: an annotation a row. No cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from reader.articles.sanitizing import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotations.models import Annotation
    from reader.exchange.bundle import Bundle

COLUMNS: Final = (
    "article",
    "title",
    "kind",
    "quote",
    "note",
    "tags",
    "color",
    "start",
    "end",
    "place",
    "creator",
    "created",
    "modified",
    "id",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_KINDS: Final = {"tagging": "tag", "highlighting": "highlight", "commenting": "note"}


def write(bundle: Bundle) -> bytes:
    """The rows, as UTF-8 with a mark at its start that spreadsheets know it by; what was removed is left out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    titles = bundle.titles()
    for item in bundle.annotations:
        if item.deleted is None:
            writer.writerow(map(_neutral, _cells(item, titles.get(item.article.path, ""))))
    return out.getvalue().encode("utf-8-sig")


def _cells(item: Annotation, title: str) -> Iterator[str]:
    yield item.article.path
    yield title
    yield _KINDS[item.motivation]
    yield item.quote.exact if item.quote else ""
    yield item.body
    yield " ".join(f"#{tag}" for tag in item.tags)
    yield item.color or ""
    yield str(item.position.start) if item.position else ""
    yield str(item.position.end) if item.position else ""
    yield item.anchor.state if item.anchor else ""
    yield item.creator or ""
    yield item.created
    yield item.modified
    yield item.id


def _neutral(cell: str) -> str:
    """A cell that spreadsheets take for text (OWASP, CSV Injection)."""
    cell = visible(cell)
    return f"'{cell}" if cell.lstrip(" \ufeff").startswith(_FORMULA) else cell
