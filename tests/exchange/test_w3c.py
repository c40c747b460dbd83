from __future__ import annotations

import json
from typing import Any

import pytest

from reader.annotations.models import Color, Motivation, Position, Quote
from reader.exchange import w3c
from reader.exchange.bundle import Bundle, ExchangeError
from tests.annotations.examples import annotation

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PLAIN: dict[str, Any] = {
    "@context": CONTEXT,
    "id": "https://somewhere.test/a/1",
    "type": "Annotation",
    "target": "folder/one%20two.txt",
}


def read(**fields: Any) -> Any:  # noqa: ANN401 - fields of any kind
    document = {key: value for key, value in {**PLAIN, **fields}.items() if value is not ...}
    return w3c.read(json.dumps(document).encode())


def test_an_export_is_a_collection_in_the_standards_words() -> None:
    item = annotation(
        path="a b/ü:#.txt",
        quote=Quote("words", "before ", " after"),
        position=Position(7, 12),
        tags=("one",),
        color=Color.PINK,
        creator="Ana",
    )
    document = json.loads(w3c.write(Bundle("seeds", "2026-01-01T00:00:00Z", (item,))))
    assert document["@context"][0] == CONTEXT
    assert (document["type"], document["total"], document["first"]["type"]) == (
        "AnnotationCollection",
        1,
        "AnnotationPage",
    )
    (exported,) = document["first"]["items"]
    assert exported["id"] == f"urn:uuid:{item.id}"
    assert exported["creator"] == {"type": "Person", "name": "Ana"}
    assert exported["body"] == [
        {"type": "TextualBody", "value": "A note.", "purpose": "commenting", "format": "text/markdown"},
        {"type": "TextualBody", "value": "one", "purpose": "tagging"},
    ]
    assert exported["target"]["source"] == "a%20b/%C3%BC%3A%23.txt"
    assert [selector["type"] for selector in exported["target"]["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]
    assert exported["reader:color"] == "pink"


def test_another_programs_annotation_is_taken() -> None:
    (found,) = read(
        motivation="describing",
        created="2020-01-01T00:00:00Z",
        creator={"id": "https://somewhere.test/ana", "name": "Ana"},
        body=[{"type": "TextualBody", "value": "Text."}, {"type": "TextualBody", "value": "tag", "purpose": "tagging"}],
        target={
            "source": "folder/one.txt",
            "selector": {"type": "TextQuoteSelector", "exact": "words", "prefix": "some "},
        },
        theirs={"a": [1]},
    ).annotations
    assert (found.article.path, found.motivation, found.body) == ("folder/one.txt", Motivation.COMMENTING, "Text.")
    assert (found.tags, found.creator, found.quote) == (("tag",), "Ana", Quote("words", "some "))
    assert (found.source, found.original_id) == ("w3c", "https://somewhere.test/a/1")
    assert found.extra == {"theirs": {"a": [1]}}
    assert found.modified == "2020-01-01T00:00:00Z"
    (again,) = read().annotations
    assert again.id == found.id


def test_what_is_on_no_article_is_counted() -> None:
    for target in (
        "http://somewhere.test/page",
        {"id": "urn:isbn:1"},
        ["one.txt", "two.txt"],
        {"source": "one.txt", "selector": {"type": "CssSelector", "value": "p"}},
        {"source": "one.txt", "selector": {"type": "TextPositionSelector", "start": 3, "end": 3}},
        {"type": "List", "items": ["one.txt"]},
    ):
        found = read(target=target)
        assert (found.annotations, found.unsupported, found.rejected) == ([], 1, []), target


def test_what_others_call_tagging_may_be_a_note_or_a_highlight() -> None:
    tag = {"type": "TextualBody", "value": "chips", "purpose": "tagging"}
    text = {"type": "TextualBody", "value": "Text.", "purpose": "commenting"}
    passage = {"source": "one.txt", "selector": {"type": "TextQuoteSelector", "exact": "words"}}
    for target, body, motivation in (
        ("one.txt", [tag], Motivation.TAGGING),
        ("one.txt", [tag, text], Motivation.COMMENTING),
        (passage, [tag], Motivation.HIGHLIGHTING),
        (passage, [tag, text], Motivation.COMMENTING),
    ):
        (found,) = read(motivation="tagging", target=target, body=body).annotations
        assert (found.motivation, found.tags) == (motivation, ("chips",))


def test_pages_lists_and_empty_collections() -> None:
    page = {"@context": CONTEXT, "id": "urn:x:1", "type": "AnnotationPage", "items": [PLAIN]}
    assert len(w3c.read(json.dumps(page).encode()).annotations) == 1
    assert len(w3c.read(json.dumps([PLAIN]).encode()).annotations) == 1
    collection = {"@context": CONTEXT, "id": "urn:x:1", "type": "AnnotationCollection", "total": 0}
    assert w3c.read(json.dumps(collection).encode()).annotations == []
    elsewhere = {**collection, "first": "http://somewhere.test/page1"}
    assert w3c.read(json.dumps(elsewhere).encode()).annotations == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"@context": ...}, "@context"),
        ({"@context": ["http://other.test"]}, "@context"),
        ({"id": ["http://a.test", "http://b.test"]}, "id is not a single IRI"),
        ({"id": "no iri"}, "id is not a single IRI"),
        ({"id": ...}, "id is not a single IRI"),
        ({"type": "Squirrel"}, "type is not Annotation"),
        ({"target": ...}, "target is missing"),
        ({"target": []}, "target is missing"),
        ({"target": 9}, "target is not an object"),
        ({"target": "no iri"}, "target is not an IRI"),
        ({"target": {"type": "SpecificResource"}}, "source is missing"),
        ({"target": {"source": "one.txt", "selector": {"type": "FragmentSelector"}}}, "value is not a text"),
        ({"target": {"source": "one.txt", "selector": {"type": "TextQuoteSelector"}}}, "exact is missing"),
        ({"target": {"source": "o", "selector": {"type": "TextPositionSelector", "start": -1, "end": 2}}}, "start"),
        ({"target": {"source": "o", "selector": {"type": "TextPositionSelector", "start": 3, "end": 2}}}, "after"),
        ({"target": "../outside.txt"}, "leads out of the library"),
        ({"target": "/etc/passwd"}, "leads out of the library"),
        ({"target": "a%00b"}, "leads out of the library"),
        ({"body": "no iri"}, "body is not an IRI"),
        ({"body": {"type": "TextualBody"}}, "value is not a text"),
        ({"body": {"type": "TextualBody", "value": ["a"]}}, "value is not a text"),
        ({"body": {"id": "http://a.test", "format": 6}}, "format"),
        ({"body": {"id": "http://a.test", "textDirection": "up"}}, "textDirection"),
        ({"body": {"id": "http://a.test", "processingLanguage": ["en", "de"]}}, "processingLanguage"),
        ({"body": {"type": ["Choice", "List"], "items": ["http://a.test"]}}, "items"),
        ({"body": {"items": ["http://a.test"]}}, "items"),
        ({"body": {}}, "neither id"),
        ({"bodyValue": 23}, "bodyValue"),
        ({"bodyValue": "a", "body": "http://a.test"}, "both body and bodyValue"),
        ({"creator": 6}, "creator"),
        ({"created": "yesterday"}, "created"),
        ({"modified": ["2015-01-28T12:00:00Z", "2015-01-28T12:00:00Z"]}, "modified"),
        ({"rights": "no iri"}, "rights"),
        ({"via": "no iri"}, "via"),
        ({"motivation": 7}, "motivation"),
        ({"reader:color": "mauve"}, "color"),
    ],
)
def test_what_the_standard_does_not_allow_is_refused(fields: dict[str, Any], why: str) -> None:
    found = read(**fields)
    assert (found.annotations, found.unsupported) == ([], 0)
    (rejected,) = found.rejected
    assert why in rejected.why
    assert rejected.item == "items[0]"


