"""A file that is not valid is never overwritten: the store says why, and the backup can be brought back."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import disk
from reader.annotations.backup import restore
from reader.annotations.content import AnnotationsFile
from reader.annotations.documents import annotation_to_document
from reader.annotations.editing import add_note, edit_note
from reader.annotations.errors import AnnotationError, StoreDamagedError, StoreError, StoreReadOnlyError
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import annotation, article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

META = {"1": {"format": "reader-annotations", "schema": 1}}


def content(**tables: Any) -> bytes:  # noqa: ANN401 - tables of any shape
    return json.dumps({"_meta": META, **tables}).encode()


def note(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of any kind
    return annotation_to_document(annotation()) | fields


TWIN = note()
DAMAGED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "spaces": lambda: b"  \n",
    "binary": lambda: bytes(range(256)),
    "nul bytes": lambda: bytes(4096),
    "truncated": lambda: content(annotations={"1": note()})[:-9],
    "two documents": lambda: content() + content(),
    "trailing text": lambda: content() + b"x",
    "UTF-16": lambda: content().decode().encode("utf-16"),
    "Latin-1": lambda: content(annotations={"1": note()}).replace(b"A note", b"\xe9 note"),
    "byte order mark": lambda: b"\xef\xbb\xbf" + content(),
    "merge conflict": lambda: b"<<<<<<< HEAD\n" + content() + b"\n=======\n" + content() + b"\n>>>>>>> theirs\n",
    "not JSON": lambda: b"annotations: []",
    "NaN": lambda: content(annotations={"1": note(extra={"a": float("nan")})}),
    "Infinity": lambda: content(annotations={"1": note(extra={"a": float("inf")})}),
    "lone surrogate": lambda: content(annotations={"1": note(body="\ud800")}),
    "deep lists": lambda: b"[" * 1_000_000,
    "deep objects": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep extra": lambda: content(annotations={"1": note(extra={"a": json.loads("[" * 500 + "]" * 500)})}),
    "deep key beside": lambda: content(annotations={"1": note(theirs=json.loads("[" * 100 + "]" * 100))}),
    "deep foreign table": lambda: content(x={"1": {"a": json.loads("[" * 300 + "]" * 300)}}),
    "null": lambda: b"null",
    "list": lambda: b"[]",
    "text": lambda: b'"annotations"',
    "no tables": lambda: b"{}",
    "somebody's JSON": lambda: b'{"name": "package", "version": "1.0"}',
    "somebody's TinyDB": lambda: b'{"_default": {"1": {"a": 1}}}',
    "other format": lambda: json.dumps({"_meta": {"1": {"format": "other", "schema": 1}}}).encode(),
    "schema of another kind": lambda: json.dumps({"_meta": {"1": META["1"] | {"schema": "1"}}}).encode(),
    "schema true": lambda: json.dumps({"_meta": {"1": META["1"] | {"schema": True}}}).encode(),
    "schema zero": lambda: json.dumps({"_meta": {"1": META["1"] | {"schema": 0}}}).encode(),
    "no schema": lambda: json.dumps({"_meta": {"1": {"format": "reader-annotations"}}}).encode(),
    "two metas": lambda: json.dumps({"_meta": META | {"2": META["1"]}}).encode(),
    "table is a list": lambda: content(annotations=[note()]),
    "table is null": lambda: content(annotations=None),
    "document is a text": lambda: content(annotations={"1": "x"}),
    "number is a word": lambda: content(annotations={"x": note()}),
    "number is huge": lambda: content(annotations={"9" * 400: note()}),
    "number twice": lambda: content(annotations={"1": note()}).replace(b'{"1": {"id"', b'{"1": {}, "1": {"id"'),
    "key twice": lambda: content(annotations={"1": note()}).replace(b'"body"', b'"body": "", "body"'),
    "no id": lambda: content(annotations={"1": {key: value for key, value in note().items() if key != "id"}}),
    "id is a number": lambda: content(annotations={"1": note(id=7)}),
    "id twice": lambda: content(annotations={"1": TWIN, "2": TWIN}),
    "path twice": lambda: content(articles={"1": {"path": "a"}, "2": {"path": "a"}}),
    "negative offset": lambda: content(annotations={"1": note(position={"start": -1, "end": 4})}),
    "backward offsets": lambda: content(annotations={"1": note(position={"start": 5, "end": 4})}),
    "huge offset": lambda: content(annotations={"1": note(position={"start": 0, "end": 10**400})}),
    "large offset": lambda: content(annotations={"1": note(position={"start": 0, "end": 10**30})}),
    "fractional offset": lambda: content(annotations={"1": note(position={"start": 0, "end": 4.5})}),
    "huge number": lambda: content(annotations={"1": note(extra={"a": 10**30})}),
    "number beyond doubles": lambda: content(annotations={"1": note(extra={})}).replace(
        b'"extra": {}', b'"extra": {"a": 1e999}'
    ),
    "impossible time": lambda: content(annotations={"1": note(created="2025-13-01T00:00:00Z")}),
    "ruling without id": lambda: content(rulings={"1": {"action": "reject"}}),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_file_is_read_only_and_says_why(file: Path, kind: str) -> None:
    raw = DAMAGED[kind]()
    file.write_bytes(raw)
    before = disk.signature(file)
    store = AnnotationStore(file)
    assert store.problem is not None
    assert store.problem.startswith(f"{file} is damaged and nothing is written to it: ")
    assert store.problem.endswith("`reader doctor --restore`.")
    assert "\n" not in store.problem
    assert len(store.problem) < len(str(file)) + 400
    assert store.annotations() == ()
    with pytest.raises(StoreDamagedError):
        add_note(store, article(), "A note.")
    assert file.read_bytes() == raw
    assert disk.signature(file) == before
    assert {path.name for path in file.parent.iterdir()} <= {"annotations.json", "annotations.json.lock"}


def test_the_place_is_named(file: Path) -> None:
    file.write_bytes(content(annotations={"1": note(), "7": note(position={"start": 9, "end": 3})}))
    assert "annotations[7]: position does not start before its end" in str(AnnotationStore(file).problem)


@given(st.data())
def test_any_broken_file_is_either_sound_or_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut, flipped and doubled bytes: never another exception, and what is sound can be written and read."""
    raw = bytearray(json.dumps({"_meta": META, "annotations": {"1": TWIN}, "articles": {"1": {"path": "ä"}}}).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(raw) - 1))
        match data.draw(st.sampled_from(["cut", "flip", "double", "drop"])):
            case "cut":
                del raw[place:]
            case "flip":
                raw[place] ^= 1 << data.draw(st.integers(0, 7))
            case "double":
                raw[place:place] = raw[place : place + data.draw(st.integers(1, 60))]
            case _:
                del raw[place : place + data.draw(st.integers(1, 60))]
        raw = raw or bytearray(b" ")
    file = tmp_path_factory.mktemp("broken") / "annotations.json"
    file.write_bytes(raw)
    store = AnnotationStore(file)
    problem = store.problem
    if problem is None:
        count = len(store.annotations())
        add_note(store, article(), "A note.")
        assert len(AnnotationStore(file).annotations()) == count + 1
    else:
        with pytest.raises(StoreError):
            add_note(store, article(), "A note.")
        assert file.read_bytes() == raw


