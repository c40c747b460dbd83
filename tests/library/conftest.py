"""Fixtures of the library's tests: one open library, its events, and recognition without a process."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, TypeVar

import pytest

from reader.config import Settings
from reader.library.library import Library
from tests.library.fakes import FakeProcess, use_fake_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.events import Event

Kind = TypeVar("Kind")


class Heard:
    """What a library told, in order, waited for."""

    def __init__(self, library: Library) -> None:
        self._queue: queue.Queue[Event] = queue.Queue()
        library.events.subscribe(self._queue.put)

    def next(self, kind: type[Kind], timeout: float = 5.0) -> Kind:
        """The next event, which must be of this kind."""
        event = self._queue.get(timeout=timeout)
        assert isinstance(event, kind)
        return event

    def nothing(self, seconds: float = 0.1) -> bool:
        """Whether nothing is told for a while."""
        try:
            self._queue.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def fake_process(monkeypatch: pytest.MonkeyPatch) -> FakeProcess:
    """No recognition process starts; this one answers."""
    return use_fake_process(monkeypatch)


@pytest.fixture
def library(library_folder: Path, fake_process: FakeProcess) -> Iterator[Library]:
    """The five articles, open."""
    opened = Library.open(library_folder, settings=Settings())
    yield opened
    opened.close()


@pytest.fixture
def heard(library: Library) -> Heard:
    """What the library tells."""
    return Heard(library)
