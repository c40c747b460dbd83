"""The TinyDB storage, alone and in a transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where

from reader.annotations.content import empty_tables
from reader.annotations.documents import annotation_to_document
from reader.annotations.encoding import write_tables
from reader.annotations.errors import StoreDamagedError, StoreWriteError
from reader.annotations.storage import SafeStorage
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import annotation

if TYPE_CHECKING:
    from pathlib import Path


def test_stands_alone_under_tinydb(file: Path) -> None:
    item = annotation()
    with TinyDB(file, storage=SafeStorage) as database:
        table = database.table("annotations")
        assert table.all() == []
        assert not file.exists()
        table.insert(annotation_to_document(item))
        table.update({"body": "Another."}, where("id") == item.id)
        assert [document["body"] for document in table.all()] == ["Another."]
    assert [found.body for found in AnnotationStore(file).annotations()] == ["Another."]
    with TinyDB(file) as database:
        assert database.table("annotations").all()[0]["body"] == "Another."


def test_alone_it_writes_nothing_that_it_could_not_read(file: Path) -> None:
    with (
        TinyDB(file, storage=SafeStorage) as database,
        pytest.raises(StoreWriteError, match=r"not valid: annotations\[1\]: "),
    ):
        database.table("annotations").insert({"id": "1"})
    assert not file.exists()


def test_alone_it_does_not_overwrite_what_came_between(file: Path) -> None:
    storage = SafeStorage(file)
    tables = storage.read()
    with AnnotationStore(file).transaction() as transaction:
        transaction.put(annotation())
    content = file.read_bytes()
    with pytest.raises(StoreWriteError, match="changed by another process"):
        storage.write(tables or {})
    assert file.read_bytes() == content


def test_damaged_file_is_neither_read_nor_written(file: Path) -> None:
    file.write_bytes(b"{")
    storage = SafeStorage(file)
    with pytest.raises(StoreDamagedError):
        storage.read()
    with pytest.raises(StoreDamagedError):
        storage.write({})
    assert file.read_bytes() == b"{"
    with pytest.raises(StoreDamagedError), storage.transaction():
        pytest.fail("the block must not run")


def test_writes_of_a_transaction_reach_the_disk_as_one(file: Path) -> None:
    storage = SafeStorage(file)
    with storage.transaction():
        assert storage.read() is None
        storage.write(write_tables(empty_tables()))
        storage.write({**(storage.read() or {}), "theirs": {}})
        assert not file.exists()
    assert json.loads(file.read_bytes()).keys() == {*empty_tables(), "theirs"}
    assert not file.with_name("annotations.json.bak").exists()
