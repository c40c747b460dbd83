"""The native export loses nothing and is what its schema says."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from reader.annotations.documents import annotation_from_document, record_from_document
from reader.annotations.models import Annotation, ArticleRecord, Color, Position, Quote, Status
from reader.exchange.native import ArticleInfo, export_document, schema
from reader.exchange.native_models import NativeDocument, generate_schema
from tests.annotations.examples import annotation
from tests.annotations.strategies import any_annotations, any_records, extras, ids

VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
TIME = "2025-01-01T00:00:00Z"
RULING = {"id": "00000000-0000-4000-8000-000000000000", "action": "reject", "scope": "everywhere", "text": "X"}


def test_schema_in_the_package_is_that_of_the_models() -> None:
    """If not: ``python -m reader.exchange.native_models > src/reader/exchange/schema/annotations.schema.json``."""
    assert schema() == generate_schema()
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_export_of_an_empty_library_is_a_whole_document() -> None:
    document = export_document([], library="empty")
    VALIDATOR.validate(document)
    assert document.keys() == {"format", "version", "exported", "library", "articles", "annotations", "rulings"}
    assert (document["format"], document["version"]) == ("reader-annotations", 1)


def test_export() -> None:
    note = annotation(
        quote=Quote("words", "before ", " after"),
        position=Position(7, 12),
        color=Color.BLUE,
        tags=("a",),
        extra={"k": [1]},
    )
    document = export_document(
        [note, annotation("b", deleted=TIME)],
        [ArticleRecord("folder/one.txt", "1" * 64, 5, title="Mine", status=Status.DONE, starred=True)],
        [RULING],
        library="seeds",
        articles=[ArticleInfo("folder/one.txt", "Found", "2" * 64, 6), ArticleInfo("c", "Third", "3" * 64, 7)],
        exported=TIME,
    )
    VALIDATOR.validate(document)
    assert (document["library"], document["exported"], document["rulings"]) == ("seeds", TIME, [RULING])
    assert document["articles"] == [
        {
            "path": "c",
            "sha256": "3" * 64,
            "size": 7,
            "title": None,
            "status": None,
            "starred": False,
            "extra": {},
            "found_title": "Third",
        },
        {
            "path": "folder/one.txt",
            "sha256": "1" * 64,
            "size": 5,
            "title": "Mine",
            "status": "done",
            "starred": True,
            "extra": {},
            "found_title": "Found",
        },
    ]
    assert annotation_from_document(document["annotations"][0]) == note
    assert document["annotations"][1].keys() == {"id", "created", "modified", "deleted", "motivation", "article"}


@given(
    st.lists(any_annotations(), max_size=4),
    st.lists(any_records(), max_size=3, unique_by=lambda record: record.path),
    st.lists(st.builds(lambda extra, id_: extra | {"id": id_}, extras, ids), max_size=2),
)
def test_nothing_is_lost(items: list[Annotation], records: list[ArticleRecord], rulings: list[dict[str, Any]]) -> None:
    raw = orjson.dumps(export_document(items, records, rulings, library="ü"))
    document = json.loads(raw)
    VALIDATOR.validate(document)
    assert [annotation_from_document(item) for item in document["annotations"]] == items
    found = {
        record.path: record
        for record in (
            record_from_document({key: value for key, value in item.items() if key != "found_title"})
            for item in document["articles"]
        )
    }
    assert found == {record.path: record for record in records}
    assert document["rulings"] == rulings
    assert NativeDocument.model_validate_json(raw).model_dump(mode="json") == document


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"exported": "yesterday"},
        {"library": None},
        {"annotations": {}},
        {"annotations": [{"motivation": "tagging"}]},
        {"annotations": [{"article": {"path": "a"}}]},
        {"annotations": [{"motivation": "liking", "article": {"path": "a"}}]},
        {"annotations": [{"motivation": "tagging", "article": {"path": ""}}]},
        {"annotations": [{"motivation": "tagging", "article": {"path": "a"}, "position": {"start": -1, "end": 2}}]},
        {"annotations": [{"motivation": "tagging", "article": {"path": "a"}, "tags": [""]}]},
        {"annotations": [{"motivation": "tagging", "article": {"path": "a"}, "color": "red"}]},
        {"annotations": [{"motivation": "tagging", "article": {"path": "a"}, "id": "7"}]},
        {"articles": [{"path": "a", "starred": "yes"}]},
        {"rulings": [{}]},
    ],
)
def test_schema_and_models_refuse_the_same(change: dict[str, Any]) -> None:
    document = export_document([], library="x") | change
    with pytest.raises(ValidationError):
        VALIDATOR.validate(document)
    with pytest.raises(ValueError, match="validation error"):
        NativeDocument.model_validate_json(json.dumps(document))


def test_least_that_an_import_needs() -> None:
    document = export_document([], library="x")
    document["annotations"] = [{"motivation": "tagging", "article": {"path": "a"}}]
    VALIDATOR.validate(document)
    NativeDocument.model_validate_json(json.dumps(document))
