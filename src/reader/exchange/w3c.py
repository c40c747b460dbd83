"""W3C Web Annotations: an AnnotationCollection in JSON-LD, for every tool that knows the standard.

What the standard has no word for stands under one namespace of ours, so that nothing is lost on the way out and in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote
from uuid import uuid5

from reader.annotations import validation as check
from reader.annotations.documents import annotation_to_document
from reader.annotations.errors import InvalidDocumentError
from reader.annotations.models import Motivation
from reader.exchange.bundle import Document, ExchangeError
from reader.exchange.incoming import NAMESPACE, Collector, parsed
from reader.exchange.w3c_rules import CONTEXT, is_absolute, items, require_annotation, require_context
from reader.exchange.w3c_rulings import RULING, exported_ruling

if TYPE_CHECKING:
    from reader.annotations.models import Annotation
    from reader.exchange.bundle import Bundle, Incoming

OURS: Final = "reader"
"""The prefix of what the standard has no word for."""
NAMESPACE_IRI: Final = "urn:reader-annotations:1#"
_URN: Final = "urn:uuid:"
_OUR_KEYS: Final = ("deleted", "anchor", "color", "creator", "source", "original_id", "extra")
_ARTICLE_KEYS: Final = ("sha256", "size")
_UNDERSTOOD: Final = frozenset(
    {"@context", "id", "type", "created", "modified", "motivation", "creator", "body", "bodyValue", "target"}
)


def write(bundle: Bundle) -> bytes:
    """The collection as indented JSON-LD. Statuses are no annotations and stay out."""
    import orjson

    document = {
        "@context": [CONTEXT, {OURS: NAMESPACE_IRI}],
        "id": f"{_URN}{uuid5(NAMESPACE, bundle.library)}",
        "type": "AnnotationCollection",
        "label": bundle.library,
        "modified": bundle.exported,
        "total": len(bundle.annotations) + len(bundle.rulings),
        "first": {
            "id": f"{_URN}{uuid5(NAMESPACE, bundle.library + '/1')}",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [
                *(_exported(annotation) for annotation in bundle.annotations),
                *(exported_ruling(ruling, bundle.library) for ruling in bundle.rulings),
            ],
        },
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read(raw: bytes) -> Incoming:
    """What a collection, a page, a list or a single annotation brings.

    Annotations on anything but a path within the library are counted as unsupported.

    Raises:
        ExchangeError: it is none of these.
    """
    document = parsed(raw)
    collector = Collector()
    for number, value in enumerate(_annotations(document)):
        item = f"items[{number}]"
        try:
            check.shallow(value, "the item")
            annotation = check.table(value, "the item")
            if isinstance(document, list) or value is document:
                require_context(annotation)
            require_annotation(annotation)
            if RULING in annotation:
                collector.ruling(annotation[RULING], item)
                continue
            imported = _imported(annotation)
        except InvalidDocumentError as error:
            collector.reject(item, error)
        else:
            if imported is None:
                collector.incoming.unsupported += 1
            else:
                collector.annotation(imported, item)
    return collector.incoming


def _annotations(document: object) -> list[Any]:
    """The annotations in a file."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        raise ExchangeError("it holds no JSON object")
    types = items(document.get("type"))
    if "AnnotationCollection" not in types and "AnnotationPage" not in types:
        return [document]
    try:
        require_context(document)
    except InvalidDocumentError as error:
        raise ExchangeError(str(error)) from error
    page = document.get("first", {"items": []}) if "AnnotationCollection" in types else document
    if isinstance(page, str):
        return []  # the annotations are elsewhere
    if not isinstance(page, dict) or not isinstance(page.get("items"), list):
        raise ExchangeError("its page has no list of items")
    found: list[Any] = page["items"]
    return found


def _exported(annotation: Annotation) -> Document:
    """An annotation in the words of the standard, and ours for the rest."""
    native = annotation_to_document(annotation)
    document: Document = {
        "id": f"{_URN}{annotation.id}",
        "type": "Annotation",
        "created": annotation.created,
        "modified": annotation.modified,
        "motivation": annotation.motivation.value,
    }
    if annotation.creator:
        document["creator"] = {"type": "Person", "name": annotation.creator}
    bodies = [_text(tag, "tagging") for tag in annotation.tags]
    if annotation.body:
        bodies.insert(0, {**_text(annotation.body, "commenting"), "format": "text/markdown"})
    if bodies:
        document["body"] = bodies
    source = quote(annotation.article.path, safe="/")
    selectors: list[Document] = []
    if annotation.quote:
        selectors.append({"type": "TextQuoteSelector", **native["quote"]})
    if annotation.position:
        selectors.append({"type": "TextPositionSelector", **native["position"]})
    document["target"] = {"type": "SpecificResource", "source": source, "selector": selectors} if selectors else source
    ours = {key: native["article"][key] for key in _ARTICLE_KEYS}
    ours |= {key: native[key] for key in _OUR_KEYS if native.get(key) is not None and native[key] != {}}
    if annotation.creator:
        del ours["creator"]
    return document | {f"{OURS}:{key}": value for key, value in ours.items()}


