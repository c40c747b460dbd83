from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import editing
from reader.annotations.models import Color, Status
from reader.annotations.ruling import Action, Decision, Scope, add_ruling
from reader.articles.models import Span
from reader.config import Settings
from reader.exchange.formats import READABLE, FormatName
from reader.library.exporting import export
from reader.library.importing import ImportFailedError, OnConflict, Report, import_file
from reader.library.library import Library
from tests.annotations.strategies import any_annotations, any_records
from tests.cli.conftest import tree

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.models import Annotation, ArticleRecord


@pytest.fixture
def empty(tmp_path: Path) -> Library:
    folder = tmp_path / "empty"
    folder.mkdir()
    return Library.open(folder, settings=Settings())


@pytest.fixture
def annotated(library: Library) -> Library:
    store, articles = library.store, [library.article(file.path) for file in library.files]
    editing.add_tags(store, articles[0], ["Chips", "china/chips"])
    editing.add_note(store, articles[0], "A note.", Span(10, 20), color=Color.BLUE, creator="Ana")
    editing.add_highlight(store, articles[1], Span(0, 5), tags=["chips"])
    editing.set_status(store, articles[3], Status.DONE)
    editing.set_title(store, articles[2], "Mine")
    editing.remove_annotation(store, editing.add_note(store, articles[2], "Gone.").id)
    add_ruling(store, Decision(Action.REJECT, Scope.EVERYWHERE, "AI"))
    return library


def exported(library: Library, folder: Path, name: FormatName = FormatName.JSON) -> Path:
    file = folder / f"export-{name}"
    file.write_bytes(export(library, name))
    return file


@settings(max_examples=25)
@given(
    st.lists(any_annotations(st.sampled_from(["a.txt", "b/c.md"])), max_size=6, unique_by=lambda item: item.id),
    st.lists(any_records(st.sampled_from(["a.txt", "b/c.md"])), max_size=2, unique_by=lambda item: item.path),
    st.sampled_from(READABLE),
)
def test_an_import_into_an_empty_library_gives_equal_annotations(
    tmp_path_factory: pytest.TempPathFactory, items: list[Annotation], records: list[ArticleRecord], name: FormatName
) -> None:
    folder = tmp_path_factory.mktemp("libraries")
    for side in ("one", "other"):
        (folder / side).mkdir()
    one, other = (Library.open(folder / side, settings=Settings()) for side in ("one", "other"))
    with one.store.transaction() as transaction:
        for item in items:
            transaction.put(item)
        for record in records:
            transaction.put_record(record)
    file = exported(one, folder, name)
    import_file(other, file, name)
    assert other.store.annotations() == one.store.annotations()
    if name is not FormatName.W3C:
        assert other.store.records() == one.store.records()
    before = tree(folder)
    assert import_file(other, file).unchanged >= len(items)
    assert tree(folder) == before


def document_file(folder: Path, *annotations: Any, **fields: Any) -> Path:  # noqa: ANN401 - JSON of any kind
    file = folder / "in.json"
    document = {"format": "reader-annotations", "version": 1, "annotations": annotations, **fields}
    file.write_text(json.dumps(document))
    return file


