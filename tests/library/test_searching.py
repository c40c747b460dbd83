from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from reader.annotations import editing
from reader.config import Settings
from reader.library.library import Library
from reader.search.query import parse_query
from reader.search.segment import build_segment

if TYPE_CHECKING:
    from pathlib import Path


def paths(library: Library, query: str) -> list[str]:
    """The first three digits of the articles that answer, best first, each once."""
    return list(dict.fromkeys(hit.article[:3] for hit in library.searching.search(query, wait=True).hits))


def test_hits_are_exact_passages_with_exact_matches(library: Library) -> None:
    answer = library.searching.search("huwaei chips", wait=True)
    assert answer.query == "huwaei chips"
    assert answer.milliseconds >= 0
    best = answer.hits[0]
    text = library.article(best.article).text
    assert best.passage == text[best.start : best.end]
    assert "Huawei" in {text[match.start : match.end] for match in best.matches}
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)


def test_nothing_typed_has_no_hits(library: Library) -> None:
    for typed in ("", "   ", '"', "-", "tag:"):
        assert library.searching.search(typed, wait=True).hits == ()


def test_filters_alone_list_all_that_match(library: Library) -> None:
    assert paths(library, "path:00") == ["000", "001", "002", "003", "004"]
    assert paths(library, "-path:000") == ["001", "002", "003", "004"]
    assert paths(library, "tag:none") == []


def test_filters_and_words_together(library: Library) -> None:
    assert "003" in paths(library, "huawei")
    editing.add_tags(library.store, library.article(library.files[3].path), ["mine"])
    assert paths(library, "huawei tag:mine") == ["003"]
    assert "003" not in paths(library, "huawei -tag:mine")


def test_nothing_is_read_when_nothing_changed(library: Library) -> None:
    engine = library.searching.update()
    assert library.searching.update() is engine
    assert library.rescan() is False
    assert library.searching.update() is engine


def test_new_changed_and_removed_files(library: Library, library_folder: Path) -> None:
    seeds = library_folder / "seeds"
    assert paths(library, "zyxwvuts") == []
    (seeds / "new.txt").write_text("A title\n\nHere stands zyxwvuts.\n")
    library.rescan()
    assert paths(library, "zyxwvuts") == ["new"]
    (seeds / "new.txt").write_text("A title\n\nHere stands qponmlkj, and more of it.\n")
    library.rescan()
    assert paths(library, "qponmlkj") == ["new"]
    assert paths(library, '"zyxwvuts"') == []
    (seeds / "new.txt").unlink()
    library.rescan()
    assert paths(library, '"qponmlkj"') == []


def test_a_file_of_the_same_size_and_another_time_is_read_anew(library: Library, library_folder: Path) -> None:
    file = library_folder / "seeds" / "new.txt"
    file.write_text("A title\n\nabcdefghij\n")
    library.rescan()
    assert paths(library, '"abcdefghij"') == ["new"]
    before = file.stat()
    file.write_text("A title\n\nkjihgfedcb\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    library.rescan()
    assert paths(library, '"kjihgfedcb"') == ["new"]


def test_damaged_text_is_not_found(tmp_path: Path) -> None:
    word = "โ"
    (tmp_path / "a.txt").write_text(f"China {word} the current drive is even more intense. " * 20)
    library = Library.open(tmp_path, settings=Settings())
    assert library.article("a.txt").damage
    assert library.searching.search(f'"{word}"', wait=True).hits == ()
    assert library.searching.search("current drive", wait=True).hits


def test_binary_and_empty_files_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\0\0chips")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "text.txt").write_text("Chips and more.\n")
    library = Library.open(tmp_path, settings=Settings())
    assert paths(library, "chips") == ["tex"]


def test_a_library_without_articles(tmp_path: Path) -> None:
    library = Library.open(tmp_path, settings=Settings())
    assert library.searching.search("chips", wait=True).hits == ()
    assert library.searching.search("path:a", wait=True).hits == ()


@pytest.mark.parametrize("query", ["tech", "path:00", "title:China", '"self-reliance"'])
def test_a_file_that_vanished_meanwhile_has_no_hits(library: Library, library_folder: Path, query: str) -> None:
    library.searching.update()
    library._articles.clear()
    (library_folder / "seeds" / library.files[1].path).unlink()
    found = paths(library, query)
    assert found
    assert "001" not in found
    library.rescan()
    assert set(paths(library, query)) == set(found)


def test_a_file_that_vanishes_between_index_and_hit(library: Library, library_folder: Path) -> None:
    engine = library.searching.update()
    (library_folder / "seeds" / library.files[1].path).unlink()
    library.rescan()
    assert {hit.article[:3] for hit in engine.search(parse_query("tech"))} == {"000", "002", "003", "004"}


def test_a_cancelled_search_gives_nothing(library: Library) -> None:
    assert library.searching.search("chips", cancelled=lambda: True).hits == ()


def test_many_threads_build_one_index(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    build = Mock(wraps=build_segment)
    monkeypatch.setattr("reader.search.updating.build_segment", build)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(partial(library.searching.search, wait=True), ["tech chips"] * 8))
    assert len({answer.hits for answer in answers}) == 1
    assert answers[0].hits
    build.assert_called_once()
