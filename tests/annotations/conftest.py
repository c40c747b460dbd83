"""A store on a file that is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations.store import AnnotationStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where annotations would be."""
    return tmp_path / "annotations.json"


@pytest.fixture
def store(file: Path) -> AnnotationStore:
    """An empty store that does not wait for long."""
    return AnnotationStore(file, lock_timeout=0.2)
