from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.store import AnnotationStore
from reader.config import Settings
from reader.library.events import AnnotationsChanged, ArticlesChanged
from reader.library.library import Library
from tests.library.conftest import Heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def watched(library: Library) -> Iterator[Library]:
    """The library, seen and watched for a moment already; the threads end with the test."""
    watch(library)
    yield library
    library.close()
    for thread in threading.enumerate():
        if thread.name.startswith("watch_"):
            thread.join(timeout=5)
            assert not thread.is_alive()


def watch(library: Library) -> None:
    """Look at files and annotations, and begin to watch them."""
    assert library.files
    library.store.snapshot()
    library.start_watching()
    time.sleep(0.6)


def after(act: Callable[[], object], heard: Heard, kind: type) -> None:
    """Do something, and wait for its event."""
    act()
    heard.next(kind)


def other_store(library: Library) -> AnnotationStore:
    return AnnotationStore(library.location.annotations)


def test_annotations_of_another_process(watched: Library, heard: Heard) -> None:
    path = watched.files[0].path
    program = (
        "import sys; from pathlib import Path; from reader.__main__ import main; "
        "main(['-L', sys.argv[1], 'tag', 'add', sys.argv[2], 'theirs'])"
    )
    subprocess.run([sys.executable, "-c", program, str(watched.location.root), path], check=True, timeout=60)
    heard.next(AnnotationsChanged)
    assert watched.store.article_tags(path) == ("theirs",)
    assert heard.nothing(0.5)


def test_annotations_of_another_store_and_ours_in_turn(watched: Library, heard: Heard) -> None:
    article = watched.article(watched.files[0].path)
    for number in range(3):
        act = partial(editing.add_tags, other_store(watched), article, [f"theirs {number}"])
        after(act, heard, AnnotationsChanged)
        editing.add_tags(watched.store, article, [f"ours {number}"])
        assert heard.nothing(0.4), "our own change is no news"
    assert len(watched.store.article_tags(article.path)) == 6


def test_an_annotation_file_that_goes_away_and_one_that_is_damaged(watched: Library, heard: Heard) -> None:
    article = watched.article(watched.files[0].path)
    editing.add_tags(watched.store, article, ["ours"])
    file = watched.location.annotations
    good = file.read_bytes()
    after(file.unlink, heard, AnnotationsChanged)
    assert watched.store.annotations() == ()
    after(lambda: file.write_text("{ damaged"), heard, AnnotationsChanged)
    assert "annotations.json" in str(watched.store.problem)
    after(lambda: file.write_bytes(good), heard, AnnotationsChanged)
    assert not watched.store.problem
    assert watched.store.article_tags(article.path) == ("ours",)


def test_articles_come_change_and_go(watched: Library, library_folder: Path, heard: Heard) -> None:
    file = library_folder / "seeds" / "new.txt"
    after(lambda: file.write_text("New.\n"), heard, ArticlesChanged)
    assert watched.article("new.txt").text == "New.\n"
    after(lambda: file.write_text("Newer.\n"), heard, ArticlesChanged)
    assert watched.article("new.txt").text == "Newer.\n"
    after(file.unlink, heard, ArticlesChanged)
    assert len(watched.files) == 5


def test_a_folder_of_articles_moved_in(watched: Library, library_folder: Path, tmp_path: Path, heard: Heard) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("A.\n")
    after(lambda: (tmp_path / "more").rename(library_folder / "seeds" / "more"), heard, ArticlesChanged)
    assert watched.article("more/a.txt").text == "A.\n"


def test_the_folder_goes_away(watched: Library, library_folder: Path, heard: Heard) -> None:
    (library_folder / "seeds").rename(library_folder / "elsewhere")
    heard.next(ArticlesChanged)
    assert watched.files == ()


def test_the_folder_goes_away_and_comes_back(watched: Library, library_folder: Path, heard: Heard) -> None:
    seeds, elsewhere = library_folder / "seeds", library_folder / "elsewhere"
    seeds.rename(elsewhere)
    heard.next(ArticlesChanged)
    elsewhere.rename(seeds)
    heard.next(ArticlesChanged)
    assert len(watched.files) == 5
    (seeds / "new.txt").write_text("New.\n")
    heard.next(ArticlesChanged)
    assert len(watched.files) == 6


def test_annotations_behind_a_link(library_folder: Path, library: Library, tmp_path: Path, heard: Heard) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "real.json"
    article = library.article(library.files[0].path)
    editing.add_tags(AnnotationStore(real), article, ["first"])
    library.location.annotations.symlink_to(real)
    watch(library)
    after(lambda: editing.add_tags(AnnotationStore(real), article, ["second"]), heard, AnnotationsChanged)
    after(lambda: editing.add_tags(other_store(library), article, ["third"]), heard, AnnotationsChanged)
    assert library.store.article_tags(article.path) == ("first", "second", "third")


def test_a_library_of_one_file(tmp_path: Path) -> None:
    file = tmp_path / "one.log"
    file.write_text("One.\n")
    library = Library.open(file, settings=Settings())
    heard = Heard(library)
    watch(library)
    (tmp_path / "other.txt").write_text("Another article.\n")
    assert heard.nothing(0.5)
    after(lambda: file.write_text("One, changed.\n"), heard, ArticlesChanged)
    assert library.article("one.log").text == "One, changed.\n"
    library.close()


def test_annotations_in_a_folder_that_is_not_there(library_folder: Path, tmp_path: Path) -> None:
    library = Library.open(library_folder, tmp_path / "nowhere" / "mine.json", settings=Settings())
    heard = Heard(library)
    watch(library)
    after((library_folder / "seeds" / "new.txt").touch, heard, ArticlesChanged)
    library.close()


def test_a_name_that_is_no_text_beside_the_annotations(watched: Library, heard: Heard) -> None:
    article = watched.article(watched.files[0].path)
    (watched.location.root / os.fsdecode(b"caf\xe9.json")).touch()
    time.sleep(0.5)
    editing.add_tags(other_store(watched), article, ["theirs"])
    heard.next(AnnotationsChanged)
