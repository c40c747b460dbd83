from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.models import Status
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.config import Settings
from reader.library.library import Library
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

PATHS = [
    "000_884e4c8393e0b97b.txt",
    "001_6bc8e632c3eb1799.txt",
    "002_3ca2ab805adfe215.txt",
    "003_9046707252c59a46.txt",
    "004_44a69bb044ddcf52.txt",
]


def test_an_exact_path_is_found(library: Library) -> None:
    for path in PATHS:
        assert library.catalog.find(path) == path


def test_part_of_one_path_is_found(library: Library) -> None:
    assert library.catalog.find("002_") == PATHS[2]
    assert library.catalog.find("9046707252C59A46") == PATHS[3]


def test_part_of_one_title_is_found_whatever_the_case(library: Library) -> None:
    assert library.catalog.find("vows TO double") == PATHS[1]


def test_part_of_several_is_refused_and_says_which(library: Library) -> None:
    with pytest.raises(LibraryError, match=r"means 5 articles \(000_884e4c8393e0b97b.txt, .*, …\); give more"):
        library.catalog.find(".txt")
    with pytest.raises(LibraryError, match="means 5 articles"):
        library.catalog.find("chin")


def test_part_of_none_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="no article has this in its path or title"):
        library.catalog.find("nothing of the kind")


def test_an_exact_path_wins_over_parts(tmp_path: Path) -> None:
    for name in ("a.txt", "aa.txt", "b a.txt"):
        (tmp_path / name).write_text("Some words.\n")
    assert Library.open(tmp_path, settings=Settings()).catalog.find("a.txt") == "a.txt"


def test_a_title_that_a_person_gave_is_found(library: Library) -> None:
    editing.set_title(library.store, library.article(PATHS[4]), "Straße der Chips")
    assert library.catalog.find("STRASSE") == PATHS[4]
    assert library.catalog.entry(PATHS[4]).title == "Straße der Chips"


def test_an_entry_says_what_the_article_is(library: Library) -> None:
    entry = library.catalog.entry(PATHS[1])
    article = library.article(PATHS[1])
    assert entry.title == article.title == "China Vows to Double Down on Tech Self-Reliance as U.S. Rivalry Heats Up"
    assert (entry.words, entry.size, entry.sha256) == (article.words, article.size, article.sha256)
    assert entry.minutes == math.ceil(entry.words / 220)
    assert entry.encoding == "utf-8"
    assert entry.modified.endswith("Z")
    assert (entry.tags, entry.notes, entry.highlights, entry.starred) == ((), 0, 0, False)


def test_an_entry_says_what_the_person_did(library: Library) -> None:
    article = library.article(PATHS[0])
    editing.add_tags(library.store, article, ["chips", "policy"])
    editing.add_note(library.store, article, "A note.", Span(10, 20))
    editing.add_highlight(library.store, article, Span(30, 40))
    editing.add_highlight(library.store, article, Span(50, 60))
    editing.set_starred(library.store, article, True)
    entry = library.catalog.entry(PATHS[0])
    assert (entry.tags, entry.notes, entry.highlights, entry.starred) == (("chips", "policy"), 1, 2, True)


def test_the_status_follows_what_was_seen_unless_the_person_set_one(library: Library) -> None:
    path = PATHS[0]
    assert library.catalog.entry(path).status is Status.UNREAD
    library.state.set_position(path, 100, 0.4)
    assert library.catalog.entry(path).status is Status.READING
    library.state.set_position(path, 900, 1.0)
    assert library.catalog.entry(path).status is Status.DONE
    editing.set_status(library.store, library.article(path), Status.UNREAD)
    assert library.catalog.entry(path).status is Status.UNREAD


def test_known_reads_no_file(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library.catalog.known(PATHS[0]) is None
    library.catalog.load(PATHS[:2])
    monkeypatch.setattr("reader.library.catalog.read_summary", lambda _: pytest.fail("read a file"))
    assert library.catalog.known(PATHS[0]) is not None
    assert library.catalog.known(PATHS[2]) is None


def test_a_changed_file_is_read_anew(library: Library, library_folder: Path) -> None:
    assert library.catalog.entry(PATHS[0]).words > 100
    (library_folder / "seeds" / PATHS[0]).write_text("Three short words.\n")
    library.rescan()
    assert library.catalog.entry(PATHS[0]).words == 3


def test_what_cannot_be_read_stays_unknown_and_does_not_stop_the_others(library: Library, library_folder: Path) -> None:
    assert len(library.files) == 5
    (library_folder / "seeds" / PATHS[0]).unlink()
    library.catalog.load([*PATHS, "no such article.txt"])
    assert library.catalog.known(PATHS[0]) is None
    assert library.catalog.known(PATHS[1]) is not None
    with pytest.raises(UnreadableError):
        library.catalog.entry(PATHS[0])


def test_one_unreadable_file_does_not_keep_others_from_being_found(library: Library, library_folder: Path) -> None:
    assert len(library.files) == 5
    (library_folder / "seeds" / PATHS[0]).unlink()
    assert library.catalog.find("vows to double") == PATHS[1]
    with pytest.raises(LibraryError):
        library.catalog.find("nothing of the kind")
