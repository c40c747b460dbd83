"""The native export: one JSON document that loses nothing, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from reader.annotations.documents import annotation_to_document, record_to_document
from reader.annotations.identity import timestamp
from reader.annotations.models import ArticleRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.annotations.models import Annotation

FORMAT: Final = "reader-annotations"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What the program found out about an article that an export names."""

    path: str
    title: str
    sha256: str
    size: int


def export_document(
    annotations: Iterable[Annotation],
    records: Iterable[ArticleRecord] = (),
    rulings: Iterable[Mapping[str, Any]] = (),
    *,
    library: str,
    articles: Iterable[ArticleInfo] = (),
    exported: str | None = None,
) -> dict[str, Any]:
    """The native document, as plain data.

    Args:
        annotations: those to export, in the order in which they will stand; tombstones, too, if they are to be told.
        records: what a person said of articles.
        rulings: rulings on entities, as the store holds them.
        library: the library's name.
        articles: articles to be named even if the person said nothing of them.
        exported: when, UTC, RFC 3339; now unless given.
    """
    said = {record.path: record for record in records}
    found = {article.path: article for article in articles}
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": exported or timestamp(),
        "library": library,
        "articles": [_article(path, said.get(path), found.get(path)) for path in sorted(said.keys() | found.keys())],
        "annotations": [annotation_to_document(annotation) for annotation in annotations],
        "rulings": [dict(ruling) for ruling in rulings],
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the native document, as the package publishes it."""
    file = resources.files("reader.exchange") / "schema" / "annotations.schema.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return document


def _article(path: str, record: ArticleRecord | None, found: ArticleInfo | None) -> dict[str, Any]:
    if record is None:
        record = ArticleRecord(path, found.sha256, found.size) if found else ArticleRecord(path)
    return {**record_to_document(record), "found_title": found and found.title}
