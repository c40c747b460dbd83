"""The store: what it promises of opening, committing, refusing and reading anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from reader.annotations import disk
from reader.annotations.backup import restore
from reader.annotations.documents import annotation_to_document
from reader.annotations.editing import (
    add_note,
    add_tags,
    edit_note,
    remove_annotation,
    set_starred,
    set_status,
    set_title,
)
from reader.annotations.errors import (
    AnnotationError,
    StoreError,
    StoreLockedError,
    StoreNewerError,
    StoreReadOnlyError,
    StoreWriteError,
)
from reader.annotations.models import Annotation, ArticleRecord, Motivation, Position, Status, TagCount
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import annotation, article

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.encoding import Tables


def put(store: AnnotationStore, *items: Annotation) -> None:
    with store.transaction() as transaction:
        for item in items:
            transaction.put(item)


def tables(file: Path) -> Tables:
    """The file's content, as any JSON reader sees it."""
    content: Tables = json.loads(file.read_bytes())
    return content


def test_opening_and_reading_create_nothing(store: AnnotationStore, tmp_path: Path) -> None:
    assert store.problem is None
    assert (store.annotations(), store.annotations("a"), store.get("x"), store.tagged("x")) == ((), (), None, ())
    assert (store.tags(), store.article_tags("a"), store.record("a"), store.records(), store.rulings()) == (
        (),
        (),
        None,
        (),
        (),
    )
    assert not store.refresh()
    assert list(tmp_path.iterdir()) == []


def test_shown_for_reading_only_nothing_is_written(store: AnnotationStore, tmp_path: Path) -> None:
    store.read_only = True
    with pytest.raises(StoreReadOnlyError, match="reading only"):
        add_note(store, article(), "A note.")
    assert list(tmp_path.iterdir()) == []


def test_first_annotation_creates_a_file_that_stock_tinydb_reads(store: AnnotationStore, file: Path) -> None:
    item = annotation()
    put(store, item)
    with TinyDB(file) as database:
        assert database.table("annotations").all() == [annotation_to_document(item)]
        assert database.table("_meta").all() == [{"format": "reader-annotations", "schema": 1}]
        assert database.tables() == {"_meta", "articles", "annotations", "rulings"}
    assert AnnotationStore(file).annotations() == store.annotations() == (item,)


def test_transaction_without_a_change_writes_nothing(store: AnnotationStore, file: Path) -> None:
    with store.transaction() as transaction:
        assert transaction.annotations() == ()
    assert not file.exists()
    item = annotation()
    put(store, item)
    before = disk.signature(file)
    with store.transaction() as transaction:
        transaction.put(item)
        transaction.put_record(ArticleRecord("a"))
    assert transaction.commit is None
    assert disk.signature(file) == before


def test_exception_in_a_transaction_writes_nothing(store: AnnotationStore, file: Path) -> None:
    item = annotation()
    put(store, item)
    before = file.read_bytes()

    def interrupted() -> None:
        with store.transaction() as transaction:
            transaction.remove(item.id)
            transaction.put(annotation())
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert file.read_bytes() == before
    assert store.annotations() == (item,)
    put(store, annotation())
    assert len(store.annotations()) == 2


def test_transaction_sees_its_own_writes_and_nobody_else_does(store: AnnotationStore) -> None:
    first, second = annotation(tags=("a",)), annotation(tags=("A", "b"))
    put(store, first)
    with store.transaction() as transaction:
        transaction.put(second)
        transaction.put_record(ArticleRecord("x", starred=True))
        assert transaction.annotations() == (first, second)
        assert transaction.get(second.id) == second
        transaction.remove(first.id)
        assert transaction.get(first.id) is None
        assert transaction.tagged("a") == (second,)
        assert transaction.record("x") is not None
        assert store.annotations() == (first,)
        assert store.record("x") is None
    assert store.annotations() == (second,)


