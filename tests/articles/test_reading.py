from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.decoding import BINARY_NOTICE, UnreadableError
from reader.articles.models import ArticleFile
from reader.articles.reading import read_article, read_summary, words_of
from reader.articles.scanning import scan

if TYPE_CHECKING:
    from pathlib import Path


def file_of(path: Path, data: bytes) -> ArticleFile:
    path.write_bytes(data)
    status = path.stat()
    return ArticleFile(path.name, str(path), status.st_size, status.st_mtime_ns)


def test_the_seeds(seeds: Path) -> None:
    files = scan(seeds).files
    assert len(files) == 5
    for file in files:
        article = read_article(file)
        data = file.file.read_bytes()
        assert article.text.encode() == data
        assert article.sha256 == hashlib.sha256(data).hexdigest()
        assert (article.size, article.modified_ns) == (len(data), file.file.stat().st_mtime_ns)
        assert (article.encoding, article.notices, article.is_binary) == ("utf-8", (), False)
        assert article.sections is article.sections
        assert article.damage is article.damage
        assert bool(article.damage) == file.path.startswith("003")


@pytest.mark.skipif(shutil.which("wc") is None, reason="no wc here")
def test_words_are_what_wc_counts(seeds: Path) -> None:
    for file in scan(seeds).files:
        counted = subprocess.run(["wc", "-w", file.file], capture_output=True, text=True, check=True).stdout
        words = int(counted.split()[0])
        assert abs(read_article(file).words - words) <= 0.02 * words


@given(st.text(max_size=60) | st.text(st.sampled_from("a é\t\n\u00a0\u3000\u2003\x1c\x85\r\u200b"), max_size=30))
def test_words_are_runs_of_what_is_no_space(text: str) -> None:
    assert words_of(text) == len(text.split())


def test_a_summary_says_the_same(tmp_path: Path) -> None:
    file = file_of(tmp_path / "a.txt", "Garden Rules\r\n\r\nUn café.".encode("cp1252"))
    article, summary = read_article(file), read_summary(file)
    for name in ("path", "title", "words", "size", "modified_ns", "sha256", "encoding", "notices"):
        assert getattr(article, name) == getattr(summary, name)
    assert (summary.title, summary.words, summary.encoding) == ("Garden Rules", 4, "cp1252")
    assert article.minutes == 1


def test_an_empty_file_and_a_binary_one_are_called_by_their_names(tmp_path: Path) -> None:
    empty = read_article(file_of(tmp_path / "Nothing yet.txt", b""))
    assert (empty.title, empty.text, empty.words, empty.minutes, empty.is_binary) == ("Nothing yet", "", 0, 0, False)
    binary = read_article(file_of(tmp_path / "Program.txt", b"\x7fELF\0\0"))
    assert (binary.title, binary.text, binary.is_binary) == ("Program", "", True)
    assert (binary.notices, binary.sections, binary.damage) == ((BINARY_NOTICE,), (), ())


def test_reading_never_writes(tmp_path: Path) -> None:
    file = file_of(tmp_path / "a.txt", b"caf\xe9\r\n\0")
    before = (file.file.read_bytes(), file.file.stat().st_mtime_ns)
    read_article(file)
    read_summary(file)
    assert (file.file.read_bytes(), file.file.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_is_gone_is_one_clear_sentence(tmp_path: Path) -> None:
    file = file_of(tmp_path / "a.txt", b"x")
    file.file.unlink()
    with pytest.raises(UnreadableError, match=r"a\.txt cannot be read: .*; mend that"):
        read_article(file)
    with pytest.raises(UnreadableError, match=r"a\.txt cannot be read"):
        read_summary(file)


HUGE = {
    "one line of a megabyte": b"word " * 200_000,
    "one word of a megabyte": b"x" * 1_000_000,
    "a million lines": b"a line\n" * 1_000_000,
    "a million empty lines": b"\n" * 1_000_000,
    "a flood of combining marks": ("e" + "\u0301" * 500_000).encode(),
    "a flood of escapes": b"\x1b[31m" * 200_000,
    "five megabytes of damage": "China 2025” โ ๐จ๐ณโจ the current drive\n".encode() * 90_000,
    "five megabytes of old text": "Die Bundesregierung will für größere Abhängigkeit Mittel.\n".encode("cp1252")
    * 85_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_huge_files_are_read_at_once(tmp_path: Path, name: str) -> None:
    file = file_of(tmp_path / "a.txt", HUGE[name])
    read_article(file_of(tmp_path / "b.txt", HUGE[name][:10_000]))
    before = time.process_time()
    article = read_article(file)
    assert time.process_time() - before < 5
    assert len(article.title) <= 120 or " " not in article.title
    assert article.words == len(article.text.split())


def test_a_huge_article_is_told_in_short(tmp_path: Path) -> None:
    assert len(repr(read_article(file_of(tmp_path / "a.txt", b"word " * 100_000)))) < 1000
