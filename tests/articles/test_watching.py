from __future__ import annotations

import os
import queue
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from reader.articles.watching import _changes_within, watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@contextmanager
def watched(folder: Path) -> Iterator[queue.Queue[str]]:
    """Changes of the folder as they are told; the first thing is that watching has begun."""
    told: queue.Queue[str] = queue.Queue()
    stop = threading.Event()

    def run() -> None:
        for _ in watch(folder, stop):
            told.put("changed")
        told.put("stopped")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    for number in range(50):
        (folder / "warm-up.txt").write_text(str(number))
        try:
            told.get(timeout=0.3)
            break
        except queue.Empty:
            continue
    while True:
        try:
            told.get(timeout=0.5)
        except queue.Empty:
            break
    try:
        yield told
    finally:
        stop.set()
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_changes_to_articles_are_told_and_others_are_not(tmp_path: Path) -> None:
    with watched(tmp_path) as told:
        (tmp_path / "annotations.json").write_text("{}")
        (tmp_path / ".hidden.txt").write_text("x")
        with pytest.raises(queue.Empty):
            told.get(timeout=0.8)
        (tmp_path / "new.txt").write_text("x")
        assert told.get(timeout=5) == "changed"
        (tmp_path / "new.txt").unlink()
        assert told.get(timeout=5) == "changed"


def test_a_name_that_is_no_text_is_told_and_does_not_end_the_watching(tmp_path: Path) -> None:
    with watched(tmp_path) as told:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).touch()
        assert told.get(timeout=5) == "changed"
        time.sleep(0.5)
        while not told.empty():
            told.get()
        (tmp_path / "new.txt").write_text("x")
        assert told.get(timeout=5) == "changed"


def test_watching_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(watch(tmp_path / "nowhere", threading.Event()))


def test_a_folder_that_is_watched_again_is_looked_at_once_the_watch_has_begun(tmp_path: Path) -> None:
    stop = threading.Event()
    ending = threading.Timer(5, stop.set)
    ending.start()
    next(_changes_within({tmp_path}, lambda *_: True, stop, recursive=True, anew=True))
    assert not stop.is_set()
    ending.cancel()
