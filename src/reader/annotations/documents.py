"""Records as they stand in ``annotations.json`` (plain JSON objects), and as the program holds them."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from reader.annotations import validation as check
from reader.annotations.errors import InvalidDocumentError
from reader.annotations.models import (
    Anchor,
    AnchorState,
    Annotation,
    ArticleRecord,
    ArticleReference,
    Color,
    Motivation,
    Position,
    Quote,
    Status,
)

if TYPE_CHECKING:
    from reader.annotations.encoding import Document

ANNOTATION_KEYS: Final = frozenset(field.name for field in fields(Annotation))
RECORD_KEYS: Final = frozenset(field.name for field in fields(ArticleRecord))

_Choice = TypeVar("_Choice", bound=StrEnum)
_MOTIVATIONS: Final = {item.value: item for item in Motivation}
_COLORS: Final = {item.value: item for item in Color}
_STATUSES: Final = {item.value: item for item in Status}
_STATES: Final = {item.value: item for item in AnchorState}
_LOST: Final = Anchor(AnchorState.ORPHAN, 0.0)
_NESTED: Final = frozenset({"article", "quote", "position", "anchor"})
_TOMBSTONE_KEYS: Final = ("id", "created", "modified", "deleted", "motivation", "article")


@lru_cache(maxsize=2**13)
def _shared_reference(path: str, sha256: str, size: int) -> tuple[ArticleReference, bool]:
    """An article, and whether it is in the library: thousands of annotations name the same one."""
    return ArticleReference(path, sha256, size), check.is_library_path(path)


_shared_anchor = lru_cache(maxsize=2**8, typed=True)(Anchor)


def annotation_to_document(annotation: Annotation) -> Document:
    """An annotation as the file holds it; of a tombstone only id, times, article and motivation."""
    quote, position, anchor = annotation.quote, annotation.position, annotation.anchor
    article = annotation.article
    document: Document = {
        "id": annotation.id,
        "created": annotation.created,
        "modified": annotation.modified,
        "deleted": annotation.deleted,
        "creator": annotation.creator,
        "motivation": annotation.motivation.value,
        "article": {"path": article.path, "sha256": article.sha256, "size": article.size},
        "quote": quote and {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "position": position and {"start": position.start, "end": position.end},
        "anchor": anchor and {"state": anchor.state.value, "score": anchor.score},
        "tags": list(annotation.tags),
        "color": annotation.color and annotation.color.value,
        "body": annotation.body,
        "source": annotation.source,
        "original_id": annotation.original_id,
        "extra": dict(annotation.extra),
    }
    if annotation.deleted is not None:
        return {key: document[key] for key in _TOMBSTONE_KEYS}
    return document


def annotation_from_document(value: object) -> Annotation:
    """The annotation that a document describes.

    One whose article path leads out of the library is an orphan, whatever the document says.

    Raises:
        InvalidDocumentError: a field is missing or of the wrong kind; the message names it.
    """
    document = check.table(value, "the document")
    get = document.get
    article, in_library = _reference(get("article"))
    deleted, color = get("deleted"), get("color")
    created, modified = check.time(get("created"), "created"), get("modified")
    return Annotation(
        check.identifier(get("id"), "id"),
        created,
        created if modified == created else check.time(modified, "modified"),
        _one_of(_MOTIVATIONS, get("motivation"), "motivation"),
        article,
        _quote(get("quote")),
        _position(get("position")),
        _anchor(get("anchor")) if in_library else _LOST,
        check.texts(get("tags", []), "tags"),
        None if color is None else _one_of(_COLORS, color, "color"),
        check.text(get("body", ""), "body"),
        check.optional_text(get("creator"), "creator"),
        None if deleted is None else check.time(deleted, "deleted"),
        check.optional_text(get("source"), "source"),
        check.optional_text(get("original_id"), "original_id"),
        _extra(document, ANNOTATION_KEYS),
    )


def record_to_document(record: ArticleRecord) -> Document:
    """What a person said of an article, as the file holds it."""
    return {
        "path": record.path,
        "sha256": record.sha256,
        "size": record.size,
        "title": record.title,
        "status": record.status and record.status.value,
        "starred": record.starred,
        "extra": dict(record.extra),
    }


def record_from_document(value: object) -> ArticleRecord:
    """The record that a document of the table ``articles`` describes.

    Raises:
        InvalidDocumentError: a field is missing or of the wrong kind; the message names it.
    """
    document = check.table(value, "the document")
    get = document.get
    return ArticleRecord(
        path=check.full_text(get("path"), "path"),
        sha256=check.text(get("sha256", ""), "sha256"),
        size=check.offset(get("size", 0), "size"),
        title=check.optional_text(get("title"), "title"),
        status=None if get("status") is None else _one_of(_STATUSES, get("status"), "status"),
        starred=check.truth(get("starred", False), "starred"),
        extra=_extra(document, RECORD_KEYS),
    )


def check_ruling(value: object) -> Document:
    """A ruling, which the store keeps as it is; what it may say is checked where one is made.

    Raises:
        InvalidDocumentError: it is no object or has no sane id, or its time of removal is none.
    """
    document = check.table(value, "the document")
    check.identifier(document.get("id"), "id")
    if document.get("deleted") is not None:
        check.time(document["deleted"], "deleted")
    check.shallow(document, "the document")
    return document


def merged_document(old: Document, new: Document, known: frozenset[str] | None) -> Document:
    """A changed document; keys of other programs stay where they were, beside the known or in ``extra``.

    Args:
        old: the document that it replaces.
        new: the document, all that is not known in ``extra``.
        known: the keys that we know; None where there is no ``extra``.
    """
    if known is None or new.get("deleted") is not None:
        return new
    for key in _NESTED & known:
        # What says the same stays as it was, with what another program put into it.
        if new[key] and isinstance(old.get(key), dict) and new[key].items() <= old[key].items():
            new[key] = old[key]
    extra, former = new["extra"], old.get("extra", {})
    for key in old.keys() - known:
        if key in former:
            new[key] = old[key]
        elif key in extra:
            new[key] = extra.pop(key)
    return new


def _extra(document: Document, known: frozenset[str]) -> Document:
    """The keys of other programs: those under ``extra``, and unknown ones beside the known."""
    extra = check.table(document.get("extra", {}), "extra")
    if not known.issuperset(document):
        extra = {key: item for key, item in document.items() if key not in known} | extra
    if extra:
        check.shallow(extra, "extra")
    return extra


def _one_of(choices: dict[str, _Choice], value: object, name: str) -> _Choice:
    if isinstance(value, str) and value in choices:
        return choices[value]
    raise InvalidDocumentError(f"{name} is none of {', '.join(choices)}")


def _reference(value: object) -> tuple[ArticleReference, bool]:
    get = check.table(value, "article").get
    return _shared_reference(
        check.full_text(get("path"), "article.path"),
        check.text(get("sha256", ""), "article.sha256"),
        check.offset(get("size", 0), "article.size"),
    )


def _quote(value: object) -> Quote | None:
    if value is None:
        return None
    get = check.table(value, "quote").get
    return Quote(
        check.full_text(get("exact"), "quote.exact"),
        check.text(get("prefix", ""), "quote.prefix"),
        check.text(get("suffix", ""), "quote.suffix"),
    )


def _position(value: object) -> Position | None:
    if value is None:
        return None
    get = check.table(value, "position").get
    start = check.offset(get("start"), "position.start")
    end = check.offset(get("end"), "position.end")
    if start < end:
        return Position(start, end)
    raise InvalidDocumentError("position does not start before its end")


def _anchor(value: object) -> Anchor | None:
    if value is None:
        return None
    get = check.table(value, "anchor").get
    state = _one_of(_STATES, get("state"), "anchor.state")
    return _shared_anchor(state, check.fraction(get("score", 1.0), "anchor.score"))
