from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.models import ArticleFile
from reader.config import Settings
from reader.entities.cache import MentionCache
from reader.entities.pipeline import ModelError
from reader.library import recognizing
from reader.library.events import EntitiesFailed, EntitiesReady, Event, ModelDoubted, Progress
from reader.library.library import Library
from reader.library.recognizing import BATCH, BATCH_BYTES, JOB, batches_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.library.conftest import Heard
    from tests.library.fakes import FakeProcess

MANY = 60


@pytest.fixture(autouse=True)
def no_thread_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Recognition ends with its library."""
    monkeypatch.setattr(recognizing, "_TURN", 0.02)
    yield
    for thread in threading.enumerate():
        if thread.name == "recognition":
            thread.join(timeout=5)
            assert not thread.is_alive()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of many small articles."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:03}.txt").write_text(f"Huawei has {number} chips.\n")
    return folder


@pytest.fixture
def opened(fake_process: FakeProcess) -> Iterator[Callable[[Path], Library]]:
    """Opens libraries, and closes them in the end."""
    libraries: list[Library] = []

    def open_library(folder: Path) -> Library:
        libraries.append(Library.open(folder, settings=Settings()))
        return libraries[-1]

    yield open_library
    for library in libraries:
        library.close()


def told(library: Library) -> list[Event]:
    """All that the library tells from now on."""
    events: list[Event] = []
    library.events.subscribe(events.append)
    return events


def known(library: Library) -> int:
    """How many articles are known to another one who opens the library."""
    again = Library.open(library.location.folder, settings=Settings())
    count = sum(again.recognition.known(again.article(file.path)) is not None for file in again.files)
    again.close()
    return count


def until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        threading.Event().wait(0.005)
    raise AssertionError(true)


def test_all_articles_are_recognized_each_once(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    library = opened(many)
    events = told(library)
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert known(library) == MANY
    assert len(fake_process.asked) == len(set(fake_process.asked)) == MANY
    assert library.recognition.everywhere.count_mentions() == MANY
    assert {event.path for event in events if isinstance(event, EntitiesReady)} == {file.path for file in library.files}
    progress = [event for event in events if isinstance(event, Progress)]
    assert {event.job for event in progress} == {JOB}
    assert [event.done for event in progress] == sorted(event.done for event in progress)
    assert (progress[0].done, progress[-1].done, progress[-1].total) == (0, MANY, MANY)
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert len(fake_process.asked) == MANY


def test_equal_articles_are_recognized_once(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    for file in many.iterdir():
        file.write_text("Huawei.\n")
    library = opened(many)
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert known(library) == MANY
    assert len(fake_process.asked) == 1


def test_work_that_was_ended_goes_on_where_it_was(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    first = opened(many)

    def stop_halfway(event: Event) -> None:
        if isinstance(event, Progress) and event.done >= MANY // 2:
            first.close()

    first.events.subscribe(stop_halfway)
    with pytest.raises(ModelError, match="closed"):
        first.recognition.everywhere.bring_up_to_date(wait=True)
    done = len(fake_process.asked)
    assert MANY // 2 <= done < MANY
    opened(many).recognition.everywhere.bring_up_to_date(wait=True)
    assert known(first) == MANY
    assert len(fake_process.asked) == len(set(fake_process.asked)) == MANY


def test_the_article_that_is_looked_at_goes_first(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    library = opened(many)
    fake_process.go_on.clear()
    library.recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: bool(fake_process.asked))
    library.recognition.request(f"{MANY - 1:03}.txt")
    fake_process.go_on.set()
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert f"has {MANY - 1} chips" in fake_process.asked[BATCH]
    assert len(fake_process.asked) == MANY


def test_two_programs_share_the_work(opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess) -> None:
    libraries = [opened(many), opened(many)]
    events = told(libraries[1])
    fake_process.go_on.clear()
    libraries[0].recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: bool(fake_process.asked))
    libraries[1].recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: bool(events))
    fake_process.go_on.set()
    for library in libraries:
        library.recognition.everywhere.bring_up_to_date(wait=True)
    assert known(libraries[1]) == MANY
    assert len(fake_process.asked) == MANY
    last = events[-1]
    assert isinstance(last, Progress)
    assert last.done == last.total


def test_an_article_that_comes_meanwhile_is_recognized_too(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    library = opened(many)
    fake_process.go_on.clear()
    library.recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: bool(fake_process.asked))
    (many / "new.txt").write_text("SMIC is new.\n")
    library.rescan()
    fake_process.go_on.set()
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert "SMIC is new.\n" in fake_process.asked
    assert known(library) == MANY + 1


@pytest.fixture
def made(fake_process: FakeProcess, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A note for each process that is made; all that a library has to do is much."""
    made: list[str] = []

    def make(model: str) -> FakeProcess:
        made.append(model)
        return fake_process

    monkeypatch.setattr("reader.entities.process.RecognitionProcess", make)
    monkeypatch.setattr(recognizing, "HELP_FROM", 0)
    monkeypatch.setattr(recognizing, "cores", lambda: 2)
    return made


