"""Fixtures of the screen's tests: no recognition process starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.tui.screens import main
from tests.library.fakes import FakeProcess, use_fake_process

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def fake_process(monkeypatch: pytest.MonkeyPatch) -> FakeProcess:
    """No recognition process starts; this one answers."""
    return use_fake_process(monkeypatch)


@pytest.fixture(autouse=True)
def no_time_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text counts as read when it has been gone to for some seconds: on a slow machine it would in any test."""
    monkeypatch.setattr(main, "PLACE_SECONDS", 3600.0)
    monkeypatch.setattr(main, "GLIMPSE_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal with colors, and a current folder of the test's own."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