def plain(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of any kind
    return {"article": {"path": "a.txt"}, "motivation": "commenting", "body": "Text.", **fields}


@pytest.mark.parametrize("name", READABLE)
def test_an_export_comes_back_equal_and_only_once(
    annotated: Library, empty: Library, tmp_path: Path, name: FormatName
) -> None:
    file = exported(annotated, tmp_path, name)
    report = import_file(empty, file, name)
    assert empty.store.annotations() == annotated.store.annotations()
    assert empty.store.tombstones() == annotated.store.tombstones()
    if name is not FormatName.W3C:
        assert empty.store.records() == annotated.store.records()
        assert empty.store.rulings() == annotated.store.rulings()
    assert (report.updated, report.unchanged, report.rejected) == (0, 0, [])
    before = tree(empty.location.root)
    again = import_file(empty, file, name)
    assert again == Report(unchanged=report.added)
    assert tree(empty.location.root) == before


def test_what_is_not_said_has_defaults_and_enters_once(empty: Library, tmp_path: Path) -> None:
    file = document_file(tmp_path, plain(), plain(body="Other.", tags=["a", "A"], theirs=[1]))
    assert import_file(empty, file) == Report(added=2)
    first, second = sorted(empty.store.annotations(), key=lambda item: item.body, reverse=True)
    assert (first.body, first.tags, first.quote) == ("Text.", (), None)
    assert (second.tags, second.extra) == (("a",), {"theirs": [1]})
    assert import_file(empty, file) == Report(unchanged=2)


def test_an_import_is_one_step_of_undo(annotated: Library, empty: Library, tmp_path: Path) -> None:
    import_file(empty, exported(annotated, tmp_path))
    step = empty.history.undo()
    assert step is not None
    assert step.label == "import of export-json"
    assert empty.store.annotations() == ()


def test_a_dry_run_writes_nothing(annotated: Library, empty: Library, tmp_path: Path) -> None:
    file = exported(annotated, tmp_path)
    planned = import_file(empty, file, dry_run=True)
    assert not empty.location.annotations.exists()
    assert import_file(empty, file) == planned


@pytest.mark.parametrize(
    ("on_conflict", "older", "newer"),
    [
        (OnConflict.NEWEST, "Mine.", "Theirs."),
        (OnConflict.MINE, "Mine.", "Mine."),
        (OnConflict.THEIRS, "Theirs.", "Theirs."),
    ],
)
def test_conflicts(empty: Library, tmp_path: Path, on_conflict: OnConflict, older: str, newer: str) -> None:
    for modified, kept in (("2020-01-01T00:00:00Z", older), ("2999-01-01T00:00:00+02:00", newer)):
        import_file(empty, document_file(tmp_path, plain(body="x")))
        (item,) = empty.store.annotations()
        with empty.store.transaction() as transaction:
            transaction.put(replace(item, body="Mine.", modified="2024-01-01T00:00:00Z"))
        theirs = plain(id=item.id, created=item.created, modified=modified, body="Theirs.")
        report = import_file(empty, document_file(tmp_path, theirs), on_conflict=on_conflict)
        assert [found.body for found in empty.store.annotations()] == [kept]
        assert (report.updated, report.unchanged) == ((1, 0) if kept == "Theirs." else (0, 1))
        with empty.store.transaction() as transaction:
            transaction.restore("annotations", item.id, None)


def test_what_was_removed_does_not_come_back(annotated: Library, tmp_path: Path) -> None:
    file = exported(annotated, tmp_path)
    (note,) = [item for item in annotated.store.annotations() if item.body]
    editing.remove_annotation(annotated.store, note.id)
    import_file(annotated, file)
    assert annotated.store.get(note.id) is None


def test_a_tag_that_an_article_has_enters_under_no_other_id(empty: Library, tmp_path: Path) -> None:
    tag = plain(motivation="tagging", tags=["Chips"], body="")
    import_file(empty, document_file(tmp_path, {**tag, "id": "00000000-0000-4000-8000-000000000001"}))
    again = {**tag, "id": "00000000-0000-4000-8000-000000000002", "tags": ["CHIPS"]}
    assert import_file(empty, document_file(tmp_path, again)) == Report(unchanged=1)


def test_the_same_from_another_program_enters_once(empty: Library, tmp_path: Path) -> None:
    origin = {"source": "theirs", "original_id": "7", "modified": "2024-01-01T00:00:00Z"}
    import_file(empty, document_file(tmp_path, plain(**origin)))
    changed = {**origin, "body": "Newer.", "modified": "2025-01-01T00:00:00Z"}
    assert import_file(empty, document_file(tmp_path, plain(**changed))) == Report(updated=1)
    assert [item.body for item in empty.store.annotations()] == ["Newer."]


def test_titles_and_statuses_fill_what_is_not_said(empty: Library, tmp_path: Path) -> None:
    first = {"path": "a.txt", "status": "done", "title": None}
    import_file(empty, document_file(tmp_path, articles=[first, {"path": "b.txt", "found_title": "B"}]))
    assert [record.path for record in empty.store.records()] == ["a.txt"]
    second = {"path": "a.txt", "status": "unread", "title": "Theirs", "starred": True}
    import_file(empty, document_file(tmp_path, articles=[second]))
    record = empty.store.record("a.txt")
    assert record is not None
    assert (record.status, record.title, record.starred) == (Status.DONE, "Theirs", True)


def test_an_annotations_file_itself_is_taken(annotated: Library, empty: Library) -> None:
    import_file(empty, annotated.location.annotations)
    assert empty.store.annotations() == annotated.store.annotations()


BAD: list[tuple[dict[str, Any], str]] = [
    (plain(article={"path": "../x"}), "leads out of the library"),
    (plain(article={"path": "/x"}), "leads out of the library"),
    (plain(article={"path": "http://x/y"}), "leads out of the library"),
    (plain(article={"path": "a\0b"}), "leads out of the library"),
    (plain(article={}), "article.path is missing"),
    (plain(motivation=None), "motivation is none of"),
    (plain(id="7"), "id is not a UUID"),
    (plain(created="now"), "created is not a time"),
    (plain(position={"start": 5, "end": 5}), "does not start before its end"),
    (plain(position={"start": -1, "end": 5}), "position.start"),
    (plain(position={"start": 0, "end": 2**60}), "position.end"),
    (plain(quote={"exact": ""}), "quote.exact"),
    (plain(tags="a"), "tags is not a list"),
    (plain(color="mauve"), "color is none of"),
    (plain(body=7), "body is not a text"),
    (plain(extra={"a": [[[[[]]]]]} | {"b": json.loads("[" * 80 + "]" * 80)}), "nested"),
]


@pytest.mark.parametrize(("item", "why"), BAD)
def test_one_invalid_item_and_nothing_is_written(
    empty: Library, tmp_path: Path, item: dict[str, Any], why: str
) -> None:
    report = import_file(empty, document_file(tmp_path, plain(), item))
    (rejected,) = report.rejected
    assert (rejected.item, why in rejected.why) == ("annotations[1]", True)
    assert (report.added, empty.location.annotations.exists()) == (0, False)


def test_all_invalid_items_are_listed(empty: Library, tmp_path: Path) -> None:
    same = plain(id="00000000-0000-4000-8000-000000000001")
    file = document_file(
        tmp_path, *(item for item, _ in BAD), same, same, 7, articles=[7, {"path": "/x"}], rulings=[{"id": 1}]
    )
    assert [item.item for item in import_file(empty, file).rejected] == [
        *(f"annotations[{number}]" for number in [*range(len(BAD)), len(BAD) + 1, len(BAD) + 2]),
        "articles[0]",
        "articles[1]",
        "rulings[0]",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"not JSON",
        b"[]",
        b"7",
        b"{}",
        b'{"format": "reader-annotations"}',
        b'{"format": "reader-annotations", "version": 2}',
        b'{"format": "reader-annotations", "version": true}',
        b'{"format": "reader-annotations", "version": 1, "annotations": {}}',
        b'{"_meta": {}, "annotations": []}',
        b'{"format": "reader-annotations", "version": 1, "annotations": [' + b"[" * 100_000,
        b'{"a": "\\ud800"}',
    ],
    ids=lambda raw: repr(raw[:40]),
)
def test_what_is_no_export_is_one_sentence(empty: Library, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "in.json").write_bytes(raw)
    with pytest.raises(ImportFailedError, match=r"in\.json is no json export: .*; name another file or its --format\."):
        import_file(empty, tmp_path / "in.json")
    assert not empty.location.annotations.exists()


