from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.articles.decoding import UnreadableError
from reader.articles.scanning import scan
from reader.config import Settings, SettingsError
from reader.library.drafts import Draft
from reader.library.events import ArticlesChanged
from reader.library.library import ARTICLES_KEPT, Library
from reader.library.location import LibraryError
from tests.cli.conftest import tree

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles.scanning import Scan
    from tests.library.conftest import Heard


@pytest.mark.parametrize("named", ["", "seeds", "seeds/001_6bc8e632c3eb1799.txt"])
def test_opening_listing_reading_and_searching_write_nothing(library_folder: Path, named: str, heard: Heard) -> None:
    before = tree(library_folder)
    library = Library.open(library_folder / named, settings=Settings())
    library.catalog.load(file.path for file in library.files)
    for file in library.files:
        article = library.article(file.path)
        library.catalog.entry(file.path)
        library.recognition.mentions(article)
        library.state.set_position(file.path, 100, 0.5)
        library.state.keep_draft(Draft("A draft.", file.path))
    for query in ("huawei chips", "tag:none", "in:notes", "entity:China", "title:china"):
        library.searching.search(query)
    assert library.store.annotations() == ()
    assert library.store.refresh() is False
    library.rescan()
    library.close()
    assert tree(library_folder) == before


def test_the_first_annotation_makes_the_file(library: Library) -> None:
    assert not library.location.annotations.exists()
    editing.add_tags(library.store, library.article(library.files[0].path), ["chips"])
    assert library.location.annotations.is_file()
    assert library.catalog.entry(library.files[0].path).tags == ("chips",)


def test_all_articles_are_readable_and_keep_their_bytes(library: Library, seeds: Path) -> None:
    assert len(library.files) == 5
    for file in library.files:
        assert (seeds / file.path).read_bytes().decode() == library.article(file.path).text
    assert library.skipped == ()


def test_a_single_file_is_a_library_of_one(library_folder: Path) -> None:
    library = Library.open(library_folder / "seeds" / "001_6bc8e632c3eb1799.txt", settings=Settings())
    assert [file.path for file in library.files] == ["001_6bc8e632c3eb1799.txt"]
    assert library.article("001_6bc8e632c3eb1799.txt").words > 100
    editing.add_tags(library.store, library.article("001_6bc8e632c3eb1799.txt"), ["mine"])
    assert (library_folder / "seeds" / "annotations.json").is_file()


def test_an_article_that_is_none(library: Library) -> None:
    for path in ("nothing.txt", "../annotations.json", "/etc/passwd", ""):
        with pytest.raises(LibraryError, match="no such article"):
            library.article(path)


def test_an_article_that_vanished(library: Library) -> None:
    library.files[0].file.unlink()
    with pytest.raises(UnreadableError, match="cannot be read"):
        library.article(library.files[0].path)


def test_an_article_that_became_something_else(library: Library, tmp_path: Path) -> None:
    file = library.files[0].file
    for replacement in ("link", "pipe"):
        file.unlink()
        if replacement == "link":
            file.symlink_to("/etc/passwd")
        else:
            os.mkfifo(file)
        with pytest.raises(UnreadableError):
            library.article(library.files[0].path)


def test_a_few_articles_are_kept_in_memory(tmp_path: Path) -> None:
    for number in range(ARTICLES_KEPT + 5):
        (tmp_path / f"{number}.txt").write_text(f"Text {number}.\n")
    library = Library.open(tmp_path, settings=Settings())
    for file in library.files:
        library.article(file.path)
    assert library.article(library.files[-1].path) is library.article(library.files[-1].path)
    assert len(library._articles) == ARTICLES_KEPT


def test_articles_are_read_from_many_threads(library: Library) -> None:
    paths = [file.path for file in library.files] * 20
    with ThreadPoolExecutor(8) as pool:
        articles = list(pool.map(library.article, paths))
    assert [article.path for article in articles] == paths


def test_changes_are_told_once(library: Library, library_folder: Path, heard: Heard) -> None:
    assert library.rescan() is False
    assert len(library.files) == 5
    assert library.rescan() is False
    assert heard.nothing()
    (library_folder / "seeds" / "new.txt").write_text("New.\n")
    assert library.rescan() is True
    heard.next(ArticlesChanged)
    assert library.rescan() is False
    assert heard.nothing()
    assert library.article("new.txt").text == "New.\n"


def test_files_can_be_asked_for_while_the_folder_is_looked_at(
    library: Library, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.files
    looking, go_on = threading.Event(), threading.Event()

    def slow_scan(folder: Path) -> Scan:
        looking.set()
        assert go_on.wait(5)
        return scan(folder)

    monkeypatch.setattr("reader.library.library.scan", slow_scan)
    (library_folder / "seeds" / "new.txt").write_text("New.\n")
    thread = threading.Thread(target=library.rescan)
    thread.start()
    assert looking.wait(5)
    started = time.monotonic()
    assert library.files == before
    assert library.file(before[0].path) == before[0]
    assert time.monotonic() - started < 1
    go_on.set()
    thread.join()
    assert len(library.files) == 6


def test_a_folder_that_goes_away_is_an_empty_library_until_it_is_back(library: Library, library_folder: Path) -> None:
    assert len(library.files) == 5
    (library_folder / "seeds").rename(library_folder / "elsewhere")
    assert library.rescan() is True
    assert [file.path for file in library.files] == []
    (library_folder / "elsewhere").rename(library_folder / "seeds")
    assert library.rescan() is True
    assert len(library.files) == 5


def test_settings_of_the_person_are_in_force(library_folder: Path, reader_home: Path) -> None:
    (reader_home / "config").mkdir()
    (reader_home / "config" / "settings.toml").write_text('creator = "Ada"\nwidth = 60\n')
    library = Library.open(library_folder)
    assert (library.settings.creator, library.settings.width) == ("Ada", 60)
    (reader_home / "config" / "settings.toml").write_text("width = 3\n")
    with pytest.raises(SettingsError, match="width"):
        Library.open(library_folder)


def test_closing_twice_does_no_harm(library: Library) -> None:
    library.close()
    library.start_watching()
    library.close()
    library.close()
