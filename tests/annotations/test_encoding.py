"""Bytes and tables: nothing is lost or bent on the way in or out."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.encoding import (
    Tables,
    cut_tables,
    decode,
    read_document,
    refuse_losses,
    write_document,
    write_tables,
)
from reader.annotations.encoding import encode as encode_parts
from reader.annotations.errors import InvalidDocumentError
from tests.annotations.strategies import extras, texts


def encode(tables: Tables) -> bytes:
    return b"".join(encode_parts(write_tables(tables)))


tables = st.dictionaries(texts, st.dictionaries(st.integers(0, 10**9).map(str), extras, max_size=3), max_size=3)


@given(tables)
def test_round_trip(value: dict[str, dict[str, Any]]) -> None:
    raw = encode(value)
    assert decode(raw) == value
    assert json.loads(raw) == value
    refuse_losses(raw, decode(raw))
    assert encode(decode(raw)) == raw


@given(tables)
def test_files_of_stock_tinydb_are_read(value: dict[str, dict[str, Any]]) -> None:
    raw = json.dumps(value).encode()
    assert decode(raw) == value
    refuse_losses(raw, decode(raw))


@given(tables)
def test_what_is_cut_out_of_a_file_is_what_would_be_written(value: dict[str, dict[str, Any]]) -> None:
    raw = encode(value)
    assert cut_tables(raw) == write_tables(decode(raw))
    assert b"".join(encode_parts(cut_tables(raw))) == raw


@given(tables, st.sampled_from([None, 0, 2, 4]), st.sampled_from([(",", ":"), (", ", ": "), (" ,\n  ", " : ")]))
def test_a_file_of_any_layout_can_be_written_again(
    value: dict[str, dict[str, Any]], indent: int | None, separators: tuple[str, str]
) -> None:
    raw = json.dumps(value, indent=indent, separators=separators, ensure_ascii=False).encode()
    refuse_losses(raw, decode(raw))
    written = cut_tables(raw)
    assert decode(b"".join(encode_parts(written))) == value
    assert {
        name: {doc_id: read_document(document) for doc_id, document in table.items()} for name, table in written.items()
    } == value


@pytest.mark.parametrize("written", [b'1": {', b'1": {}, "2": {}', b"", b'1": {}}'])
def test_what_is_not_one_document_is_not_read(written: bytes) -> None:
    with pytest.raises(InvalidDocumentError, match="layout"):
        read_document(written)


@given(extras)
def test_document_in_its_written_form(document: dict[str, Any]) -> None:
    assert read_document(write_document("7", document)) == document


def test_a_field_a_line() -> None:
    document = {"id": "a\nb", "position": {"start": 1, "end": 2}, "tags": ["x", "y"], "color": None, "extra": {}}
    assert encode({"annotations": {"7": document}, "rulings": {}}).decode() == (
        "{\n"
        '  "annotations": {\n'
        '    "7": {\n'
        '      "id": "a\\nb",\n'
        '      "position": {"start":1,"end":2},\n'
        '      "tags": ["x","y"],\n'
        '      "color": null,\n'
        '      "extra": {}\n'
        "    }\n"
        "  },\n"
        '  "rulings": {}\n'
        "}\n"
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"{", "not valid JSON"),
        (b'{"a": {"1": {"b": NaN}}}', "not valid JSON"),
        (b'{"a": {"1": {"b": 1e400}}}', "not valid JSON"),
        (b'{"a": {"1": {"b": "\\ud800"}}}', "not valid JSON"),
        (b"\xff\xfe{\0}\0", "not valid JSON"),
        (b'\xef\xbb\xbf{"a": {}}', "not valid JSON"),
        (b'{"a": {"1": {"b": "\xe9"}}}', "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[]", "no tables"),
        (b'"annotations"', "no tables"),
        (b'{"a": []}', "not a table"),
        (b'{"a": {"1": []}}', "does not hold documents"),
        (b'{"a": {"x": {}}}', "does not hold documents"),
        (b'{"a": {"01": {}}}', "does not hold documents"),
        (b'{"a": {"-1": {}}}', "does not hold documents"),
        ('{"a": {"\u0661": {}}}'.encode(), "does not hold documents"),
    ],
)
def test_other_shapes_are_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(InvalidDocumentError, match=reason):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"a": {"1": {"b": 1}, "1": {"b": 2}}}', "'1' stands twice"),
        (b'{"a": {"1": {"b": 1, "b": 1}}}', "'b' stands twice"),
        (b'{"a": {}, "a": {}}', "'a' stands twice"),
        (b'{"a": {"1": {"b": 123456789012345678901234567890}}}', "too large"),
        (b'{"a": {"1": {"b": -9223372036854775809}}}', "too large"),
    ],
)
def test_what_writing_would_lose_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(InvalidDocumentError, match=reason):
        refuse_losses(raw, decode(raw))


def test_nesting_beyond_the_writer_is_refused() -> None:
    raw = orjson.dumps({"a": {"1": {}}}).replace(b"{}", b'{"b":' + b"[" * 400 + b"]" * 400 + b"}")
    with pytest.raises(InvalidDocumentError, match="too deep"):
        write_tables(decode(raw))