def test_transactions_do_not_nest(store: AnnotationStore) -> None:
    with store.transaction(), pytest.raises(RuntimeError, match="under way"), store.transaction():
        pytest.fail("the block must not run")
    put(store, annotation())


def test_commit_tells_what_was_before_and_after(store: AnnotationStore) -> None:
    item = annotation()
    put(store, item)
    changed = replace(item, body="Changed.")
    with store.transaction() as transaction:
        transaction.put(changed)
        transaction.put_record(ArticleRecord("x", title="X"))
    commit = transaction.commit
    assert commit is not None
    assert commit is store.last_commit
    assert commit.before == {item.id: annotation_to_document(item)}
    assert commit.after == {item.id: annotation_to_document(changed)}
    assert commit.records_before == {"x": None}
    assert (commit.records_after["x"] or {})["title"] == "X"


def test_removing_leaves_a_tombstone(store: AnnotationStore, file: Path) -> None:
    item = annotation(tags=("chips",), body="secret")
    put(store, item)
    remove_annotation(store, item.id)
    assert (store.annotations(), store.tagged("chips"), store.tags()) == ((), (), ())
    assert [gone.id for gone in store.tombstones()] == [item.id]
    assert "secret" not in file.read_text()
    document = tables(file)["annotations"]["1"]
    assert document.keys() == {"id", "created", "modified", "deleted", "motivation", "article"}
    with pytest.raises(AnnotationError, match=item.id):
        remove_annotation(store, item.id)


def test_old_tombstones_go_with_a_later_commit(store: AnnotationStore) -> None:
    old = annotation(deleted="2020-01-01T00:00:00Z")
    young = annotation()
    put(store, old, young)
    remove_annotation(store, young.id)
    assert [gone.id for gone in store.tombstones()] == [young.id]
    assert store.last_commit is not None
    assert old.id not in store.last_commit.after


def test_other_tables_and_keys_survive_every_commit(store: AnnotationStore, file: Path) -> None:
    item = annotation()
    put(store, item)
    content = tables(file)
    content["_meta"]["1"]["theirs"] = 1
    content["annotations"]["1"]["theirs"] = {"a": [1, 2.5]}
    content["rulings"]["4"] = {"id": "00000000-0000-4000-8000-000000000000", "action": "reject", "odd": None}
    content["their table"] = {"9": {"b": "ü"}}
    file.write_text(json.dumps(content))
    assert store.refresh()
    assert store.rulings() == (content["rulings"]["4"],)
    edit_note(store, item.id, "Another text.")
    add_tags(store, article(), ["chips"])
    set_status(store, article(), Status.DONE)
    after = tables(file)
    assert after["annotations"]["1"].pop("theirs") == content["annotations"]["1"].pop("theirs")
    assert {name: after[name] for name in ("_meta", "rulings", "their table")} == {
        name: content[name] for name in ("_meta", "rulings", "their table")
    }


def test_numbers_are_not_given_out_twice(store: AnnotationStore, file: Path) -> None:
    put(store, annotation(), annotation())
    content = tables(file)
    content["annotations"]["41"] = content["annotations"].pop("1")
    file.write_text(json.dumps(content))
    put(store, annotation())
    assert list(tables(file)["annotations"]) == ["2", "41", "42"]


def test_changes_of_another_process_are_kept_and_seen(store: AnnotationStore, file: Path) -> None:
    other = AnnotationStore(file)
    theirs, ours = annotation(), annotation()
    put(other, theirs)
    put(store, ours)
    assert store.annotations() == (theirs, ours)
    assert len(other.annotations()) == 1
    assert other.refresh()
    assert not other.refresh()
    assert other.annotations() == store.annotations()


def test_refresh_waits_for_a_transaction_of_another_thread(store: AnnotationStore) -> None:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(store.refresh()))
    with store.transaction() as transaction:
        transaction.put(annotation())
        assert not store.refresh()
        thread.start()
        time.sleep(0.05)
        assert answers == []
    thread.join()
    assert answers == [False]


