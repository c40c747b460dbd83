from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from reader.entities.recognizer import ModelError
from reader.library.events import EntitiesFailed, EntitiesReady
from reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.library.conftest import Heard
    from tests.library.fakes import FakeProcess


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """Recognition ends with its library."""
    yield
    for thread in threading.enumerate():
        if thread.name == "recognition":
            thread.join(timeout=5)
            assert not thread.is_alive()


def test_mentions_are_exact(library: Library) -> None:
    article = library.article(library.files[3].path)
    mentions = library.recognition.mentions(article)
    assert mentions
    assert all(item.text == article.text[item.start : item.end] for item in mentions)


def test_what_is_known_is_not_asked_again(library: Library, fake_process: FakeProcess) -> None:
    article = library.article(library.files[0].path)
    assert library.recognition.known(article) is None
    assert fake_process.asked == []
    mentions = library.recognition.mentions(article)
    assert library.recognition.mentions(article) == library.recognition.known(article) == mentions
    assert len(fake_process.asked) == 1


def test_the_next_library_knows_from_the_cache(
    library: Library, library_folder: Path, fake_process: FakeProcess
) -> None:
    path = library.files[0].path
    mentions = library.recognition.mentions(library.article(path))
    library.close()
    again = Library.open(library_folder, settings=Settings())
    assert again.recognition.known(again.article(path)) == mentions
    assert len(fake_process.asked) == 1
    again.close()


def test_another_model_knows_nothing_of_it(library: Library, library_folder: Path, fake_process: FakeProcess) -> None:
    path = library.files[0].path
    library.recognition.mentions(library.article(path))
    library.close()
    fake_process.version = "fake 2"
    again = Library.open(library_folder, settings=Settings())
    assert again.recognition.known(again.article(path)) is None
    again.close()


def test_a_changed_article_is_recognized_anew(library: Library, library_folder: Path) -> None:
    path = library.files[0].path
    library.recognition.mentions(library.article(path))
    (library_folder / "seeds" / path).write_text("Huawei, and nothing else.\n")
    library.rescan()
    assert library.recognition.known(library.article(path)) is None
    assert [item.text for item in library.recognition.mentions(library.article(path))] == ["Huawei"]


def test_in_the_background(library: Library, heard: Heard, fake_process: FakeProcess) -> None:
    path = library.files[1].path
    library.recognition.request(path)
    assert heard.next(EntitiesReady).path == path
    assert library.recognition.known(library.article(path))
    assert fake_process.threads == {"recognition"}


def test_asking_never_waits_and_the_last_asked_comes_first(
    library: Library, heard: Heard, fake_process: FakeProcess
) -> None:
    fake_process.go_on.clear()
    paths = [file.path for file in library.files]
    library.recognition.request(paths[0])
    while not fake_process.asked:
        threading.Event().wait(0.005)
    for path in paths[1:]:
        library.recognition.request(path)
    fake_process.go_on.set()
    assert [heard.next(EntitiesReady).path for _ in paths] == [paths[0], *reversed(paths[1:])]


def test_asked_twice_is_recognized_once(library: Library, heard: Heard, fake_process: FakeProcess) -> None:
    path = library.files[1].path
    for _ in range(3):
        library.recognition.request(path)
    for _ in range(3):
        assert heard.next(EntitiesReady).path == path
    assert len(fake_process.asked) == 1


def test_a_failure_is_told_once(library: Library, heard: Heard, fake_process: FakeProcess) -> None:
    fake_process.failure = "The model is not installed."
    for file in library.files:
        library.recognition.request(file.path)
    assert heard.next(EntitiesFailed).reason == "The model is not installed."
    library.recognition.request(library.files[0].path)
    assert heard.nothing()


def test_a_failure_is_an_error_for_who_waits(library: Library, fake_process: FakeProcess) -> None:
    fake_process.failure = "The model is not installed."
    with pytest.raises(ModelError, match="not installed"):
        library.recognition.mentions(library.article(library.files[0].path))


def test_an_article_that_is_gone_does_not_keep_others_waiting(
    library: Library, library_folder: Path, heard: Heard
) -> None:
    paths = [file.path for file in library.files]
    (library_folder / "seeds" / paths[0]).unlink()
    library.recognition.request(paths[0])
    library.recognition.request("never there.txt")
    library.recognition.request(paths[1])
    assert heard.next(EntitiesReady).path == paths[1]
    library.rescan()
    library.recognition.request(paths[0])
    library.recognition.request(paths[2])
    events = [heard.next(object), heard.next(object)]
    assert EntitiesReady(paths[2]) in events


def test_closing_does_not_wait_and_says_nothing(library: Library, heard: Heard, fake_process: FakeProcess) -> None:
    fake_process.go_on.clear()
    library.recognition.request(library.files[0].path)
    while not fake_process.asked:
        threading.Event().wait(0.005)
    library.close()
    assert fake_process.closed.is_set()
    assert heard.nothing()
    library.recognition.request(library.files[1].path)
    assert len(fake_process.asked) == 1


def test_closing_what_was_never_used_starts_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.recognition.Recognition._open", lambda _: pytest.fail("opened"))
    recognition = library.recognition
    library.close()
    recognition.request(library.files[0].path)
    library.close()


def test_what_is_asked_after_closing_starts_nothing(library: Library, fake_process: FakeProcess) -> None:
    library.recognition.close()
    assert library.recognition.known(library.article(library.files[0].path)) is None
    assert fake_process.closed.is_set()


def test_threads_share_one_process(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    both = threading.Barrier(2)

    class SlowCache:
        def __init__(self, file: Path) -> None:
            made.append(1)
            threading.Event().wait(0.05)

        def get(self, sha256: str, version: str) -> None:
            return None

        def close(self) -> None:
            return None

    monkeypatch.setattr("reader.entities.cache.MentionCache", SlowCache)
    article = library.article(library.files[0].path)

    def ask() -> None:
        both.wait()
        library.recognition.known(article)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
