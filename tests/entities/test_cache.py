"""The cache of mentions: remembers for every process, forgets when broken, never raises."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import caching
from reader.entities import cache as cache_module
from reader.entities.cache import MentionCache, is_among
from reader.entities.models import Mention
from reader.entities.refining import rules_version

if TYPE_CHECKING:
    from collections.abc import Iterator

MENTIONS = (Mention(0, 5, "China", "GPE", "China"), Mention(7, 9, "\ud800é", "ORG", "É"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "mentions.sqlite"


@pytest.fixture
def cache(file: Path) -> Iterator[MentionCache]:
    with closing(MentionCache(file)) as cache:
        yield cache


def test_what_was_put_is_got(cache: MentionCache, file: Path) -> None:
    assert cache.get("hash", "model") is None
    cache.put("hash", "model", MENTIONS)
    cache.put("other", "model", ())
    assert cache.get("hash", "model") == MENTIONS
    assert cache.get("other", "model") == ()
    with closing(MentionCache(file)) as second:
        assert second.get("hash", "model") == MENTIONS


def test_another_text_model_or_rules_is_not_known(cache: MentionCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("hash", "model", MENTIONS)
    assert cache.get("hash2", "model") is None
    assert cache.get("hash", "model2") is None
    monkeypatch.setattr(cache_module, "rules_version", lambda: "next")
    assert cache.get("hash", "model") is None


def test_a_new_result_replaces_the_old(cache: MentionCache) -> None:
    cache.put("hash", "model", MENTIONS)
    cache.put("hash", "model", ())
    assert cache.get("hash", "model") == ()


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to look like one " * 40, b"x", b"\0" * 4096])
def test_a_damaged_file_is_made_anew(file: Path, damage: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    with closing(MentionCache(file)) as cache:
        assert cache.get("hash", "model") is None
        cache.put("hash", "model", MENTIONS)
        assert cache.get("hash", "model") == MENTIONS


def test_damage_within_the_file_is_survived(file: Path) -> None:
    with closing(MentionCache(file)) as cache:
        for number in range(300):
            cache.put(str(number), "model", MENTIONS * 20)
    content = bytearray(file.read_bytes())
    content[4096:-4096] = b"\xff" * (len(content) - 8192)
    file.write_bytes(content)
    with closing(MentionCache(file)) as cache:
        for number in range(300):
            assert cache.get(str(number), "model") in {None, MENTIONS * 20}
        cache.put("new", "model", MENTIONS)
        assert cache.get("new", "model") == MENTIONS


@pytest.mark.parametrize("content", ["", "{", "[[1]]", "[7]", "null", '{"a": 1}'])
def test_rows_that_are_no_mentions_are_not_known(cache: MentionCache, file: Path, content: str) -> None:
    cache.put("hash", "model", MENTIONS)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE mentions SET mentions = ?", (content,))
    assert cache.get("hash", "model") is None


def test_another_schema_is_made_anew(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE mentions (something TEXT)")
        connection.execute("PRAGMA user_version = 99")
    with closing(MentionCache(file)) as cache:
        cache.put("hash", "model", MENTIONS)
        assert cache.get("hash", "model") == MENTIONS


def test_a_folder_in_its_place_or_no_place_only_forgets(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain").write_text("a file, not a folder")
    for file in (tmp_path / "folder", tmp_path / "plain" / "mentions.sqlite"):
        with closing(MentionCache(file)) as cache:
            cache.put("hash", "model", MENTIONS)
            assert cache.get("hash", "model") is None


def test_a_file_that_another_process_holds_only_forgets(
    cache: MentionCache, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "BUSY_SECONDS", 0.05)
    cache.put("hash", "model", MENTIONS)
    cache.close()
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as holder,
        closing(MentionCache(file)) as waiting,
    ):
        holder.execute("BEGIN EXCLUSIVE")
        waiting.put("other", "model", MENTIONS)
        assert waiting.get("hash", "model") is None
        holder.execute("COMMIT")
        assert waiting.get("hash", "model") == MENTIONS


def test_a_closed_cache_knows_nothing(cache: MentionCache) -> None:
    cache.put("hash", "model", MENTIONS)
    cache.close()
    cache.put("hash", "model", MENTIONS)
    assert cache.get("hash", "model") is None


WORDS = st.sampled_from(
    [
        "China",
        "CHINA",
        "Chin",
        "GPE",
        "gpe",
        "G_E",
        "MY_TYPE",
        "AT&T",
        "O'Hara",
        'the "Fed"',
        "100 %",
        "Ümit",
        "ümit",
        "5",
        "\\",
    ]
)


@given(st.lists(st.lists(st.tuples(WORDS, WORDS), max_size=3), max_size=4), WORDS, st.sampled_from(["type", "entity"]))
def test_articles_that_hold_words_or_a_type(articles: list[list[tuple[str, str]]], value: str, kind: str) -> None:
    mentions = {
        str(number): tuple(Mention(at, at + 1, text, type_, text) for at, (text, type_) in enumerate(article))
        for number, article in enumerate(articles)
    }
    with TemporaryDirectory() as folder, closing(MentionCache(Path(folder) / "mentions.sqlite")) as cache:
        cache.put_all(mentions, "model")
        cache.put("other", "model2", (Mention(0, 5, value, value, value),))
        expected = {sha256 for sha256, found in mentions.items() if is_among(kind, value, found)}
        assert set(cache.holding(kind, value, "model")) == expected


def in_days(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr("time.time", lambda: (20_000 + days) * 86_400.0)


def test_what_nobody_used_for_long_is_forgotten(cache: MentionCache, monkeypatch: pytest.MonkeyPatch) -> None:
    in_days(monkeypatch, 0)
    cache.put_all({"read": MENTIONS, "gone": MENTIONS}, "model")
    cache.put("read", "old model", MENTIONS)
    for day in (40, 80, 120):
        in_days(monkeypatch, day)
        cache.tidy(["read"], "model")
    assert cache.get("read", "model") == MENTIONS
    assert cache.get("gone", "model") is None
    assert cache.get("read", "old model") is None
    in_days(monkeypatch, 120 + cache_module.FORGOTTEN_AFTER + 1)
    cache.tidy([], "model")
    assert cache.get("read", "model") is None


def test_reading_writes_nothing(cache: MentionCache, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_days(monkeypatch, 0)
    cache.put("hash", "model", MENTIONS)
    before = file.read_bytes()
    in_days(monkeypatch, 1000)
    assert cache.get("hash", "model") == MENTIONS
    assert cache.known_among(["hash"], "model") == {"hash"}
    assert list(cache.holding("type", "GPE", "model")) == ["hash"]
    assert file.read_bytes() == before


def test_a_use_is_noted_once_a_month(cache: MentionCache, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_days(monkeypatch, 0)
    cache.put("hash", "model", MENTIONS)
    before = file.read_bytes()
    in_days(monkeypatch, cache_module.NOTED_AFTER)
    cache.tidy(["hash"], "model")
    assert file.read_bytes() == before
    in_days(monkeypatch, cache_module.NOTED_AFTER + 1)
    cache.tidy(["hash"], "model")
    assert file.read_bytes() != before


def test_a_file_of_the_version_before_is_kept(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "CREATE TABLE mentions (sha256 TEXT, version TEXT, mentions TEXT, PRIMARY KEY (sha256, version))"
            " WITHOUT ROWID"
        )
        version = f"model rules {rules_version()}"
        connection.execute("INSERT INTO mentions VALUES ('hash', ?, '[]')", (version,))
        connection.execute("PRAGMA user_version = 1")
    with closing(MentionCache(file)) as cache:
        assert cache.get("hash", "model") == ()
        cache.put("other", "model", MENTIONS)
        cache.tidy(["hash"], "model")
        assert cache.known_among(["hash", "other"], "model") == {"hash", "other"}


@pytest.mark.slow
def test_several_processes_lose_nothing(file: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from reader import caching; from reader.entities import cache as module\n"
        "caching.BUSY_SECONDS = 60; cache = module.MentionCache(Path(sys.argv[1]))\n"
        "for number in range(100): cache.put(f'{sys.argv[2]}-{number}', 'model', ())\n"
        "cache.close()"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(file), str(number)]) for number in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    with closing(MentionCache(file)) as cache:
        assert all(cache.get(f"{writer}-{number}", "model") == () for writer in range(4) for number in range(100))