def test_changes_that_a_transaction_found_are_still_news(store: AnnotationStore, file: Path) -> None:
    """What another process wrote is on the screen even if our own change came before the look at the file."""
    put(AnnotationStore(file), annotation())
    put(store, annotation())
    assert store.refresh()
    assert not store.refresh()
    put(store, annotation())
    assert not store.refresh()


def test_vanished_file_is_an_empty_one(store: AnnotationStore, file: Path) -> None:
    put(store, annotation())
    file.unlink()
    assert store.refresh()
    assert store.annotations() == ()
    put(store, annotation())
    assert len(tables(file)["annotations"]) == 1


def test_symlink_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "real.json"
    target.parent.mkdir()
    link = tmp_path / "annotations.json"
    link.symlink_to(target)
    store = AnnotationStore(link)
    put(store, annotation())
    put(store, annotation())
    assert link.is_symlink()
    assert len(tables(target)["annotations"]) == 2
    assert {path.name for path in target.parent.iterdir()} == {"real.json", "real.json.bak", "real.json.lock"}
    assert {path.name for path in tmp_path.iterdir()} == {"annotations.json", "elsewhere"}


def test_link_that_leads_to_itself_is_a_problem(file: Path) -> None:
    file.symlink_to(file)
    store = AnnotationStore(file)
    assert "cannot be read" in str(store.problem)
    with pytest.raises(StoreError):
        put(store, annotation())


@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_is_refused(store: AnnotationStore, file: Path, what: str) -> None:
    put(store, annotation())
    before = file.read_bytes()
    path, mode = (file, 0o444) if what == "file" else (file.parent, 0o555)
    path.chmod(mode)
    try:
        with pytest.raises(StoreReadOnlyError, match=f"{path} is read-only, so nothing was written"):
            put(store, annotation())
    finally:
        path.chmod(0o755)
    assert file.read_bytes() == before
    assert len(store.annotations()) == 1


def test_failed_write_is_as_if_it_never_was(
    store: AnnotationStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, lost = annotation(), annotation()
    put(store, kept)
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreWriteError, match="No space left on device"):
        put(store, lost)
    monkeypatch.undo()
    assert file.read_bytes() == before
    assert store.annotations() == (kept,)
    put(store, lost)
    assert store.annotations() == AnnotationStore(file).annotations() == (kept, lost)


