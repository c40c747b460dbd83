"""JSON Lines: an annotation, article or ruling a line, for programs that read one at a time.

Each line is what the native document holds, with its ``kind``; the first one names the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.documents import annotation_to_document
from reader.exchange.bundle import ExchangeError
from reader.exchange.incoming import BYTE_ORDER_MARK, LARGEST, Collector, parsed
from reader.exchange.native import FORMAT, VERSION, article_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.exchange.bundle import Bundle, Incoming


def write(bundle: Bundle) -> bytes:
    """The lines."""
    import orjson

    return b"".join(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in _lines(bundle))


def read(raw: bytes) -> Incoming:
    """What the lines bring. A line without ``kind`` is an annotation.

    Raises:
        ExchangeError: it is too large, or its first line is no JSON.
    """
    if len(raw) > LARGEST:
        raise ExchangeError(f"it is larger than {LARGEST >> 20} MiB")
    collector = Collector()
    lines = [*enumerate(raw.removeprefix(BYTE_ORDER_MARK).split(b"\n"), 1)]
    full = [(number, line) for number, line in lines if line.strip()]
    for _, first in full[:1]:
        parsed(first)
    for number, line in full:
        _take(collector, line, f"line {number}")
    return collector.incoming


def _lines(bundle: Bundle) -> Iterator[dict[str, Any]]:
    yield {
        "kind": "library",
        "format": FORMAT,
        "version": VERSION,
        "exported": bundle.exported,
        "library": bundle.library,
    }
    for article in article_documents(bundle):
        yield {"kind": "article", **article}
    for annotation in bundle.annotations:
        yield {"kind": "annotation", **annotation_to_document(annotation)}
    for ruling in bundle.rulings:
        yield {"kind": "ruling", **ruling}


def _take(collector: Collector, line: bytes, item: str) -> None:
    try:
        value = parsed(line)
    except ExchangeError as error:
        collector.reject(item, error)
        return
    kind = value.pop("kind", "annotation") if isinstance(value, dict) else "annotation"
    match kind:
        case "annotation":
            collector.annotation(value, item)
        case "article":
            collector.record(value, item)
        case "ruling":
            collector.ruling(value, item)
        case "library":
            if value.get("version") != VERSION or value.get("format") != FORMAT:
                collector.reject(item, f"its format and version are not {FORMAT} {VERSION}")
        case _:
            collector.reject(item, "its kind is none of annotation, article, ruling, library")
