"""Rulings on entities as Web Annotations: what words are classified as, identified with, or judged not to be.

A selector of words alone means, by the standard, every place of them in its source: an article, or all articles.
The ruling itself stands whole under our namespace, so that it comes back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from uuid import uuid5

from reader.annotations import validation as check
from reader.annotations.errors import InvalidDocumentError
from reader.annotations.ruling import Action
from reader.annotations.wording import sentence
from reader.exchange.incoming import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.exchange.bundle import Document

RULING: Final = "reader:ruling"
"""The key under which a ruling stands whole."""
_PURPOSES: Final[Mapping[object, str]] = {
    Action.RETYPE: "classifying",
    Action.MARK: "classifying",
    Action.SAME: "identifying",
}


def exported_ruling(ruling: Mapping[str, Any], library: str) -> Document:
    """A ruling in the words of the standard; one that was removed says nothing but that."""
    document: Document = {"id": f"urn:uuid:{ruling['id']}", "type": "Annotation"}
    document |= {key: ruling[key] for key in ("created", "modified") if _is_time(ruling.get(key))}
    document["motivation"] = _PURPOSES.get(ruling.get("action"), "assessing")
    if creator := _text(ruling, "creator"):
        document["creator"] = {"type": "Person", "name": creator}
    if ruling.get("deleted") is None:
        document["body"] = list(_bodies(ruling))
    return document | {"target": _target(ruling, library), RULING: dict(ruling)}


def _bodies(ruling: Mapping[str, Any]) -> list[Document]:
    """The type and the entity that the words are said to be; else what is said of them."""
    said = {"classifying": _text(ruling, "type"), "identifying": _text(ruling, "entity")}
    if ruling.get("action") not in _PURPOSES or not any(said.values()):
        said = {"assessing": sentence(ruling)}
    return [{"type": "TextualBody", "value": value, "purpose": purpose} for purpose, value in said.items() if value]


def _target(ruling: Mapping[str, Any], library: str) -> Document | str:
    path = _text(_table(ruling, "article"), "path")
    source: Document | str = quote(path, safe="/") if path else _everywhere(library)
    words, position = _table(ruling, "quote"), _table(ruling, "position")
    selectors: list[Document] = []
    if exact := _text(words, "exact") or _text(ruling, "text"):
        context = {key: words[key] for key in ("prefix", "suffix") if _text(words, key)}
        selectors.append({"type": "TextQuoteSelector", "exact": exact, **context})
    start, end = position.get("start"), position.get("end")
    if type(start) is int and type(end) is int and 0 <= start < end:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    return {"type": "SpecificResource", "source": source, "selector": selectors} if selectors else source


def _everywhere(library: str) -> Document:
    """All articles of a library."""
    return {"id": f"urn:uuid:{uuid5(NAMESPACE, library + '/articles')}", "type": "Dataset"}


def _table(ruling: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = ruling.get(key)
    return found if isinstance(found, dict) else {}


def _text(table: Mapping[str, Any], key: str) -> str:
    found = table.get(key)
    return found if isinstance(found, str) else ""


def _is_time(value: object) -> bool:
    try:
        check.time(value, "time")
    except InvalidDocumentError:
        return False
    return True