def test_every_truncated_export_is_refused(annotated: Library, empty: Library, tmp_path: Path) -> None:
    whole = export(annotated, FormatName.JSON)
    for end in range(0, len(whole) - 2, 37):
        (tmp_path / "in.json").write_bytes(whole[:end])
        with pytest.raises(ImportFailedError):
            import_file(empty, tmp_path / "in.json")
    assert not empty.location.annotations.exists()


def test_files_that_cannot_be_read(empty: Library, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "fifo")
    for name, why in (("none", "is not there"), ("fifo", "not a regular file"), (".", "cannot be read")):
        with pytest.raises(ImportFailedError, match=why):
            import_file(empty, tmp_path / name)
    with pytest.raises(ImportFailedError, match="csv is not imported"):
        import_file(empty, document_file(tmp_path), FormatName.CSV)


def test_lines_tell_where_they_are_not_valid(empty: Library, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(
        "\n".join([json.dumps(plain()), "", "{", '{"kind": "x"}', '{"kind": "library", "version": 9}', "7"]) + "\r\n"
    )
    assert [item.item for item in import_file(empty, file).rejected] == ["line 3", "line 4", "line 5", "line 6"]


def test_a_tag_that_comes_with_a_text_is_taken_even_where_the_tag_is(empty: Library, tmp_path: Path) -> None:
    tag = plain(motivation="tagging", tags=["chips"], body="")
    import_file(empty, document_file(tmp_path, tag))
    report = import_file(empty, document_file(tmp_path, tag, {**tag, "body": "Why?"}))
    assert (report.added, report.unchanged) == (1, 1)
    assert sorted(item.body for item in empty.store.annotations()) == ["", "Why?"]


def test_what_stands_twice_without_an_id_is_taken_once(empty: Library, tmp_path: Path) -> None:
    report = import_file(empty, document_file(tmp_path, plain(), plain(), plain(body="Another.")))
    assert (report.added, report.rejected) == (2, [])
    again = import_file(empty, document_file(tmp_path, plain(), plain(), plain(body="Another.")))
    assert (again.added, again.unchanged) == (0, 2)


@pytest.mark.parametrize(
    ("meta", "why"),
    [({"format": "reader-annotations", "schema": 2}, "newer version"), ({"format": "x"}, "does not name the format")],
)
def test_an_annotations_file_of_another_version_is_refused(
    empty: Library, tmp_path: Path, meta: dict[str, Any], why: str
) -> None:
    (tmp_path / "theirs.json").write_text(json.dumps({"_meta": {"1": meta}, "annotations": {}}))
    with pytest.raises(ImportFailedError, match=why):
        import_file(empty, tmp_path / "theirs.json")
