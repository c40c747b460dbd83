"""Titles of a large library are remembered as long as the files stay as they are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.library import catalog as catalog_module
from reader.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five articles count as a large library."""
    monkeypatch.setattr(catalog_module, "READ_ANEW", 2)


def entries(folder: Path) -> dict[str, str]:
    library = Library.open(folder)
    try:
        return {file.path: library.catalog.entry(file.path).title for file in library.files}
    finally:
        library.close()


def unreadable(*_: object) -> None:
    raise AssertionError("the file was read again")


@pytest.mark.usefixtures("small_is_large")
def test_files_are_not_read_again(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = entries(library_folder)
    monkeypatch.setattr(catalog_module, "read_summary", unreadable)
    assert entries(library_folder) == before
    assert len(before) == 5


@pytest.mark.usefixtures("small_is_large")
def test_a_changed_file_is_read_again(library_folder: Path) -> None:
    entries(library_folder)
    changed = min((library_folder / "seeds").iterdir())
    changed.write_text("Another Title Altogether\n\nAnd a sentence of text below it.\n", encoding="utf-8")
    os.utime(changed, ns=(1, 1))
    assert entries(library_folder)[changed.name] == "Another Title Altogether"


@pytest.mark.usefixtures("small_is_large")
def test_two_folders_do_not_share_titles(library_folder: Path, tmp_path: Path) -> None:
    entries(library_folder)
    other = tmp_path / "other"
    other.mkdir()
    for name in ("000_884e4c8393e0b97b.txt", "a.txt", "b.txt"):
        (other / name).write_text("Quite Another Article\n\nIt says other things.\n", encoding="utf-8")
    assert set(entries(other).values()) == {"Quite Another Article"}


def test_a_small_library_keeps_no_cache(library_folder: Path, reader_home: Path) -> None:
    entries(library_folder)
    assert not (reader_home / "cache" / "summaries.sqlite3").exists()
