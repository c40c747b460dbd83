from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from reader.articles import decoding
from reader.config import Settings
from reader.library.library import Library
from reader.library.texts import ArticleTexts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Counts the files that are read."""
    read = Mock(wraps=decoding.read_bytes)
    monkeypatch.setattr(decoding, "read_bytes", read)
    return read


def test_a_text_is_read_once_until_its_file_changes(library: Library, library_folder: Path, reading: Mock) -> None:
    texts, path = ArticleTexts(library), library.files[0].path
    assert texts.of(path) == library.article(path).text
    reading.reset_mock()
    assert texts.of(path) is texts.of(path)
    reading.assert_not_called()
    (library_folder / "seeds" / path).write_text("Other words.\n")
    library.rescan()
    assert texts.of(path) == "Other words.\n"
    reading.assert_called_once()


def test_a_text_that_is_gone_is_an_error(library: Library, library_folder: Path) -> None:
    texts, path = ArticleTexts(library), library.files[0].path
    (library_folder / "seeds" / path).unlink()
    with pytest.raises(LookupError):
        texts.of(path)
    library.rescan()
    with pytest.raises(LookupError):
        texts.of(path)


def test_the_texts_asked_for_last_are_kept(tmp_path: Path, reading: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.texts.CHARACTERS_KEPT", 10)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name * 4)
    (tmp_path / "long.txt").write_text("long " * 4)
    texts = ArticleTexts(Library.open(tmp_path, settings=Settings()))
    for path in ("a.txt", "b.txt", "a.txt", "c.txt"):
        texts.of(path)
    assert reading.call_count == 3
    assert texts.of("a.txt") == "aaaa"
    assert reading.call_count == 3, "b.txt made room"
    assert texts.of("b.txt") == "bbbb"
    assert reading.call_count == 4
    for _ in range(2):
        assert texts.of("long.txt") == "long " * 4
    assert reading.call_count == 6, "longer than all that is kept"
    assert texts.of("a.txt") == "aaaa"
    assert reading.call_count == 7
