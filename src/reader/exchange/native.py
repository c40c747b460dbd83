"""The native export: one JSON document that loses nothing, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from reader.annotations.content import SCHEMA, schema_of
from reader.annotations.documents import annotation_to_document, record_to_document
from reader.annotations.encoding import tables_in
from reader.annotations.errors import InvalidDocumentError
from reader.annotations.identity import timestamp
from reader.annotations.models import ArticleRecord
from reader.exchange.bundle import ArticleInfo, Bundle, ExchangeError
from reader.exchange.incoming import collect, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.annotations.models import Annotation
    from reader.exchange.bundle import Incoming

__all__ = ["FORMAT", "VERSION", "ArticleInfo", "export_document", "read", "schema", "write"]

FORMAT: Final = "reader-annotations"
VERSION: Final = 1


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
    bundle = Bundle(
        library, exported or timestamp(), tuple(annotations), tuple(records), tuple(rulings), tuple(articles)
    )
    return document_of(bundle)


def document_of(bundle: Bundle) -> dict[str, Any]:
    """The native document, as plain data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": bundle.exported,
        "library": bundle.library,
        "articles": article_documents(bundle),
        "annotations": [annotation_to_document(annotation) for annotation in bundle.annotations],
        "rulings": [dict(ruling) for ruling in bundle.rulings],
    }


def article_documents(bundle: Bundle) -> list[dict[str, Any]]:
    """The articles, by path: what a person said of them and the titles that they give themselves."""
    said = {record.path: record for record in bundle.records}
    found = {article.path: article for article in bundle.articles}
    return [_article(path, said.get(path), found.get(path)) for path in sorted(said.keys() | found.keys())]


def write(bundle: Bundle) -> bytes:
    """The native document as indented JSON."""
    import orjson

    return orjson.dumps(document_of(bundle), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read(raw: bytes) -> Incoming:
    """What a native document brings, or an annotations file itself.

    Raises:
        ExchangeError: it is neither.
    """
    document = parsed(raw)
    if not isinstance(document, dict):
        raise ExchangeError("it holds no JSON object")
    if "_meta" in document:
        return _read_tables(document)
    if document.get("format") != FORMAT:
        raise ExchangeError(f'it does not say "format": "{FORMAT}"')
    version = document.get("version")
    if version != VERSION or isinstance(version, bool):
        raise ExchangeError(f"its version is {version!r:.20}, and this reader knows {VERSION}")
    return collect(*(_list(document, name) for name in ("annotations", "articles", "rulings")))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the native document, as the package publishes it."""
    file = resources.files("reader.exchange") / "schema" / "annotations.schema.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return document


def _read_tables(document: dict[str, Any]) -> Incoming:
    """An annotations file as TinyDB writes it."""
    try:
        tables = tables_in(document)
        if schema_of(tables) > SCHEMA:
            raise ExchangeError("it was written by a newer version of reader; update reader")
    except InvalidDocumentError as error:
        raise ExchangeError(str(error)) from error
    return collect(*(tables.get(name, {}).values() for name in ("annotations", "articles", "rulings")))


def _list(document: dict[str, Any], name: str) -> list[object]:
    value = document.get(name, [])
    if not isinstance(value, list):
        raise ExchangeError(f'its "{name}" is not a list')
    return value


def _article(path: str, record: ArticleRecord | None, found: ArticleInfo | None) -> dict[str, Any]:
    if record is None:
        record = ArticleRecord(path, found.sha256, found.size) if found else ArticleRecord(path)
    return {**record_to_document(record), "found_title": found and found.title}
