"""Updates: whatever happens to the files, the index answers as one that is made anew, and reads only what changed."""

from __future__ import annotations

import os
import random
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reader.articles.scanning import scan
from reader.search import building, updating
from reader.search.backend import LocalSearch
from reader.search.building import Watch
from reader.search.changes import is_current
from reader.search.folder import IndexFolder, Snapshot
from reader.search.index import SearchIndex
from reader.search.query import parse_query
from reader.search.reading import indexed_text
from reader.search.segment import build_segment
from reader.search.workers import WorkerError, Workers
from tests.search.test_merging import QUERIES, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.articles.models import ArticleFile
    from reader.search.models import Hit
    from reader.search.segment import IndexedText


class Updated:
    """A folder of articles and its index."""

    def __init__(self, place: Path) -> None:
        self.articles = place / "articles"
        self.articles.mkdir(parents=True)
        self.folder = IndexFolder(place / "index")
        self.published: list[Snapshot] = []
        self.progress: list[tuple[int, int]] = []

    def update(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        found = scan(self.articles)
        watch = Watch(self.published.append, lambda *item: self.progress.append(item), cancelled)
        with self.folder.writing() as may_write:
            assert may_write
            return updating.update(self.folder, self.folder.load(), found.stamps, found.file, watch)

    def _texts(self) -> dict[str, IndexedText]:
        return {file.path: indexed_text(file) for file in scan(self.articles).files}

    def answers(self, *, anew: bool) -> list[list[tuple[str, int, int, float]]]:
        texts = self._texts()
        if anew:
            index = SearchIndex(build_segment(texts.values()))
        else:
            snapshot = self.folder.load()
            assert snapshot is not None
            index = snapshot.index()
        search = LocalSearch(index, lambda path: texts[path].text)

        def plain(hit: Hit) -> tuple[str, int, int, float]:
            return hit.article, hit.start, hit.end, round(hit.score, 3)

        return [list(map(plain, search.search(parse_query(typed), 1000))) for typed in QUERIES]


@pytest.fixture
def updated(tmp_path: Path) -> Updated:
    return Updated(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the articles that are indexed, as they are."""
    paths: list[str] = []

    def reading(file: ArticleFile) -> IndexedText:
        paths.append(file.path)
        return indexed_text(file)

    monkeypatch.setattr(updating, "indexed_text", reading)
    return paths


def some_text(chance: random.Random) -> str:
    return "\n\n".join(" ".join(chance.choices(WORDS, k=chance.randint(0, 9))) for _ in range(chance.randint(0, 4)))


def edit(folder: Path, chance: random.Random) -> None:
    """Add, change, move, touch or remove an article."""
    files = sorted(folder.iterdir())
    new = folder / f"{chance.randint(0, 99)}.txt"
    if not files or chance.random() < 0.4:
        new.write_text(some_text(chance), encoding="utf-8")
        return
    file = chance.choice(files)
    kind = chance.choice(["change", "move", "touch", "remove"])
    if kind == "change":
        file.write_text(some_text(chance), encoding="utf-8")
        os.utime(file, ns=(0, chance.randint(1, 1 << 60)))
    elif kind == "move":
        file.rename(new)
    elif kind == "touch":
        os.utime(file, ns=(0, chance.randint(1, 1 << 60)))
    else:
        file.unlink()


@pytest.mark.parametrize("small", [0, updating.SMALL], ids=["two segments", "one segment"])
@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_answers_are_those_of_an_index_made_anew(
    updated: Updated, monkeypatch: pytest.MonkeyPatch, small: int, seed: int
) -> None:
    monkeypatch.setattr(updating, "SMALL", small)
    monkeypatch.setattr(updating, "NEWER_SHARE", 3.0)
    monkeypatch.setattr(updating, "GONE_SHARE", 0.9)
    chance = random.Random(seed)
    for _ in range(12):
        edit(updated.articles, chance)
    for _ in range(8):
        assert updated.update()
        assert updated.answers(anew=False) == updated.answers(anew=True)
        for _ in range(chance.randint(0, 3)):
            edit(updated.articles, chance)


def test_only_what_changed_is_read(updated: Updated, read: list[str]) -> None:
    for name in "abc":
        (updated.articles / f"{name}.txt").write_text(f"rare earth {name}")
    updated.update()
    assert sorted(read) == ["a.txt", "b.txt", "c.txt"]
    read.clear()
    updated.update()
    assert read == []
    (updated.articles / "b.txt").write_text("other words")
    (updated.articles / "c.txt").unlink()
    updated.update()
    assert read == ["b.txt"]


def test_a_file_that_was_only_touched_is_not_indexed_anew(updated: Updated, read: list[str]) -> None:
    file = updated.articles / "a.txt"
    file.write_text("rare earth")
    updated.update()
    os.utime(file, ns=(1, 1))
    updated.update()
    assert read == ["a.txt"]
    snapshot = updated.folder.load()
    assert snapshot is not None
    assert snapshot.modified_ns.tolist() == [1]


def test_a_file_that_cannot_be_read_is_known_and_not_found(updated: Updated) -> None:
    (updated.articles / "a.txt").write_text("rare earth")
    found = scan(updated.articles)
    (updated.articles / "a.txt").unlink()
    watch = Watch(updated.published.append, lambda *_: None, lambda: False)
    with updated.folder.writing():
        assert updating.update(updated.folder, None, found.stamps, found.file, watch)
    search = LocalSearch(updated.published[-1].index(), lambda _: "")
    assert search.search(parse_query("rare")) == []
    assert is_current(updated.published[-1], found.stamps, found.file)
    (updated.articles / "a.txt").write_text("rare earth")
    assert not is_current(updated.published[-1], found.stamps, found.file)
    with updated.folder.writing():
        assert updating.update(updated.folder, updated.folder.load(), found.stamps, found.file, watch)
    assert updated.published[-1].alive.tolist() == [True]
    assert list(updated.published[-1].index().vocabulary.main.texts(np.arange(2))) == ["earth", "rare"]


def test_nothing_but_what_is_in_force_is_left_behind(updated: Updated) -> None:
    (updated.articles / "a.txt").write_text("rare earth")
    updated.update()
    (updated.folder.folder / "old.segment").write_bytes(b"x")
    (updated.folder.folder / "half.segment.1234.tmp").write_bytes(b"x")
    (updated.articles / "b.txt").write_text("rare earth")
    updated.update()
    snapshot = updated.folder.load()
    assert snapshot is not None
    kept = {item.name for item in snapshot.stored}
    assert {file.name for file in updated.folder.folder.iterdir()} - {"lock"} == {*kept, "current"}


@pytest.fixture
def many(updated: Updated, monkeypatch: pytest.MonkeyPatch) -> Updated:
    """Forty articles that processes index, five at a time."""
    monkeypatch.setattr(updating, "FEW", 3)
    monkeypatch.setattr(building, "BATCH", 5)
    chance = random.Random(1)
    for number in range(40):
        (updated.articles / f"{number}.txt").write_text(some_text(chance), encoding="utf-8")
    return updated


def segments(updated: Updated) -> int:
    return len(list(updated.folder.folder.glob("*.segment")))


def test_processes_index_in_steps(many: Updated) -> None:
    assert many.update()
    assert many.answers(anew=False) == many.answers(anew=True)
    counts = [len(snapshot.alive) for snapshot in many.published]
    assert counts == sorted(set(counts))
    assert counts[0] < 40
    assert counts[-1] == 40
    assert many.progress[0] == (0, 40)
    assert many.progress[-1] == (40, 40)
    assert segments(many) == 1


def test_what_was_done_before_the_end_is_taken_up(many: Updated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "Workers", partial(Workers, count=1))
    assert not many.update(lambda: len(many.published) > 1)
    assert many.folder.load() is not None
    before = many.progress[-1][0]
    assert 0 < before < 40
    many.progress.clear()
    assert many.update()
    done, total = next(item for item in many.progress if item[1])
    assert total - done <= 40 - before
    assert many.answers(anew=False) == many.answers(anew=True)


def test_what_was_made_is_taken_up_when_nothing_says_what_is_in_force(many: Updated) -> None:
    many.update()
    (many.folder.folder / "current").write_bytes(b"?")
    many.progress.clear()
    assert many.update()
    assert many.progress[0] == (40, 40)
    assert many.answers(anew=False) == many.answers(anew=True)


def test_many_changes_at_once(many: Updated) -> None:
    many.update()
    chance = random.Random(7)
    for _ in range(60):
        edit(many.articles, chance)
    assert many.update()
    assert many.answers(anew=False) == many.answers(anew=True)


def test_a_newer_segment_that_grew_is_merged(updated: Updated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "SMALL", 0)
    monkeypatch.setattr(updating, "NEWER_SHARE", 1.5)
    parts = []
    for number in range(8):
        (updated.articles / f"{number}.txt").write_text("rare earth and more")
        updated.update()
        parts.append([len(item.segment) for item in updated.published[-1].stored])
    assert parts == [[1], [1, 1], [2 + 1], [3, 1], [3, 2], [3, 3], [3, 4], [8]]
    assert updated.answers(anew=False) == updated.answers(anew=True)


def test_a_process_that_dies_is_replaced_once(many: Updated, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Workers._ask
    deaths = [WorkerError("died")]

    def dying(self: Workers, request: dict[str, object]) -> str:
        if "files" in request and deaths:
            raise deaths.pop()
        return ask(self, request)

    monkeypatch.setattr(Workers, "_ask", dying)
    assert many.update()
    assert many.answers(anew=False) == many.answers(anew=True)
    deaths += [WorkerError("died")] * 99
    for file in many.articles.iterdir():
        file.write_text("rare")
        os.utime(file, ns=(9, 9))
    with pytest.raises(WorkerError):
        many.update()