@pytest.mark.parametrize("kind", ["fifo", "folder", "device", "huge"])
def test_what_is_no_readable_file_is_refused_at_once(file: Path, kind: str) -> None:
    match kind:
        case "fifo":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "device":
            file.symlink_to("/dev/zero")
        case _:
            with file.open("wb") as stream:
                stream.truncate(disk.LARGEST_FILE + 1)
    store = AnnotationStore(file)
    assert store.problem is not None
    assert store.problem.startswith(f"{file} cannot be read, so nothing is written to it: it is ")
    with pytest.raises(StoreError):
        add_note(store, article(), "A note.")


def test_a_layout_made_to_mislead_changes_no_other_note(store: AnnotationStore, file: Path) -> None:
    """A field that looks like the next document, where the next document itself does not look like one."""
    first, second = (add_note(store, article(), body) for body in ("One.", "Two."))
    raw = file.read_bytes()
    fake = b'"extra": {"x": {\n    },\n    "2": {\n      "y": 1\n    }}'
    raw = raw.replace(b'"extra": {}', fake, 1).replace(b'}\n    },\n    "2": {\n      "id"', b'}}, "2": {\n      "id"')
    file.write_bytes(raw)
    opened = AnnotationStore(file)
    assert opened.problem is None
    for item in (first, second):
        with pytest.raises(StoreDamagedError, match="laid out by hand"):
            edit_note(opened, item.id, "Changed.")
        assert file.read_bytes() == raw
    add_note(opened, article(), "Three.")
    assert [item.body for item in AnnotationStore(file).annotations()] == ["One.", "Two.", "Three."]


