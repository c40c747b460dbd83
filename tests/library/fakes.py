"""A recognition process that is none: it knows a few names by heart and counts what it is asked."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from reader.entities.models import Mention
from reader.entities.pipeline import ModelError, RecognitionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

NAMES = {
    "China": "GPE",
    "United States": "GPE",
    "U.S.": "GPE",
    "Beijing": "GPE",
    "Xi Jinping": "PERSON",
    "Huawei": "ORG",
    "SMIC": "ORG",
    "Chinese": "NORP",
    "2025": "DATE",
}
_NAME = re.compile("|".join(re.escape(name) for name in NAMES))


@dataclass
class FakeProcess:
    """Stands for ``RecognitionProcess``; ``fake_process`` makes every library use the one of the test."""

    version: str = "fake 1"
    niceness: int = 0
    warning: str | None = None
    failure: str | None = None
    """A sentence: every recognition fails with it."""
    deadly: str | None = None
    """Words of a text over which every process dies."""
    asked: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    go_on: threading.Event = field(default_factory=threading.Event)
    """While it is clear, recognition takes its time."""
    closed: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.go_on.set()

    def recognize_all(self, texts: Sequence[str]) -> tuple[tuple[Mention, ...], ...]:
        return tuple(self._recognize(text) for text in texts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """It stays: the one process of the test stands for all."""

    def _recognize(self, text: str) -> tuple[Mention, ...]:
        self.asked.append(text)
        self.threads.add(threading.current_thread().name)
        while not self.go_on.wait(0.01):
            if self.closed.is_set():
                raise ModelError("Recognition was closed.")
        if self.failure is not None:
            raise ModelError(self.failure)
        if self.deadly is not None and self.deadly in text:
            raise RecognitionError("Recognition ended twice.")
        return self.marked(text)

    def marked(self, text: str) -> tuple[Mention, ...]:
        """What is marked in a text."""
        return tuple(
            Mention(found.start(), found.end(), found[0], NAMES[found[0]], found[0]) for found in _NAME.finditer(text)
        )

    def close(self) -> None:
        self.closed.set()


def use_fake_process(monkeypatch: pytest.MonkeyPatch) -> FakeProcess:
    """From now on libraries recognize with the fake that is given back; no process starts."""
    process = FakeProcess()
    monkeypatch.setattr("reader.entities.process.RecognitionProcess", lambda _: process)
    return process
