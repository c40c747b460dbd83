"""Fixtures for all tests: a home of their own, and a library to read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None, max_examples=500)
settings.load_profile("repeatable")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def reader_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, cache and state away from the home folder, in this process and its children."""
    home = tmp_path_factory.mktemp("reader-home")
    monkeypatch.setenv("READER_HOME", str(home))
    return home


@pytest.fixture
def seeds() -> Path:
    """The five articles, to be read only."""
    return PROJECT / "seeds"


@pytest.fixture
def library_folder(tmp_path: Path, seeds: Path) -> Path:
    """A library of its own: a copy of the five articles in ``seeds/``, without annotations."""
    folder = tmp_path / "library"
    shutil.copytree(seeds, folder / "seeds")
    return folder
