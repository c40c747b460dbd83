"""Items of an imported file, checked one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from reader.annotations import validation as check
from reader.annotations.documents import (
    annotation_from_document,
    check_ruling,
    record_from_document,
)
from reader.annotations.encoding import refuse_losses
from reader.annotations.errors import InvalidDocumentError, shown
from reader.annotations.identity import timestamp
from reader.annotations.tags import distinct
from reader.exchange.bundle import Document, ExchangeError, Incoming, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotations.models import Annotation

NAMESPACE: Final = UUID("7b7b8f0e-0d0b-5c55-9f0c-5c0f4f7b2a11")
"""Of ids that are made from what an item says, so that it gets the same one each time."""
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""Some editors begin files with it."""
LARGEST: Final = 2**28
"""Bytes of a file that is read whole."""


def parsed(raw: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The JSON in a file's bytes.

    Raises:
        ExchangeError: it is no JSON, too deep or too large, or some of it would be lost.
    """
    import orjson

    if len(raw) > LARGEST:
        raise ExchangeError(f"it is larger than {LARGEST >> 20} MiB")
    try:
        value = orjson.loads(raw.removeprefix(BYTE_ORDER_MARK))
        refuse_losses(raw.removeprefix(BYTE_ORDER_MARK), value)
    except orjson.JSONDecodeError as error:
        raise ExchangeError(f"it is not valid JSON ({error})") from error
    except InvalidDocumentError as error:
        raise ExchangeError(str(error)) from error
    return value


def derived_id(document: Document) -> str:
    """An id for what has none: the same for the same content."""
    return str(uuid5(NAMESPACE, json.dumps(document, sort_keys=True, ensure_ascii=True)))


class Collector:
    """Takes items one after the other; what is not valid is listed, and where it stands."""

    def __init__(self) -> None:
        self.incoming = Incoming()
        self._seen: set[str] = set()

    def reject(self, item: str, why: object) -> None:
        """List an item as not valid."""
        self.incoming.rejected.append(Rejected(item, str(why)))

    def annotation(self, value: object, item: str) -> None:
        """Take an annotation; what it does not say gets the defaults."""
        try:
            annotation, dated = _annotation(value)
            if annotation.id in self._seen and isinstance(value, dict) and value.get("id") is None:
                return  # the same again, word for word
            self._once(annotation.id)
        except (InvalidDocumentError, RecursionError) as error:
            self.reject(item, error)
            return
        self.incoming.annotations.append(annotation)
        if not dated:
            self.incoming.undated.add(annotation.id)

    def record(self, value: object, item: str) -> None:
        """Take what a person said of an article; an article of which nothing is said is passed over."""
        try:
            document = check.table(value, "the item")
            record = record_from_document({key: item for key, item in document.items() if key != "found_title"})
            _require_path(record.path, "path")
            self._once(f"article {record.path}")
        except InvalidDocumentError as error:
            self.reject(item, error)
            return
        if record.title is not None or record.status or record.starred or record.extra:
            self.incoming.records.append(record)

    def ruling(self, value: object, item: str) -> None:
        """Take a ruling."""
        try:
            document = dict(check_ruling(value))
            now = timestamp()
            for key in ("created", "modified"):
                document[key] = check.time(document.get(key) or document.get("created") or now, key)
            article = document.get("article")
            if article is not None:
                _require_path(
                    check.full_text(check.table(article, "article").get("path"), "article.path"), "article.path"
                )
            self._once(document["id"])
        except InvalidDocumentError as error:
            self.reject(item, error)
            return
        self.incoming.rulings.append(document)

    def _once(self, key: str) -> None:
        if key in self._seen:
            raise InvalidDocumentError(f"{shown(key)} stands twice")
        self._seen.add(key)


def collect(
    annotations: Iterable[object] = (), records: Iterable[object] = (), rulings: Iterable[object] = ()
) -> Incoming:
    """Take whole lists of items."""
    collector = Collector()
    for number, value in enumerate(annotations):
        collector.annotation(value, f"annotations[{number}]")
    for number, value in enumerate(records):
        collector.record(value, f"articles[{number}]")
    for number, value in enumerate(rulings):
        collector.ruling(value, f"rulings[{number}]")
    return collector.incoming


def _annotation(value: object) -> tuple[Annotation, bool]:
    """The annotation, and whether it came with its time."""
    document = dict(check.table(value, "the item"))
    check.shallow(document, "the item")
    dated = document.get("created") is not None or document.get("modified") is not None
    now = timestamp()
    if document.get("id") is None:
        document["id"] = derived_id(document)
    created, modified = document.get("created"), document.get("modified")
    document["created"] = created if created is not None else modified if modified is not None else now
    document["modified"] = modified if modified is not None else document["created"]
    for key, default in (("tags", []), ("body", ""), ("extra", {})):
        if document.get(key) is None:
            document[key] = default
    annotation = annotation_from_document(document)
    _require_path(annotation.article.path, "article.path")
    return replace(annotation, tags=distinct(annotation.tags)), dated


def _require_path(path: str, name: str) -> None:
    if not check.is_library_path(path):
        raise InvalidDocumentError(f"{name} {shown(path)} leads out of the library")