@pytest.mark.parametrize("raw", [b"", b"7", b"not JSON", b'"text"', b"[" * 100_000, b'{"type":"AnnotationPage"}'])
def test_what_is_none_at_all(raw: bytes) -> None:
    with pytest.raises(ExchangeError):
        w3c.read(raw)


def test_deep_items_are_refused() -> None:
    deep: Any = "x"
    for _ in range(100):
        deep = [deep]
    assert "nested" in read(theirs=deep).rejected[0].why
    nested: Any = {"type": "CssSelector", "value": "p"}
    for _ in range(200):
        nested = {"type": "CssSelector", "value": "p", "refinedBy": nested}
    assert "nested" in read(target={"source": "one.txt", "selector": nested}).rejected[0].why


RULED: dict[str, Any] = {
    "id": "5f0c3c9e-5c1a-4b7e-9b1a-0d5f6f7a8b9c",
    "created": "2026-01-01T00:00:00Z",
    "modified": "2026-01-02T00:00:00Z",
    "creator": "Ana",
    "deleted": None,
    "action": "retype",
    "scope": "mention",
    "article": {"path": "a b.txt", "sha256": "00", "size": 9},
    "quote": {"exact": "SMIC", "prefix": "at ", "suffix": ""},
    "position": {"start": 3, "end": 7},
    "text": "SMIC",
    "type": "ORG",
    "entity": None,
}


