"""The index of a library: kept between runs, made in the background, shared, and healed."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from reader.config import Folders, Settings
from reader.library import indexing
from reader.library.events import Progress
from reader.library.library import Library
from reader.library.location import LibraryError
from reader.search import updating
from reader.search.segment import build_segment
from reader.search.workers import WorkerError
from tests import interrupts


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Counts what is indexed in this process."""
    counting = Mock(wraps=build_segment)
    monkeypatch.setattr(updating, "build_segment", counting)
    return counting


def opened(folder: Path) -> Library:
    return Library.open(folder, settings=Settings())


def found(library: Library, typed: str) -> list[str]:
    return [hit.article for hit in library.searching.search(typed, wait=True).hits]


def index_files() -> list[Path]:
    return sorted(file for file in (Folders.default().cache / "index").rglob("*") if file.is_file())


def test_the_next_run_reads_no_article(library_folder: Path, build: Mock) -> None:
    first = found(opened(library_folder), "huwaei chips")
    assert first
    build.assert_called_once()
    assert found(opened(library_folder), "huwaei chips") == first
    build.assert_called_once()


def test_each_library_has_its_own(library_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("huawei")
    assert len(found(opened(library_folder), "huawei")) > 1
    assert found(opened(other), "huawei") == ["a.txt"]
    assert found(opened(other / "a.txt"), "huawei") == ["a.txt"]
    assert len(found(opened(library_folder), "huawei")) > 1


@pytest.mark.parametrize("kind", ["cut", "flipped", "emptied", "other", "version", "halfway", "gone"])
@pytest.mark.parametrize("ending", ["current", ".segment"])
def test_damage_is_healed(library_folder: Path, ending: str, kind: str) -> None:
    expected = found(opened(library_folder), "huwaei chips")
    (file,) = (file for file in index_files() if file.name.endswith(ending))
    data = file.read_bytes()
    if kind == "gone":
        file.unlink()
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :]
        damaged = {"cut": data[:-9], "flipped": flipped, "emptied": b"", "other": b"PK" * 99}
        damaged |= {"version": data[:8] + b"\1\0\0\0" + data[12:], "halfway": bytes(64) + data[64:middle]}
        file.write_bytes(damaged[kind])
    assert found(opened(library_folder), "huwaei chips") == expected
    assert len(index_files()) == 3


def test_an_index_made_anew(library_folder: Path, build: Mock) -> None:
    library = opened(library_folder)
    found(library, "chips")
    library.searching.indexing.forget()
    assert [file.name for file in index_files()] == ["lock"]
    assert found(library, "chips")
    assert build.call_count == 2


def test_without_a_place_to_keep_it_there_is_an_index_still(library_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    blocked = Folders(tmp_path, tmp_path / "file" / "cache", tmp_path)
    library = Library.open(library_folder, settings=Settings(), folders=blocked)
    assert found(library, "huwaei chips")
    (library_folder / "seeds" / "new.txt").write_text("zyxwvuts")
    library.rescan()
    assert found(library, "zyxwvuts") == ["new.txt"]


def test_a_full_disk_takes_no_search_away(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened(library_folder)
    assert found(before, "chips")
    before.close()
    (library_folder / "seeds" / "new.txt").write_text("zyxwvuts")
    replace, full = Path.replace, {Folders.default().cache}

    def replaced(self: Path, target: Path) -> Path:
        if full & set(target.parents):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    assert found(opened(library_folder), "zyxwvuts") == ["new.txt"]
    full.add(Path("/"))
    with pytest.raises(LibraryError, match="kept nowhere: No space left"):
        opened(library_folder).searching.search("chips", wait=True)


def test_a_search_that_does_not_wait_says_that_it_is_not_complete(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(*arguments: object) -> object:
        assert go_on.wait(5)
        return build_segment(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(updating, "build_segment", slowly)
    monkeypatch.setattr(indexing, "GRACE", 0.05)
    library = opened(library_folder)
    started = time.perf_counter()
    for _ in range(20):
        answer = library.searching.search("huwaei")
        assert (answer.hits, answer.complete) == ((), False)
    assert time.perf_counter() - started < 1
    told = threading.Event()
    library.events.subscribe(lambda event: told.set() if isinstance(event, Progress) else None)
    go_on.set()
    assert told.wait(5)
    answer = library.searching.search("huwaei", wait=True)
    assert answer.complete
    assert answer.hits
    library.close()


def test_what_is_known_answers_while_the_rest_is_indexed(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = opened(library_folder)
    before = library.searching.search("huwaei", wait=True).hits
    (library_folder / "seeds" / "new.txt").write_text("zyxwvuts")
    library.rescan()
    go_on = threading.Event()
    monkeypatch.setattr(updating, "build_segment", lambda items: (go_on.wait(5), build_segment(items))[1])
    monkeypatch.setattr(indexing, "GRACE", 0.05)
    answer = library.searching.search("huwaei")
    assert (answer.hits, answer.complete) == (before, False)
    go_on.set()
    assert found(library, "zyxwvuts") == ["new.txt"]


def test_what_failed_is_not_tried_again_at_every_key(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = Mock(side_effect=WorkerError("died"))
    monkeypatch.setattr(updating, "update", failing)
    library = opened(library_folder)
    library.events.subscribe(lambda _: None)
    for _ in range(3):
        assert not library.searching.search("huwaei").complete
    failing.assert_called_once()
    with pytest.raises(LibraryError, match="died"):
        library.searching.search("huwaei", wait=True)
    monkeypatch.undo()
    assert library.searching.search("huwaei", wait=True).hits


def test_the_end_of_the_work_is_told(library_folder: Path) -> None:
    library = opened(library_folder)
    told: list[Progress] = []
    library.events.subscribe(lambda event: told.append(event) if isinstance(event, Progress) else None)
    library.searching.update()
    assert told[-1].job == indexing.JOB
    assert told[-1].done == told[-1].total == 5


def test_two_libraries_at_once_make_one_index(library_folder: Path, build: Mock) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: found(opened(library_folder), "huwaei chips"), range(4)))
    assert len(set(map(tuple, answers))) == 1
    build.assert_called_once()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Four thousand small articles."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4000):
        (folder / f"{number}.txt").write_text(f"Article {number}\n\nIt says word{number} and more words.\n" * 20)
    return folder


def start_indexing(folder: Path) -> subprocess.Popen[bytes]:
    """A process that indexes and has done a part of it."""
    process = subprocess.Popen(
        [*interrupts.PYTHON, "-m", "reader", "-L", folder, "index", "--only", "index"], stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while not any(file.name == "current" for file in index_files()) and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.01)
    return process


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_what_was_done_before_the_end_is_kept(many: Path, end: signal.Signals) -> None:
    process = start_indexing(many)
    workers = [pid for task in Path(f"/proc/{process.pid}/task").iterdir() for pid in _children(task)]
    assert workers
    process.send_signal(end)
    assert process.wait(10) != 0
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    library = opened(many)
    told: list[Progress] = []
    library.events.subscribe(lambda event: told.append(event) if isinstance(event, Progress) else None)
    assert found(library, '"word3999"') == ["3999.txt"] * 3
    begun = next(item for item in told if item.total)
    assert begun.total - begun.done < 4000
    library.close()


def _children(task: Path) -> list[int]:
    return [int(child) for child in (task / "children").read_text().split()]
