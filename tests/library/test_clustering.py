from __future__ import annotations

import importlib.util
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.config import ClusterSettings, Settings
from reader.library.library import Library
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def nowhere() -> str:
    """An address of this machine at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def clustered(library_folder: Path, nowhere: str) -> Iterator[Library]:
    """A library whose cluster is gone."""
    settings = replace(Settings(), cluster=ClusterSettings((nowhere,)))
    library = Library.open(library_folder, settings=settings)
    yield library
    library.close()


def test_a_cluster_that_is_gone_changes_no_answer(
    clustered: Library, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_CLUSTER_KEY", "any")
    found = clustered.searching.search("huwaei chips", wait=True)
    assert "does not answer" in clustered.searching.clustering.notice
    local = Library.open(library_folder, settings=Settings())
    assert found.hits == local.searching.search("huwaei chips", wait=True).hits
    assert local.searching.clustering.notice == ""
    local.close()


def test_a_key_that_is_missing_is_told(clustered: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READER_CLUSTER_KEY", raising=False)
    monkeypatch.setattr("reader.cluster.connection._kept_key", lambda: None)  # whoever runs this may keep one
    assert clustered.searching.search("chips", wait=True).hits
    assert "READER_CLUSTER_KEY" in clustered.searching.clustering.notice


def test_without_the_extra_it_is_said_what_to_install(clustered: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr("reader.library.clustering.find_spec", lambda name: None if name == "typesense" else find(name))
    assert clustered.searching.search("chips", wait=True).hits
    assert "pip install 'reading-room[cluster]'" in clustered.searching.clustering.notice
    snapshot = clustered.searching.indexing.snapshot
    assert snapshot is not None
    with pytest.raises(LibraryError, match="reading-room"):
        clustered.searching.clustering.push(snapshot)


def test_one_file_needs_no_cluster(library_folder: Path, nowhere: str) -> None:
    file = next((library_folder / "seeds").iterdir())
    library = Library.open(file, settings=replace(Settings(), cluster=ClusterSettings((nowhere,))))
    assert not library.searching.clustering.is_set
    library.close()