HOLDER = """
import sys
from pathlib import Path
from reader.annotations.locking import locked
with locked(Path(sys.argv[1]), 5):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_waiting_for_another_process_has_a_limit(store: AnnotationStore, file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        started = time.monotonic()
        with pytest.raises(StoreLockedError, match=r"held by another process for over 0\.2 seconds"):
            put(store, annotation())
        assert 0.2 <= time.monotonic() - started < 5
        assert not file.exists()
        holder.kill()
    put(store, annotation())
    assert len(store.annotations()) == 1


def test_file_system_without_locks_is_refused(
    store: AnnotationStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def missing(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", missing)
    with pytest.raises(StoreReadOnlyError, match="cannot be locked"):
        put(store, annotation())
    assert not file.exists()


def test_newer_schema_opens_read_only(store: AnnotationStore, file: Path) -> None:
    item = annotation()
    put(store, item)
    content = tables(file)
    content["_meta"]["1"]["schema"] = 2
    raw = json.dumps(content).encode()
    file.write_bytes(raw)
    newer = AnnotationStore(file)
    assert "newer version" in str(newer.problem)
    assert newer.annotations() == (item,)
    with pytest.raises(StoreNewerError, match="update reader"):
        put(newer, annotation())
    assert file.read_bytes() == raw


def test_newer_schema_of_another_shape_is_no_damage(store: AnnotationStore, file: Path) -> None:
    put(store, annotation())
    put(store, annotation())
    file.write_bytes(file.read_bytes().replace(b'"schema": 1', b'"schema": 2').replace(b"commenting", b"linking"))
    newer = AnnotationStore(file)
    assert "newer version" in str(newer.problem)
    with pytest.raises(StoreNewerError):
        restore(file)


def test_order_of_the_text_then_of_age(store: AnnotationStore) -> None:
    late = annotation("b", position=Position(5, 9), created="2025-01-02T00:00:00Z")
    early = annotation("b", position=Position(5, 9), created="2025-01-01T00:00:00Z")
    first = annotation("b", position=Position(1, 20))
    whole = annotation("b")
    other = annotation("a", position=Position(50, 60))
    put(store, late, early, first, whole, other)
    assert store.annotations() == (other, whole, first, early, late)
    assert store.annotations("b") == (whole, first, early, late)
    moved = replace(first, article=first.article._replace(path="a"))
    put(store, moved)
    assert store.annotations("a") == (moved, other)
    assert store.annotations("b") == (whole, early, late)


def test_tags_are_counted_by_spelling(store: AnnotationStore) -> None:
    put(
        store,
        annotation("a", tags=("Chips",), created="2025-01-02T00:00:00Z"),
        annotation("a", tags=("chips", "Über"), created="2025-01-01T00:00:00Z"),
        annotation("b", tags=("CHIPS",), motivation=Motivation.TAGGING),
    )
    assert store.tags() == (TagCount("chips", 2, 3), TagCount("Über", 1, 1))
    assert [item.tags[0] for item in store.tagged("cHips")] == ["chips", "Chips", "CHIPS"]
    assert store.article_tags("b") == ("CHIPS",)
    assert store.article_tags("a") == ()


def test_record_that_says_nothing_is_removed(store: AnnotationStore, file: Path) -> None:
    set_starred(store, article(), True)
    set_status(store, article(), Status.READING)
    set_title(store, article(), " Mine ")
    record = store.record(article().path)
    assert record is not None
    assert (record.starred, record.status, record.title, record.size) == (True, Status.READING, "Mine", article().size)
    set_starred(store, article(), False)
    set_status(store, article(), None)
    set_title(store, article(), None)
    assert store.record(article().path) is None
    assert tables(file)["articles"] == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": "\ud800"},
        {"extra": {"a": float("nan")}},
        {"id": "1"},
        {"created": ""},
        {"tags": ("",)},
        {"extra": {"a": 10**30}},
    ],
)
def test_what_the_file_cannot_keep_never_reaches_it(store: AnnotationStore, file: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(AnnotationError, match="cannot be saved"):
        put(store, annotation(), annotation(**wrong))
    assert not file.exists()
    with pytest.raises(AnnotationError, match="cannot be saved"), store.transaction() as transaction:
        transaction.put_record(ArticleRecord("", title="x"))


def test_readers_on_other_threads_see_whole_states(store: AnnotationStore) -> None:
    """Ten notes come and go together; nobody ever sees some of them."""
    seen: set[int] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(len(store.annotations("folder/one.txt")))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        items = [annotation() for _ in range(10)]
        put(store, *items)
        with store.transaction() as transaction:
            for item in items:
                transaction.remove(item.id)
    stop.set()
    for thread in threads:
        thread.join()
    assert seen <= {0, 10}


def test_writers_on_two_threads_take_turns(file: Path) -> None:
    store = AnnotationStore(file)

    def write() -> None:
        for _ in range(20):
            add_note(store, article(), "A note.")

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(AnnotationStore(file).annotations()) == 40


def test_leftovers_of_a_killed_writer_are_swept(store: AnnotationStore, file: Path) -> None:
    for suffix in (disk.TEMPORARY_SUFFIX, disk.BACKUP_SUFFIX + disk.TEMPORARY_SUFFIX):
        disk.beside(file, suffix).write_bytes(b"half")
    put(store, annotation())
    assert {path.name for path in file.parent.iterdir()} == {"annotations.json", "annotations.json.lock"}
