"""Work in the background stands still while a key is being answered, and goes on all the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from reader import pacing
from reader.pacing import KEY_SECONDS, WORK_SECONDS, Pacing, paced

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Time that passes only when somebody sleeps or says so."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pacing, "monotonic", clock.monotonic)
    monkeypatch.setattr(pacing, "sleep", clock.sleep)
    return clock


def in_background(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_nothing_pauses_as_long_as_no_key_comes(clock: Clock) -> None:
    in_background(Pacing().pause)
    assert clock.slept == []


def test_after_a_key_work_stands_still_for_a_moment_and_then_no_more(clock: Clock) -> None:
    pace = Pacing()
    pace.key_pressed()
    clock.now += KEY_SECONDS / 4
    in_background(pace.pause)
    assert clock.slept == [pytest.approx(KEY_SECONDS * 3 / 4)]
    clock.now += WORK_SECONDS * 2
    in_background(pace.pause)
    assert len(clock.slept) == 1


def test_while_a_key_is_held_down_a_little_is_done_between_pauses(clock: Clock) -> None:
    pace = Pacing()
    for _ in range(3):
        pace.key_pressed()
        in_background(pace.pause)
        pace.key_pressed()
        clock.now += WORK_SECONDS / 2
        in_background(pace.pause)
        clock.now += WORK_SECONDS
    assert len(clock.slept) == 3


def test_the_thread_that_answers_keys_never_pauses(clock: Clock) -> None:
    pace = Pacing()
    pace.key_pressed()
    pace.pause()
    assert clock.slept == []


def test_there_is_a_pause_before_each_item() -> None:
    pauses: list[None] = []
    assert [(item, len(pauses)) for item in paced("ab", lambda: pauses.append(None))] == [("a", 1), ("b", 2)]
