"""The bytes of ``annotations.json`` and the tables in them: nothing is lost or bent on the way in or out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from reader.annotations.errors import InvalidDocumentError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

Document = dict[str, Any]
"""One JSON object of a table."""
Tables = dict[str, dict[str, Document]]
"""Table name -> doc_id -> document, as TinyDB has them."""
WrittenTables = dict[str, dict[str, bytes]]
"""The same, each document as it stands in the file, from its number on."""

_DOC_ID: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_MOST_DIGITS: Final = len(str(-(2**63)))
_ENTRIES_A_PART: Final = 256
_SPACE: Final = b" \n\r\t"
_TABLE: Final = re.compile(rb'[{,]\n  ("(?:[^"\\\n]|\\.)*"): \{')
_FIRST: Final = b'\n    "'
_BETWEEN: Final = b',\n    "'
_END: Final = b"\n  }"
_LAST: Final = b"\n}\n"


def encode(tables: WrittenTables) -> Iterator[bytes]:
    """The bytes of the file, part by part: JSON, a field a line so that line by line comparisons are readable."""
    before = b"{"
    for name, table in tables.items():
        entries = list(table.values())
        yield before + b"\n  " + _dumps(name) + b": {" + (_FIRST if entries else b"")
        for start in range(0, len(entries), _ENTRIES_A_PART):
            yield (_BETWEEN if start else b"") + _BETWEEN.join(entries[start : start + _ENTRIES_A_PART])
        yield _END if entries else b"}"
        before = b","
    yield (before if not tables else b"") + _LAST


def decode(raw: bytes) -> Tables:
    """The tables in a file's bytes.

    Raises:
        InvalidDocumentError: not JSON, or not of TinyDB's shape.
    """
    import orjson

    if not raw:
        raise InvalidDocumentError("it is empty")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InvalidDocumentError(f"it is not valid JSON ({error})") from error
    return tables_in(value)


def tables_in(value: object) -> Tables:
    """Parsed JSON that is of TinyDB's shape.

    Raises:
        InvalidDocumentError: it is not.
    """
    if not isinstance(value, dict):
        raise InvalidDocumentError("it holds no tables")
    for name, table in value.items():
        if not isinstance(table, dict):
            raise InvalidDocumentError(f"{shown(name)} is not a table")
        if not all(map(_DOC_ID.fullmatch, table)) or set(map(type, table.values())) - {dict}:
            raise InvalidDocumentError(f"{shown(name)} does not hold documents under whole numbers")
    return value


def write_document(doc_id: str, document: Document) -> bytes:
    """A document in its written form, from its number on: a field a line, however much is in it.

    A commit changes few documents of thousands; those that stay need not be written out again.

    Raises:
        InvalidDocumentError: a value that JSON cannot hold: a lone surrogate, a number or nesting too large.
    """
    import orjson

    dumps, fragment = orjson.dumps, orjson.Fragment
    try:
        # On opening, this is done for every document.
        fields = {
            key: fragment(dumps(value)) if value and value.__class__ in (dict, list) else value
            for key, value in document.items()
        }
        lines = dumps({doc_id: fields}, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError as error:
        raise _unwritable(error) from error
    # No text holds a line break in JSON: each one begins a line of the layout.
    return lines.removeprefix(b'{\n  "').removesuffix(b"\n}").replace(b"\n", b"\n  ")


def read_document(written: bytes) -> Document:
    """The document in a written form.

    Raises:
        InvalidDocumentError: it is not one document.
    """
    import orjson

    try:
        (document,) = orjson.loads(b'{"' + written + b"}").values()
    except ValueError as error:
        raise InvalidDocumentError("its layout cannot be followed") from error
    return cast("Document", document)


def write_tables(tables: Tables) -> WrittenTables:
    """Tables in the form in which they stand in the file.

    Raises:
        InvalidDocumentError: a value that JSON cannot hold: a lone surrogate, a number or nesting too large.
    """
    return {
        name: {doc_id: write_document(doc_id, document) for doc_id, document in table.items()}
        for name, table in tables.items()
    }


def cut_tables(raw: bytes) -> WrittenTables:
    """Tables in the form in which they stand in a sound file: cut out of its bytes where these are laid out as ours.

    Raises:
        InvalidDocumentError: as ``write_tables`` does.
    """
    import orjson

    # No text holds a line break in JSON: what begins a line is layout.
    tables: WrittenTables = {}
    place = 0
    while table := _TABLE.match(raw, place):
        start = table.end()
        if raw.startswith(b"}", start):
            entries, place = [], start + 1
        elif raw.startswith(_FIRST, start) and (end := raw.find(_END, start)) > 0:
            entries, place = raw[start + len(_FIRST) : end].split(_BETWEEN), end + len(_END)
        else:
            break
        tables[orjson.loads(table[1])] = {entry[: entry.find(b'"')].decode(): entry for entry in entries}
    return tables if raw[place:] == _LAST else write_tables(decode(raw))


def refuse_losses(raw: bytes, value: object) -> None:
    """Make sure that a value holds all that the JSON does which it was read from.

    Raises:
        InvalidDocumentError: a key stands twice, a number was rounded, or it cannot be written again.
    """
    if _dumps(value).translate(None, _SPACE) != raw.translate(None, _SPACE):
        import json

        # Another program wrote the file. Parsers drop and round some things in silence.
        json.loads(raw, object_pairs_hook=_distinct, parse_int=_exact)


def require_exact(document: Document) -> None:
    """Make sure that a document comes back from the file as it is.

    Raises:
        InvalidDocumentError: it holds NaN, a lone surrogate, or a number or nesting beyond JSON.
    """
    import orjson

    # Depth counts from the top of the file, where a document lies in a table.
    tables = {"": {"": document}}
    if orjson.loads(_dumps(tables)) != tables:
        raise InvalidDocumentError("it holds what JSON cannot keep, such as NaN")


def _dumps(value: object) -> bytes:
    import orjson

    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise _unwritable(error) from error


def _unwritable(error: TypeError) -> InvalidDocumentError:
    if "ecursion" in str(error):
        return InvalidDocumentError("it is nested too deep")
    if "surrogate" in str(error):
        return InvalidDocumentError("it holds bytes that are not UTF-8; write it in UTF-8")
    return InvalidDocumentError(f"JSON cannot keep it ({error})")


def _distinct(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    keys = [key for key, _ in pairs]
    twice = next(key for key in keys if keys.count(key) > 1)
    raise InvalidDocumentError(f"the key {shown(twice)} stands twice in one object")


def _exact(digits: str) -> int:
    if len(digits) <= _MOST_DIGITS and -(2**63) <= int(digits) < 2**64:
        return int(digits)
    raise InvalidDocumentError(f"the number {digits[:24]}… is too large")
