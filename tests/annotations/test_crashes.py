"""Killed writers, many writers, full disks and missing rights, with real processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from reader.annotations import disk
from reader.annotations.editing import add_note
from reader.annotations.errors import StoreWriteError
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import annotation, article

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]


def start(name: str, file: Path, *numbers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.annotations.processes", name, str(file), *map(str, numbers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)


def output(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return said


@pytest.mark.slow
def test_400_kills_lose_nothing(file: Path) -> None:
    report = json.loads(output(start("kill", file, 400, 20250101)))
    assert (report["kills"], report["lost"], report["invalid"]) == (400, 0, 0)
    # The test tells something only if many of the writers were in the midst of writing.
    assert report["midway"] >= 40
    assert report["acknowledged"] >= 600
    store = AnnotationStore(file)
    assert store.problem is None
    with TinyDB(file) as database:
        assert len(database.table("annotations").all()) == report["kept"] == len(store.annotations())
    add_note(store, article(), "A note.")
    left = {path.name for path in file.parent.iterdir()}
    assert left == {"annotations.json", "annotations.json.bak", "annotations.json.lock"}


@pytest.mark.slow
def test_four_writers_lose_nothing(file: Path) -> None:
    started = time.monotonic()
    writers = [start("add", file, 250) for _ in range(4)]
    said = [output(writer).split() for writer in writers]
    seconds = time.monotonic() - started
    ids = [item for lines in said for item in lines]
    assert len(ids) == len(set(ids)) == 1000
    assert {item.id for item in AnnotationStore(file).annotations()} == set(ids)
    with TinyDB(file) as database:
        table = database.table("annotations").all()
        assert len({document.doc_id for document in table}) == 1000
    assert seconds < 60


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = Path(tempfile.mkdtemp())
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False, capture_output=True
        ).returncode
    ):
        folder.rmdir()
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


def test_full_disk_leaves_the_old_file_whole(small_disk: Path) -> None:
    file = small_disk / "annotations.json"
    store = AnnotationStore(file)
    with store.transaction() as transaction:
        for _ in range(1000):
            transaction.put(annotation())
    before = file.read_bytes()
    with pytest.raises(StoreWriteError, match="No space left on device; make room"):
        add_note(store, article(), "A note.")
    assert file.read_bytes() == before
    assert not disk.beside(file, disk.TEMPORARY_SUFFIX).exists()
    assert len(store.annotations()) == len(AnnotationStore(file).annotations()) == 1000
    disk.beside(file, disk.BACKUP_SUFFIX).unlink(missing_ok=True)
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    add_note(store, article(), "A note.")
    assert len(AnnotationStore(file).annotations()) == 1001


def test_folder_of_somebody_else(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that others may write to, but this process may not: the system says no, not our own look at the mode."""
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / "annotations.json"
        add_note(AnnotationStore(file), article(), "A note.")
        before = file.read_bytes()
        file.chmod(0o666)
        (folder / "annotations.json.lock").unlink()
        folder.chmod(0o755 if os.geteuid() == 0 else 0o555)
        said = output(start("add_without_rights", file))
        assert said.startswith("StoreReadOnlyError: ")
        assert str(folder) in said
        assert "nothing was written" in said
        assert file.read_bytes() == before
        folder.chmod(0o755)
        assert {path.name for path in folder.iterdir()} == {"annotations.json"}
    finally:
        shutil.rmtree(folder)


def test_power_cut_between_backup_and_file(file: Path) -> None:
    """A writer that ends after keeping the previous version and before the new one stands: nothing is lost."""
    store = AnnotationStore(file)
    add_note(store, article(), "One.")
    os.link(file, disk.beside(file, disk.BACKUP_SUFFIX))
    disk.beside(file, disk.TEMPORARY_SUFFIX).write_bytes(b"half")
    disk.beside(file, disk.BACKUP_SUFFIX + disk.TEMPORARY_SUFFIX).write_bytes(b"half")
    add_note(store, article(), "Two.")
    assert [item.body for item in AnnotationStore(file).annotations()] == ["One.", "Two."]
    assert [item.body for item in AnnotationStore(disk.beside(file, disk.BACKUP_SUFFIX)).annotations()] == ["One."]
