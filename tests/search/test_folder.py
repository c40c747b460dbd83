"""The index on disk: what is damaged counts as not there, and what is there is what was written."""

from __future__ import annotations

import json
import os
import random
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reader.search import folder as folders
from reader.search.container import DamagedError, open_container, write_container
from reader.search.folder import IndexFolder
from reader.search.pieces import Piece, pieces_of, snapshot_of
from reader.search.segment import build_segment
from tests.search.test_merging import articles, assert_same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.search.folder import Snapshot

TEXTS = ["rare earth and more", "other things", "rare things"]


@pytest.fixture
def index_folder(tmp_path: Path) -> IndexFolder:
    """An index of a main and a newer segment, one article gone."""
    made = IndexFolder(tmp_path)
    main = Piece.whole(made.store(build_segment(articles(TEXTS))))
    main.alive[1] = False
    newer = Piece.whole(made.store(build_segment(articles(["rare newer words"]))))
    made.publish(snapshot_of([main, newer]))
    return made


def assert_what_was_written(loaded: Snapshot, written: Snapshot) -> None:
    for name in ("alive", "sizes", "modified_ns", "known"):
        assert np.array_equal(getattr(loaded, name), getattr(written, name))
    assert loaded.fingerprint == written.fingerprint
    for found, expected in zip(loaded.stored, written.stored, strict=True):
        assert found.name == expected.name
        assert_same(found.segment, expected.segment)


def test_what_is_published_is_loaded(index_folder: IndexFolder) -> None:
    loaded = index_folder.load()
    assert loaded is not None
    assert_same(loaded.stored[0].segment, build_segment(articles(TEXTS)))
    assert loaded.alive.tolist() == [True, False, True, True]
    assert [piece.articles for piece in pieces_of(loaded)] == [2, 1]
    assert not index_folder.changed_since(loaded)
    index_folder.publish(snapshot_of(pieces_of(loaded)[:1]))
    assert index_folder.changed_since(loaded)
    assert sum(index_folder.load().alive) == 2  # type: ignore[union-attr]


def test_without_a_folder_there_is_no_index(tmp_path: Path) -> None:
    assert IndexFolder(tmp_path / "nothing").load() is None


def test_every_cut_and_every_flipped_bit_is_found(index_folder: IndexFolder, tmp_path: Path) -> None:
    chance = random.Random(5)
    written = index_folder.load()
    assert written is not None
    for file in sorted(tmp_path.iterdir()):
        whole = file.read_bytes()
        for _ in range(60):
            at = chance.randrange(len(whole))
            flipped = bytearray(whole)
            flipped[at] ^= 1 << chance.randrange(8)
            for damaged in (whole[:at], whole + whole[:at]):
                file.write_bytes(damaged)
                assert at == 0 or index_folder.load() is None
            file.write_bytes(flipped)
            loaded = index_folder.load()
            if loaded is not None:  # The bit is one of those between two arrays, which mean nothing.
                assert_what_was_written(loaded, written)
        file.write_bytes(whole)
        assert index_folder.load() is not None


def test_a_large_file_is_read_whole_when_it_was_touched(
    index_folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_SMALL", 0)
    checked = []
    monkeypatch.setattr("reader.search.container.Container.check", lambda self: checked.append(len(self.arrays)))
    assert index_folder.load() is not None
    assert len(checked) == 1
    segment = next(tmp_path.glob("*.segment"))
    times = segment.stat()
    segment.write_bytes(segment.read_bytes())
    os.utime(segment, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert index_folder.load() is not None
    assert len(checked) == 3


def test_a_file_of_another_version_is_none_of_ours(index_folder: IndexFolder, tmp_path: Path) -> None:
    file = next(tmp_path.glob("*.segment"))
    data = bytearray(file.read_bytes())
    data[8:12] = struct.pack("<I", 999)
    file.write_bytes(data)
    with pytest.raises(DamagedError, match="version"):
        open_container(file)
    assert index_folder.load() is None


@pytest.mark.parametrize("content", [b"", b"x", b"reader-i" + bytes(100), json.dumps({}).encode() * 50])
def test_other_files_are_none_of_ours(index_folder: IndexFolder, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "current").write_bytes(content)
    assert index_folder.load() is None


@pytest.mark.parametrize("name", ["current", "*.segment"])
def test_what_was_written_halfway_is_no_index(index_folder: IndexFolder, tmp_path: Path, name: str) -> None:
    file = next(tmp_path.glob(name))
    whole = file.read_bytes()
    file.write_bytes(bytes(64) + whole[64 : len(whole) // 2])
    assert index_folder.load() is None
    file.write_bytes(bytes(len(whole)))
    assert index_folder.load() is None


def test_a_sound_segment_of_other_articles_does_not_fit(index_folder: IndexFolder, tmp_path: Path) -> None:
    assert index_folder.load() is not None
    other = index_folder.store(build_segment(articles(TEXTS[:1])))
    main = index_folder.load()
    assert main is not None
    (tmp_path / other.name).replace(tmp_path / main.stored[0].name)
    assert index_folder.load() is None


def test_leftovers_that_are_damaged_are_left_out(index_folder: IndexFolder, tmp_path: Path) -> None:
    sound = index_folder.store(build_segment(articles(TEXTS)))
    (tmp_path / "cut.segment").write_bytes((tmp_path / sound.name).read_bytes()[:-9])
    write_container(tmp_path / "other.segment", [("a", np.arange(9, dtype=np.uint32))])
    in_force = index_folder.load()
    assert in_force is not None
    assert [item.name for item in index_folder.leftovers([item.name for item in in_force.stored])] == [sound.name]


def test_a_missing_segment_means_no_index(index_folder: IndexFolder, tmp_path: Path) -> None:
    next(tmp_path.glob("*.segment")).unlink()
    assert index_folder.load() is None


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, NDArray[np.uint32]]]:
        yield "a", np.arange(9, dtype=np.uint32)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_container(tmp_path / "x", failing())
    assert list(tmp_path.iterdir()) == []


def test_what_was_mapped_stays_readable_when_the_file_goes(index_folder: IndexFolder) -> None:
    loaded = index_folder.load()
    assert loaded is not None
    index_folder.sweep(())
    assert list(loaded.stored[0].segment.paths) == ["0.txt", "1.txt", "2.txt"]


def test_one_process_writes_at_a_time(index_folder: IndexFolder) -> None:
    with index_folder.writing() as first, IndexFolder(index_folder.folder).writing(timeout=0) as second:
        assert (first, second) == (True, False)
    with index_folder.writing(timeout=0) as again:
        assert again
