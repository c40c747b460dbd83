"""Records come back from their documents as they were; documents of another shape are refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given

from reader.annotations.documents import (
    ANNOTATION_KEYS,
    annotation_from_document,
    annotation_to_document,
    check_ruling,
    merged_document,
    record_from_document,
    record_to_document,
)
from reader.annotations.encoding import require_exact
from reader.annotations.errors import InvalidDocumentError
from reader.annotations.models import AnchorState, Annotation, ArticleRecord, Position, Quote
from tests.annotations.examples import annotation
from tests.annotations.strategies import any_annotations, any_records, extras


@given(any_annotations())
def test_annotation_round_trip(item: Annotation) -> None:
    document = annotation_to_document(item)
    require_exact(document)
    assert annotation_from_document(orjson.loads(orjson.dumps(document))) == item


@given(any_records())
def test_record_round_trip(item: ArticleRecord) -> None:
    document = json.loads(json.dumps(record_to_document(item)))
    assert record_from_document(document) == item


@given(any_annotations(), extras)
def test_unknown_keys_come_back_where_they_stood(item: Annotation, beside: dict[str, Any]) -> None:
    unknown = {key: value for key, value in beside.items() if key not in ANNOTATION_KEYS}
    document = unknown | annotation_to_document(item)
    read = annotation_from_document(document)
    assert read.extra == unknown | item.extra
    assert merged_document(document, annotation_to_document(read), ANNOTATION_KEYS) == document


def test_what_others_put_into_a_field_stays_while_the_field_does() -> None:
    document = annotation_to_document(annotation(quote=Quote("words"), position=Position(1, 6)))
    document["quote"]["theirs"] = [1]
    read = annotation_from_document(document)
    edited = merged_document(document, annotation_to_document(replace(read, body="Edited.")), ANNOTATION_KEYS)
    assert edited == document | {"body": "Edited."}
    moved = merged_document(document, annotation_to_document(replace(read, quote=Quote("others"))), ANNOTATION_KEYS)
    assert moved["quote"] == {"exact": "others", "prefix": "", "suffix": ""}


def test_all_fields_are_written() -> None:
    assert annotation_to_document(annotation()).keys() == ANNOTATION_KEYS


def test_tombstone_keeps_only_what_merging_needs() -> None:
    gone = annotation(deleted="2025-01-01T00:00:00Z", tags=("chips",), extra={"mine": 1})
    document = annotation_to_document(gone)
    assert document.keys() == {"id", "created", "modified", "deleted", "motivation", "article"}
    old = annotation_to_document(annotation()) | {"theirs": 1}
    assert merged_document(old, document, ANNOTATION_KEYS).keys() == document.keys()


def test_only_path_and_times_and_motivation_are_needed() -> None:
    document = {
        "id": "00000000-0000-4000-8000-000000000000",
        "created": "2025-01-01T00:00:00Z",
        "modified": "2025-01-01T00:00:00+02:00",
        "motivation": "tagging",
        "article": {"path": "a"},
    }
    read = annotation_from_document(document)
    assert (read.article.path, read.tags, read.body, read.extra) == ("a", (), "", {})


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", "https://example.org/x", "file:///x", "a\0b"])
def test_path_out_of_the_library_makes_an_orphan(path: str) -> None:
    document = annotation_to_document(annotation(path))
    document["anchor"] = {"state": "sure", "score": 1.0}
    anchor = annotation_from_document(document).anchor
    assert anchor is not None
    assert anchor.state is AnchorState.ORPHAN


@pytest.mark.parametrize("path", ["a..b", "...", "Report: China.txt", "über/日本.txt", "-x", " "])
def test_odd_names_are_no_orphans(path: str) -> None:
    assert annotation_from_document(annotation_to_document(annotation(path))).anchor is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"id": "12"}, "id"),
        ({"id": None}, "id"),
        ({"created": "yesterday"}, "created"),
        ({"created": "2025-02-30T00:00:00Z"}, "created"),
        ({"modified": "2025-01-01T00:00:00"}, "modified"),
        ({"modified": 5}, "modified"),
        ({"deleted": "2025"}, "deleted"),
        ({"motivation": "bookmarking"}, "motivation"),
        ({"motivation": ["tagging"]}, "motivation"),
        ({"article": None}, "article"),
        ({"article": {"path": ""}}, "article.path"),
        ({"article": {"path": 3}}, "article.path"),
        ({"article": {"path": "a", "size": -1}}, "article.size"),
        ({"article": {"path": "a", "size": True}}, "article.size"),
        ({"article": {"path": "a", "size": 2**60}}, "article.size"),
        ({"quote": {"exact": ""}}, "quote.exact"),
        ({"quote": "x"}, "quote"),
        ({"position": {"start": 3, "end": 3}}, "position"),
        ({"position": {"start": -3, "end": 3}}, "position.start"),
        ({"position": {"start": 0, "end": 1.5}}, "position.end"),
        ({"position": {"start": 0, "end": 1e300}}, "position.end"),
        ({"position": [0, 1]}, "position"),
        ({"anchor": {"state": "lost"}}, "anchor.state"),
        ({"anchor": {"state": "sure", "score": 2}}, "anchor.score"),
        ({"tags": "chips"}, "tags"),
        ({"tags": [""]}, "tags"),
        ({"tags": [1]}, "tags"),
        ({"color": "red"}, "color"),
        ({"body": None}, "body"),
        ({"creator": 1}, "creator"),
        ({"extra": []}, "extra"),
        ({"extra": {"a": json.loads("[" * 70 + "]" * 70)}}, "extra"),
        ({"theirs": json.loads('{"a":' * 70 + "1" + "}" * 70)}, "extra"),
    ],
)
def test_other_shapes_are_refused_by_the_name_of_the_field(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidDocumentError, match=rf"^{place} "):
        annotation_from_document(annotation_to_document(annotation()) | change)


@pytest.mark.parametrize(
    "value", [None, [], "x", {}, {"path": 1}, {"path": "a", "starred": 1}, {"path": "a", "status": "x"}]
)
def test_other_shapes_of_records_are_refused(value: object) -> None:
    with pytest.raises(InvalidDocumentError):
        record_from_document(value)


def test_rulings_are_kept_as_they_are() -> None:
    ruling = {"id": "00000000-0000-4000-8000-000000000000", "action": "reject", "text": "x"}
    assert check_ruling(ruling) is ruling
    with pytest.raises(InvalidDocumentError):
        check_ruling({"id": 1})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {"\udfff": 1}, 2**64, (1,), {1: 2}, {1, 2}])
def test_what_json_cannot_keep_is_refused(value: object) -> None:
    with pytest.raises(InvalidDocumentError):
        require_exact({"a": value})
