"""What goes out comes back, in every format that comes in."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.models import Annotation, ArticleRecord
from reader.annotations.ruling import Action
from reader.exchange.bundle import Bundle
from reader.exchange.formats import READABLE, FormatName, format_named, guessed_format, readable_format
from tests.annotations.examples import annotation
from tests.annotations.strategies import any_annotations, any_records, ids, offsets, optional, paths, texts, times

tombstones = st.builds(
    lambda item, deleted: Annotation(
        item.id, item.created, item.modified, item.motivation, item.article, deleted=deleted
    ),
    any_annotations(),
    times,
)
some_items = st.lists(any_annotations() | tombstones, max_size=4, unique_by=lambda item: item.id).map(tuple)
records = st.lists(any_records(), max_size=3, unique_by=lambda item: item.path).map(tuple)
rulings = st.lists(
    st.fixed_dictionaries(
        {"id": ids, "created": times, "modified": times, "action": texts | st.sampled_from(Action).map(str)},
        optional={
            "type": optional(texts),
            "entity": optional(texts),
            "creator": optional(texts) | st.integers(0, 9),
            "article": st.none() | st.fixed_dictionaries({"path": paths}, optional={"sha256": texts, "size": offsets}),
            "quote": st.none() | st.fixed_dictionaries({"exact": texts}, optional={"prefix": texts, "suffix": texts}),
            "position": st.none() | st.fixed_dictionaries({"start": offsets, "end": offsets}),
            "text": texts,
            "deleted": optional(times),
            "another": texts,
        },
    ),
    max_size=3,
    unique_by=lambda item: str(item["id"]),
).map(tuple)


def says_something(record: ArticleRecord) -> bool:
    return bool(record.title is not None or record.status or record.starred or record.extra)


@given(some_items, records, rulings, st.sampled_from(READABLE))
def test_nothing_is_lost(
    items: tuple[Annotation, ...],
    said: tuple[ArticleRecord, ...],
    rules: tuple[dict[str, Any], ...],
    name: FormatName,
) -> None:
    raw = format_named(name).write(Bundle("library", "2026-01-01T00:00:00Z", items, said, rules))
    incoming = readable_format(name).read(raw)
    assert incoming.rejected == []
    assert incoming.annotations == list(items)
    assert incoming.unsupported == 0
    assert not incoming.undated
    assert guessed_format("export" + {"json": ".json", "jsonl": ".jsonl", "w3c": ".json"}[name], raw) == name
    assert incoming.rulings == list(rules)
    if name is not FormatName.W3C:
        assert incoming.records == [record for record in sorted(said, key=lambda it: it.path) if says_something(record)]


def test_a_format_is_known_by_its_first_characters() -> None:
    bundle = Bundle("AnnotationCollection", "2026-01-01T00:00:00Z", (annotation(body="ns/anno.jsonld"),))
    for name in READABLE:
        assert guessed_format("download", format_named(name).write(bundle)) == name


@given(some_items, st.sampled_from([FormatName.MARKDOWN, FormatName.CSV]))
def test_anything_can_be_written_for_people(items: tuple[Annotation, ...], name: FormatName) -> None:
    text = format_named(name).write(Bundle("library", "2026-01-01T00:00:00Z", items)).decode("utf-8-sig")
    assert not {char for char in text if char < " " and char not in "\r\n\t"}


@given(st.sampled_from(READABLE), st.data())
def test_any_document_is_taken_or_refused(name: FormatName, data: st.DataObject) -> None:
    """Whatever one field holds, there is no other error than the ones that are told."""
    (item,) = data.draw(some_items.filter(lambda found: len(found) == 1))
    raw = format_named(name).write(Bundle("library", "2026-01-01T00:00:00Z", (replace(item, deleted=None),)))
    import json

    lines = raw.split(b"\n") if name is FormatName.JSONL else [raw]
    index = data.draw(st.integers(0, len(lines) - 1))
    if not lines[index]:
        return
    document = json.loads(lines[index])
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(st.sampled_from([None, 7, -1, "x", [], {}, [None], {"a": 1}, True, 1e300, ""]))
        break
    lines[index] = json.dumps(document).encode()
    from reader.exchange.bundle import ExchangeError

    with contextlib.suppress(ExchangeError):
        readable_format(name).read(b"\n".join(lines))


def test_formats_are_loaded_by_name() -> None:
    for name in FormatName:
        assert callable(format_named(name).write)
    with pytest.raises(AttributeError):
        _ = readable_format(FormatName.CSV).read