def exported(**fields: Any) -> Any:  # noqa: ANN401 - as JSON has it
    raw = w3c.write(Bundle("seeds", "2026-01-01T00:00:00Z", rulings=({**RULED, **fields},)))
    assert w3c.read(raw).rulings == [{**RULED, **fields}]
    document = json.loads(raw)
    assert document["total"] == 1
    return document["first"]["items"][0]


def test_a_ruling_is_an_annotation_on_its_words() -> None:
    item = exported()
    assert (item["id"], item["motivation"]) == (f"urn:uuid:{RULED['id']}", "classifying")
    assert (item["created"], item["creator"]["name"]) == (RULED["created"], "Ana")
    assert item["body"] == [{"type": "TextualBody", "value": "ORG", "purpose": "classifying"}]
    assert item["target"]["source"] == "a%20b.txt"
    quoted, placed = item["target"]["selector"]
    assert quoted == {"type": "TextQuoteSelector", "exact": "SMIC", "prefix": "at "}
    assert placed == {"type": "TextPositionSelector", "start": 3, "end": 7}


def test_a_ruling_on_all_places_selects_its_words_alone() -> None:
    place = {"quote": None, "position": None}
    one = exported(scope="article", **place)
    assert one["target"]["selector"] == [{"type": "TextQuoteSelector", "exact": "SMIC"}]
    everywhere = exported(scope="everywhere", article=None, **place)
    assert everywhere["target"]["source"]["type"] == "Dataset"


@pytest.mark.parametrize(
    ("fields", "motivation", "bodies"),
    [
        ({"action": "mark", "entity": "Semi"}, "classifying", {"classifying": "ORG", "identifying": "Semi"}),
        ({"action": "same", "type": None, "entity": "Semi"}, "identifying", {"identifying": "Semi"}),
        ({"action": "reject"}, "assessing", {"assessing": "“SMIC” is no entity"}),
        ({"action": "different", "entity": "Semi"}, "assessing", {"assessing": "“SMIC” is not Semi"}),
        ({"action": "something new"}, "assessing", {"assessing": "a ruling that this version does not know"}),
    ],
)
def test_what_a_ruling_says(fields: dict[str, Any], motivation: str, bodies: dict[str, str]) -> None:
    item = exported(**fields)
    assert item["motivation"] == motivation
    assert {body["purpose"]: body["value"] for body in item["body"]} == bodies


def test_a_removed_ruling_says_nothing_but_that() -> None:
    raw = w3c.write(
        Bundle("seeds", "2026-01-01T00:00:00Z", rulings=({"id": RULED["id"], "deleted": "2026-01-01T00:00:00Z"},))
    )
    (item,) = json.loads(raw)["first"]["items"]
    assert "body" not in item
    assert w3c.read(raw).rulings[0]["deleted"] == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("ruling", [None, 7, {}, {"id": "x"}, {**RULED, "article": {"path": "../x"}}])
def test_a_ruling_that_is_none_is_refused(ruling: object) -> None:
    found = read(**{"reader:ruling": ruling})
    assert (len(found.rejected), found.rulings, found.annotations) == (1, [], [])