def test_much_work_has_processes_of_its_own_a_second_one_when_a_core_is_free(
    opened: Callable[[Path], Library],
    many: Path,
    fake_process: FakeProcess,
    made: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load = [2.0, 1.0, 1.0]
    monkeypatch.setattr("os.getloadavg", lambda: load)
    library = opened(many)
    fake_process.go_on.clear()
    library.recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: len(fake_process.asked) == 1)
    threading.Event().wait(0.1)
    assert len(made) == 2, "the one that is always there, and one for this work; no core was free"
    load[0] = 1.0
    until(lambda: len(fake_process.asked) == 2)
    fake_process.go_on.set()
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert len(made) == 3
    assert known(library) == MANY
    assert len(fake_process.asked) == MANY


def test_the_article_that_is_looked_at_waits_for_no_batch(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess, made: list[str]
) -> None:
    library = opened(many)
    fake_process.go_on.clear()
    library.recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: bool(fake_process.asked))
    library.recognition.request(f"{MANY - 1:03}.txt")
    until(lambda: any(f"has {MANY - 1} chips" in text for text in fake_process.asked))
    fake_process.go_on.set()
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert len(fake_process.asked) == MANY


def test_helpers_end_with_their_library(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess, made: list[str]
) -> None:
    library = opened(many)
    fake_process.go_on.clear()
    library.recognition.everywhere.bring_up_to_date(wait=False)
    until(lambda: bool(fake_process.asked))
    library.close()
    assert fake_process.closed.is_set()


def test_in_the_background_others_go_first(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess, made: list[str]
) -> None:
    opened(many).recognition.everywhere.bring_up_to_date(wait=True)
    assert fake_process.niceness == 0
    (many / "new.txt").write_text("SMIC is new.\n")
    library = opened(many)
    library.recognition.everywhere.bring_up_to_date(wait=False)
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert fake_process.niceness > 0


def test_an_article_that_cannot_be_recognized_keeps_no_other_from_it(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    fake_process.deadly = "has 13 chips"
    library = opened(many)
    events = told(library)
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert known(library) == MANY - 1
    (failed,) = [event for event in events if isinstance(event, EntitiesFailed)]
    assert failed.path == "013.txt"
    assert failed.reason.startswith("013.txt: ")
    assert events[-1] == Progress(JOB, MANY, MANY)


def test_an_article_that_cannot_be_read_keeps_no_other_from_it(
    opened: Callable[[Path], Library], many: Path, fake_process: FakeProcess
) -> None:
    library = opened(many)
    assert len(library.files) == MANY
    (many / "007.txt").unlink()
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert len(fake_process.asked) == MANY - 1


def test_without_a_model_who_waits_gets_the_reason(library: Library, fake_process: FakeProcess) -> None:
    fake_process.failure = "The model is not installed."
    events = told(library)
    for _ in range(2):
        with pytest.raises(ModelError, match="not installed"):
            library.recognition.everywhere.bring_up_to_date(wait=True)
    assert [event for event in events if isinstance(event, EntitiesFailed)] == [
        EntitiesFailed("The model is not installed.")
    ]


def test_doubts_about_the_model_are_told_once(library: Library, heard: Heard, fake_process: FakeProcess) -> None:
    fake_process.warning = "The weights are not the official ones."
    events = told(library)
    library.recognition.everywhere.bring_up_to_date(wait=True)
    library.recognition.mentions(library.article(library.files[0].path))
    assert [event for event in events if isinstance(event, ModelDoubted)] == [ModelDoubted(fake_process.warning)]


def test_all_is_forgotten_and_recognized_anew(library: Library, fake_process: FakeProcess) -> None:
    library.recognition.everywhere.bring_up_to_date(wait=True)
    library.recognition.everywhere.forget()
    assert library.recognition.known(library.article(library.files[0].path)) is None
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert len(fake_process.asked) == 2 * len(library.files)


def test_where_nothing_can_be_written_it_is_recognized_all_the_same(
    library: Library, fake_process: FakeProcess, reader_home: Path
) -> None:
    (reader_home / "cache").write_text("a file, not a folder")
    library.recognition.everywhere.bring_up_to_date(wait=True)
    assert all(library.recognition.known(library.article(file.path)) is not None for file in library.files)
    assert len(fake_process.asked) == len(library.files)


def test_at_the_end_what_nobody_used_for_long_is_forgotten(
    library: Library, fake_process: FakeProcess, reader_home: Path
) -> None:
    file = reader_home / "cache" / "mentions.sqlite3"
    with closing(MentionCache(file)) as cache:
        cache.put("another library's", fake_process.version, ())
    library.recognition.everywhere.bring_up_to_date(wait=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE mentions SET used = used - 1000 WHERE sha256 LIKE 'another%'")
        connection.execute("UPDATE mentions SET used = used - 40 WHERE sha256 NOT LIKE 'another%'")
        before = connection.execute("SELECT count(*), max(used) FROM mentions").fetchone()
    library.close()
    with closing(sqlite3.connect(file)) as connection:
        after = connection.execute("SELECT count(*), max(used) FROM mentions").fetchone()
    assert (before[0], after[0]) == (len(library.files) + 1, len(library.files))
    assert after[1] == before[1] + 40


@given(st.lists(st.integers(0, 2 * BATCH_BYTES), max_size=60))
def test_every_file_is_in_one_batch(sizes: list[int]) -> None:
    files = {f"{number}.txt": size for number, size in enumerate(sizes)}
    batches = list(batches_of(ArticleFile(path, path, size, 0) for path, size in files.items()))
    assert [path for batch in batches for path in batch] == list(files)
    for batch in batches:
        assert 1 <= len(batch) <= BATCH
        assert len(batch) == 1 or sum(files[path] for path in batch) <= BATCH_BYTES
