"""Fixtures of the entity tests: a tiny pipeline that loads at once, and the real model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.recognizer import SpacyRecognizer

PATTERNS = [
    {"label": "GPE", "pattern": "China"},
    {"label": "GPE", "pattern": "U.S."},
    {"label": "PERSON", "pattern": "Ada Lovelace"},
    {"label": "ORG", "pattern": "the Big Fund"},
]


@pytest.fixture(scope="session")
def tiny_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pipeline that knows a few names by heart."""
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(PATTERNS)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("pipelines") / "tiny"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def tiny(tiny_pipeline: Path) -> SpacyRecognizer:
    """A recognizer that knows a few names by heart."""
    from reader.entities.recognizer import SpacyRecognizer

    return SpacyRecognizer.load(str(tiny_pipeline))


@pytest.fixture(scope="session")
def english() -> SpacyRecognizer:
    """The recognizer that people get by default."""
    from reader.entities.recognizer import SpacyRecognizer

    return SpacyRecognizer.load()