def _text(value: str, purpose: str) -> Document:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _imported(document: Document) -> Document | None:
    """The annotation as a native document; None when it is on no article's text."""
    targets = items(document["target"])
    target = targets[0] if len(targets) == 1 else {}
    source = target if isinstance(target, str) else target.get("source", target.get("id"))
    source = source.get("id") if isinstance(source, dict) else source
    if not isinstance(source, str) or is_absolute(source):
        return None
    selectors = items(target.get("selector")) if isinstance(target, dict) else []
    quotes, positions = (_selected(selectors, f"Text{kind}Selector") for kind in ("Quote", "Position"))
    if positions and positions["start"] == positions["end"]:
        positions = None  # a place between two characters
    if selectors and not (quotes or positions):
        return None
    native: Document = _ours(document)
    native["article"] = {"path": unquote(source.partition("#")[0])} | {
        key: document[f"{OURS}:{key}"] for key in _ARTICLE_KEYS if f"{OURS}:{key}" in document
    }
    native["quote"] = _kept(quotes, "exact", "prefix", "suffix")
    native["position"] = _kept(positions, "start", "end")
    native.update({key: document.get(key) for key in ("created", "modified")})
    native["motivation"] = _motivation(document, native)
    return native


def _ours(document: Document) -> Document:
    """What stands under our namespace, or else in the standard's words."""
    native = {key: document[f"{OURS}:{key}"] for key in _OUR_KEYS if f"{OURS}:{key}" in document}
    texts = _bodies(document)
    native["tags"] = [value for purpose, value in texts if purpose == "tagging" and value]
    native["body"] = "\n\n".join(value for purpose, value in texts if purpose != "tagging")
    native.setdefault("creator", _creator(document))
    iri = document["id"]
    if iri.startswith(_URN) and check.is_identifier(iri.removeprefix(_URN)):
        native["id"] = iri.removeprefix(_URN)
    else:
        native |= {"id": str(uuid5(NAMESPACE, iri)), "source": "w3c", "original_id": iri}
    unknown = {
        key: value for key, value in document.items() if key not in _UNDERSTOOD and not key.startswith(f"{OURS}:")
    }
    if unknown:
        native["extra"] = {**unknown, **native.get("extra", {})}
    return native


def _bodies(document: Document) -> list[tuple[str, str]]:
    """The texts of an annotation with their purposes."""
    found = [("", document["bodyValue"])] if "bodyValue" in document else []
    tagging = "tagging" in items(document.get("motivation"))
    for body in items(document.get("body")):
        if isinstance(body, str):
            found.append(("", body))
        elif isinstance(body.get("value"), str):
            purposes = items(body.get("purpose")) or (["tagging"] if tagging else [""])
            found.append((str(purposes[0]), body["value"]))
        elif isinstance(body.get("id"), str):
            found.append(("", body["id"]))
    return found


def _creator(document: Document) -> str | None:
    for creator in items(document.get("creator")):
        name = creator if isinstance(creator, str) else creator.get("name", creator.get("id"))
        if isinstance(name, str):
            return name
    return None


def _motivation(document: Document, native: Document) -> str:
    """The one of our three that fits best: what others call tagging may be a note, or a highlight with tags."""
    named = [str(item) for item in items(document.get("motivation")) if item in list(Motivation)]
    if named and (named[0] != Motivation.TAGGING or f"{OURS}:sha256" in document):
        return named[0]
    if native["body"]:
        return str(Motivation.COMMENTING)
    on_passage = native["quote"] or native["position"]
    return str(Motivation.HIGHLIGHTING if on_passage or not named else Motivation.TAGGING)


def _selected(selectors: list[Any], kind: str) -> Document | None:
    return next((item for item in selectors if isinstance(item, dict) and kind in items(item.get("type"))), None)


def _kept(selector: Document | None, *keys: str) -> Document | None:
    return selector and {key: selector[key] for key in keys if selector.get(key) is not None}