def test_damage_under_an_open_store_keeps_what_was_read(store: AnnotationStore, file: Path) -> None:
    add_note(store, article(), "A note.")
    sound = file.read_bytes()
    file.write_bytes(sound[:-40])
    assert store.refresh()
    assert "is damaged" in str(store.problem)
    assert len(store.annotations()) == 1
    with pytest.raises(StoreDamagedError):
        add_note(store, article(), "Another.")
    assert file.read_bytes() == sound[:-40]
    file.write_bytes(sound)
    assert store.refresh()
    assert store.problem is None
    add_note(store, article(), "Another.")
    assert len(store.annotations()) == 2


def test_restoring_the_last_good_version(store: AnnotationStore, file: Path) -> None:
    for body in ("One.", "Two.", "Three."):
        add_note(store, article(), body)
    file.chmod(0o640)
    file.write_bytes(b"{ broken")
    done = restore(file)
    assert (done.file, done.annotations) == (file, 2)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"{ broken"
    assert file.stat().st_mode & 0o777 == 0o640
    assert store.refresh()
    assert [item.body for item in store.annotations()] == ["One.", "Two."]
    add_note(store, article(), "Four.")
    file.write_bytes(b"broken again")
    second = restore(file)
    assert second.kept not in {None, done.kept}
    assert AnnotationStore(disk.beside(file, ".bak")).problem is None
    assert done.kept.read_bytes() == b"{ broken"


def test_restoring_a_file_that_is_gone(store: AnnotationStore, file: Path) -> None:
    add_note(store, article(), "One.")
    add_note(store, article(), "Two.")
    file.unlink()
    assert restore(file).kept is None
    assert len(AnnotationStore(file).annotations()) == 1


def test_restored_file_and_backup_are_two_files(store: AnnotationStore, file: Path) -> None:
    add_note(store, article(), "One.")
    add_note(store, article(), "Two.")
    file.write_bytes(b"broken")
    restore(file)
    assert file.stat().st_ino != disk.beside(file, ".bak").stat().st_ino


def test_nothing_to_restore(store: AnnotationStore, file: Path) -> None:
    with pytest.raises(AnnotationError, match="is not there, so nothing was restored"):
        restore(file)
    add_note(store, article(), "One.")
    with pytest.raises(AnnotationError, match="is sound"):
        restore(file)
    file.write_bytes(b"broken")
    with pytest.raises(AnnotationError, match="move it away to start anew"):
        restore(file)
    disk.beside(file, ".bak").write_bytes(b"broken too")
    with pytest.raises(AnnotationError, match="is damaged, too"):
        restore(file)
    assert file.read_bytes() == b"broken"


def test_restoring_a_newer_or_read_only_file_is_refused(store: AnnotationStore, file: Path) -> None:
    add_note(store, article(), "One.")
    add_note(store, article(), "Two.")
    newer = file.read_bytes().replace(b'"schema": 1', b'"schema": 2')
    file.write_bytes(newer)
    with pytest.raises(StoreError, match="newer version"):
        restore(file)
    file.write_bytes(b"broken")
    file.chmod(0o444)
    with pytest.raises(StoreReadOnlyError):
        restore(file)
    assert file.read_bytes() == b"broken"


def test_truncation_anywhere_is_noticed(file: Path) -> None:
    """Whatever is left of a cut file is never taken for a sound one."""
    store = AnnotationStore(file)
    add_note(store, article(), "A note.")
    raw = file.read_bytes()
    for length in [0, 1, 2, *random.Random(7).sample(range(3, len(raw) - 2), 40), len(raw) - 2]:
        file.write_bytes(raw[:length])
        content_ = AnnotationsFile(file)
        content_.refresh()
        assert isinstance(content_.problem, StoreDamagedError), length
