"""What an annotation must be by the W3C Web Annotation Data Model (Recommendation of 23 February 2017)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from reader.annotations import validation as check
from reader.annotations.errors import InvalidDocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_NOT_IN_IRI: Final = r"\x00-\x20<>\"{}|\\^`"
_REFERENCE: Final = re.compile(f"[^{_NOT_IN_IRI}]+")
_ABSOLUTE: Final = re.compile(f"[A-Za-z][A-Za-z0-9+.-]*:[^{_NOT_IN_IRI}]+")
_COMPOSITES: Final = frozenset({"Choice", "Composite", "List", "Independents"})
_DIRECTIONS: Final = ("ltr", "rtl", "auto")
_VALUED: Final = frozenset({"FragmentSelector", "CssSelector", "XPathSelector"})


def is_absolute(iri: str) -> bool:
    """Whether an IRI has a scheme."""
    return bool(_ABSOLUTE.fullmatch(iri))


def items(value: object) -> list[Any]:
    """One value or several, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def require_context(document: dict[str, Any]) -> None:
    """Refuse a document that does not name the model's context."""
    if CONTEXT not in items(document.get("@context")):
        raise InvalidDocumentError(f"@context does not name {CONTEXT}")


def require_annotation(document: dict[str, Any]) -> None:
    """Refuse what the model does not allow.

    Raises:
        InvalidDocumentError: the message names the key.
    """
    _iri(document.get("id"), "id")
    if "Annotation" not in items(document.get("type")):
        raise InvalidDocumentError("type is not Annotation")
    _lifecycle(document)
    if not items(document.get("target")):
        raise InvalidDocumentError("target is missing")
    for value in items(document["target"]):
        _resource(value, "target")
    if "bodyValue" in document:
        check.text(document["bodyValue"], "bodyValue")
        if "body" in document:
            raise InvalidDocumentError("there are both body and bodyValue")
    for value in items(document.get("body")):
        _resource(value, "body")


def _lifecycle(document: dict[str, Any]) -> None:
    for key in ("created", "modified", "generated"):
        _if_there(document, key, check.time)
    for key in ("rights", "via", "canonical"):
        for value in items(document.get(key)):
            _iri(value, key)
    for key in ("creator", "generator"):
        for value in items(document.get(key)):
            _resource_or_iri(value, key)
    for value in items(document.get("motivation")):
        check.full_text(value, "motivation")


def _resource(value: object, name: str) -> None:
    """A body or target: an IRI, a resource, a text, a selection or part of one."""
    if isinstance(value, str):
        _reference(value, name)
        return
    resource = check.table(value, name)
    types = items(resource.get("type"))
    for key in ("id", "source"):
        if isinstance(resource.get(key), str):
            _reference(resource[key], f"{name}.{key}")
        elif resource.get(key) is not None and key == "id":
            raise InvalidDocumentError(f"{name}.id is not a single IRI")
    _properties(resource, name)
    composites = _COMPOSITES.intersection(kind for kind in types if isinstance(kind, str))
    if composites or "items" in resource:
        _composite(resource, composites, name)
    elif "TextualBody" in types or "value" in resource:
        check.text(resource.get("value"), f"{name}.value")
    elif "SpecificResource" in types or "selector" in resource or "source" in resource:
        _specific(resource, name)
    elif not isinstance(resource.get("id"), str):
        raise InvalidDocumentError(f"{name} has neither id, value, source nor items")


def _composite(resource: dict[str, Any], composites: Iterable[str], name: str) -> None:
    if len(list(composites)) != 1:
        raise InvalidDocumentError(f"{name} has items but is not one of {', '.join(sorted(_COMPOSITES))}")
    if not items(resource.get("items")):
        raise InvalidDocumentError(f"{name}.items is empty")
    for value in items(resource["items"]):
        _resource(value, f"{name}.items")


def _specific(resource: dict[str, Any], name: str) -> None:
    if resource.get("source") is None:
        raise InvalidDocumentError(f"{name}.source is missing")
    if len(items(resource["source"])) != 1:
        raise InvalidDocumentError(f"{name}.source is not a single resource")
    _resource(resource["source"], f"{name}.source")
    for selector in items(resource.get("selector")):
        _selector(selector, f"{name}.selector")


def _selector(value: object, name: str) -> None:
    if isinstance(value, str):
        _reference(value, name)
        return
    selector = check.table(value, name)
    types = items(selector.get("type"))
    if _VALUED.intersection(kind for kind in types if isinstance(kind, str)):
        check.text(selector.get("value"), f"{name}.value")
    if "TextQuoteSelector" in types:
        check.full_text(selector.get("exact"), f"{name}.exact")
        for key in ("prefix", "suffix"):
            check.optional_text(selector.get(key), f"{name}.{key}")
    if "TextPositionSelector" in types or "DataPositionSelector" in types:
        start, end = (check.offset(selector.get(key), f"{name}.{key}") for key in ("start", "end"))
        if start > end:
            raise InvalidDocumentError(f"{name}.start is after its end")
    for refining in items(selector.get("refinedBy")):
        _selector(refining, f"{name}.refinedBy")


def _properties(resource: dict[str, Any], name: str) -> None:
    for key in ("format", "language"):
        for value in items(resource.get(key)):
            check.full_text(value, f"{name}.{key}")
    _if_there(resource, "processingLanguage", check.full_text)
    if resource.get("textDirection") not in (None, *_DIRECTIONS):
        raise InvalidDocumentError(f"{name}.textDirection is none of {', '.join(_DIRECTIONS)}")
    for key in ("created", "modified"):
        _if_there(resource, key, check.time)
    for key in ("rights", "via", "canonical"):
        for value in items(resource.get(key)):
            _iri(value, f"{name}.{key}")


def _if_there(document: dict[str, Any], key: str, required: Callable[[object, str], object]) -> None:
    if document.get(key) is not None:
        required(document[key], key)


def _iri(value: object, name: str) -> None:
    if not (isinstance(value, str) and is_absolute(value)):
        raise InvalidDocumentError(f"{name} is not a single IRI")


def _reference(value: object, name: str) -> None:
    if not (isinstance(value, str) and _REFERENCE.fullmatch(value)):
        raise InvalidDocumentError(f"{name} is not an IRI")


def _resource_or_iri(value: object, name: str) -> None:
    if isinstance(value, str):
        _iri(value, name)
    else:
        check.table(value, name)
