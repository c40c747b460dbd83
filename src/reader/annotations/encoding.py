"""The bytes of ``annotations.json`` and the tables in them: nothing is lost or bent on the way in or out."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from reader.annotations.errors import InvalidDocument

Tables = dict[str, dict[str, dict[str, Any]]]
"""Table name -> doc_id -> document, as TinyDB has them."""

_MOST_DIGITS: Final = len(str(-(2**63)))
_DOC_ID: Final = re.compile(r"0|[1-9][0-9]{0,17}")


def encode(tables: Tables) -> bytes:
    """The bytes of the file: JSON, indented so that line by line comparisons are readable.

    Raises:
        InvalidDocument: a value that JSON cannot hold: a lone surrogate, a number or nesting too large.
    """
    import orjson

    try:
        return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:
        raise InvalidDocument(f"it cannot be written as JSON ({error})") from error


def decode(raw: bytes) -> Tables:
    """The tables in a file's bytes.

    Raises:
        InvalidDocument: not JSON, not of TinyDB's shape, or something that writing would not give back.
    """
    import orjson

    if not raw:
        raise InvalidDocument("it is empty")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InvalidDocument(f"it is not valid JSON ({error})") from error
    tables = _tables(value)
    if encode(tables) != raw:
        _refuse_losses(raw)
    return tables


def _tables(value: object) -> Tables:
    """The value, if it is tables of documents under whole numbers."""
    if not isinstance(value, dict):
        raise InvalidDocument("it holds no tables")
    for name, table in value.items():
        if not isinstance(table, dict):
            raise InvalidDocument(f"{name!r} is not a table")
        for doc_id, document in table.items():
            if not _DOC_ID.fullmatch(doc_id) or not isinstance(document, dict):
                raise InvalidDocument(f"{name}[{doc_id!r}] is not a document under a whole number")
    return value


def _refuse_losses(raw: bytes) -> None:
    """Refuse what parsers drop or round in silence, in a file that another program wrote."""
    try:
        json.loads(raw, object_pairs_hook=_distinct, parse_int=_exact)
    except RecursionError as error:
        raise InvalidDocument("it is nested too deep") from error


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    keys = [key for key, _ in pairs]
    twice = next(key for key in keys if keys.count(key) > 1)
    raise InvalidDocument(f"the key {twice!r} stands twice in one object")


def _exact(digits: str) -> int:
    if len(digits) <= _MOST_DIGITS and -(2**63) <= int(digits) < 2**64:
        return int(digits)
    raise InvalidDocument(f"the number {digits[:24]}… is too large")


def require_exact(document: dict[str, Any]) -> None:
    """Make sure that a document comes back from the file as it is.

    Raises:
        InvalidDocument: it holds NaN, a lone surrogate, a number or nesting beyond JSON, or what is no JSON.
    """
    import orjson

    try:
        faithful = orjson.loads(orjson.dumps(document)) == document
    except orjson.JSONEncodeError as error:
        raise InvalidDocument(f"it holds what JSON cannot keep ({error})") from error
    if not faithful:
        raise InvalidDocument("it holds what JSON cannot keep, such as NaN")
