from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.content import empty_tables, sound_tables
from reader.annotations.documents import annotation_to_document, record_to_document
from reader.annotations.encoding import Document, Tables, encode, write_tables
from reader.annotations.merging import merge, merge_documents
from reader.annotations.models import Annotation, ArticleRecord, Status
from reader.annotations.tags import distinct
from tests.annotations.examples import annotation
from tests.annotations.strategies import any_annotations, any_records

IDS = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in range(4)]
MOMENTS = [f"2026-01-0{day}T00:00:00Z" for day in (1, 2, 3)] + ["2026-01-02T01:00:00+01:00"]

notes = st.builds(
    lambda item, modified, tags, body: replace(item, modified=modified, tags=distinct(tags), body=body),
    any_annotations(st.sampled_from(["a", "b"]), st.sampled_from(IDS)),
    st.sampled_from(MOMENTS),
    st.lists(st.sampled_from(["x", "X", "y", "z"]), max_size=3),
    st.sampled_from(["", "one", "two"]),
)
removed = st.builds(
    lambda item, when: Annotation(item.id, item.created, when, item.motivation, item.article, deleted=when),
    notes,
    st.sampled_from(MOMENTS),
)


def tables(items: list[Annotation], records: list[Any], others: dict[str, int]) -> Tables:
    found = empty_tables()
    unique = {item.id: item for item in items}.values()
    found["annotations"] = {str(7 * number): annotation_to_document(item) for number, item in enumerate(unique)}
    said = {record.path: record for record in records}.values()
    found["articles"] = {str(3 * number): record_to_document(record) for number, record in enumerate(said)}
    if others:
        found["theirs"] = {key: {"n": value} for key, value in others.items()}
    return found


files = st.builds(
    tables,
    st.lists(notes | removed, max_size=5),
    st.lists(any_records(st.sampled_from(["a", "b"])), max_size=2),
    st.dictionaries(st.sampled_from("12"), st.integers(0, 3), max_size=2),
)


def by_id(found: Tables) -> dict[str, list[Document]]:
    """A file's documents, whatever their numbers."""
    return {
        name: sorted(table.values(), key=lambda item: str(item.get("id", item.get("path", item))))
        for name, table in found.items()
        if table
    }


@given(files, files, files)
def test_it_does_not_matter_whose_side_is_whose(base: Tables, ours: Tables, theirs: Tables) -> None:
    merged = merge(base, ours, theirs)
    assert by_id(merged) == by_id(merge(base, theirs, ours))
    assert sound_tables(b"".join(encode(write_tables(merged)))) == merged


@given(files, files)
def test_what_only_one_side_changed_is_taken(base: Tables, ours: Tables) -> None:
    assert by_id(merge(base, ours, base)) == by_id(merge(base, base, ours)) == by_id(ours)
    assert by_id(merge(base, ours, ours)) == by_id(ours)


@given(files, files, files)
def test_merging_again_changes_nothing(base: Tables, ours: Tables, theirs: Tables) -> None:
    merged = merge(base, ours, theirs)
    assert merge(base, merged, merged) == merged
    assert merge(merged, merged, merged) == merged


def test_documents_are_numbered_in_the_order_of_their_ids() -> None:
    one, two = annotation(id=IDS[0]), annotation(id=IDS[1])
    merged = merge({}, tables([two], [], {}), tables([one], [], {}))
    assert [(key, document["id"]) for key, document in merged["annotations"].items()] == [("1", IDS[0]), ("2", IDS[1])]


BASE = annotation_to_document(annotation(modified=MOMENTS[0], tags=("a", "b"), body="Base."))


def changed(day: int, **fields: Any) -> Document:  # noqa: ANN401 - fields of any kind
    return {**BASE, "modified": MOMENTS[day], **fields}


def test_each_field_is_looked_at_by_itself() -> None:
    merged = merge_documents(BASE, changed(1, body="Ours."), changed(2, color="pink"))
    assert merged == changed(2, body="Ours.", color="pink")


def test_of_what_both_changed_the_later_stays() -> None:
    assert merge_documents(BASE, changed(1, body="Ours."), changed(2, body="Theirs.")) == changed(2, body="Theirs.")
    assert merge_documents(BASE, changed(2, body="A."), changed(2, body="B.")) == changed(2, body="B.")


def test_what_both_say_of_an_article_for_the_first_time_is_put_together() -> None:
    ours = record_to_document(ArticleRecord("a", status=Status.DONE, extra={"mine": 1}))
    theirs = record_to_document(ArticleRecord("a", "0" * 64, 7, title="Theirs", starred=True))
    both = ArticleRecord("a", "0" * 64, 7, "Theirs", Status.DONE, starred=True, extra={"mine": 1})
    assert merge_documents(None, ours, theirs) == merge_documents(None, theirs, ours) == record_to_document(both)


def test_tags_are_a_set() -> None:
    merged = merge_documents(BASE, changed(1, tags=["b", "mine"]), changed(2, tags=["a", "b", "theirs"]))
    assert merged is not None
    assert merged["tags"] == ["b", "mine", "theirs"]


def test_a_place_is_taken_as_a_whole() -> None:
    ours = changed(1, article={"path": "new"}, position={"start": 1, "end": 2})
    theirs = changed(2, position={"start": 5, "end": 6}, anchor={"state": "sure", "score": 1})
    assert merge_documents(BASE, ours, theirs) == theirs


def test_a_removal_beats_an_edit_that_is_not_newer() -> None:
    tombstone = {"id": BASE["id"], "modified": MOMENTS[1], "deleted": MOMENTS[1]}
    assert merge_documents(BASE, tombstone, changed(1, body="x")) == tombstone
    assert merge_documents(BASE, tombstone, changed(3, body="x")) == tombstone
    assert merge_documents(BASE, changed(2, body="x"), tombstone) == changed(2, body="x")


def test_a_removal_without_a_trace_loses_no_edit() -> None:
    assert merge_documents(BASE, None, BASE) is None
    assert merge_documents(BASE, None, changed(1, body="x")) == changed(1, body="x")


def test_other_programs_keys_are_merged() -> None:
    ours, theirs = changed(1, extra={"a": 1, "b": 1}, mine=1), changed(2, extra={"a": 2, "c": 1}, theirs=1)
    merged = merge_documents(BASE, ours, theirs)
    assert merged is not None
    assert (merged["extra"], merged["mine"], merged["theirs"]) == ({"a": 2, "b": 1, "c": 1}, 1, 1)
