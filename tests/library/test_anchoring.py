from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.errors import AnnotationError
from reader.annotations.models import AnchorState, Annotation, Position, Status
from reader.articles.decoding import Decoded
from reader.articles.models import Article, Span
from reader.config import Settings
from reader.library import anchoring
from reader.library.library import Library
from tests.cli.conftest import tree

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The harbor was quiet that morning, and nobody spoke of it.\n\n"
    "Nobody had seen the boat since Monday. The pilot asked in every house along the shore.\n\n"
    "In the evening a light was seen far out, where no boat goes. It was gone before anyone could tell.\n"
)
PASSAGE = "The pilot asked in every house"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbor.txt").write_text(TEXT)
    (folder / "other.txt").write_text("Another text, about nothing that matters here.\n" * 3)
    return folder


@pytest.fixture
def library(folder: Path) -> Library:
    return Library.open(folder, settings=Settings())


def highlighted(library: Library, passage: str = PASSAGE) -> Annotation:
    article = library.article("harbor.txt")
    start = article.text.index(passage)
    return editing.add_highlight(library.store, article, Span(start, start + len(passage)))


def changed(library: Library, folder: Path, text: str, name: str = "harbor.txt") -> Article:
    (folder / name).write_text(text)
    library.rescan()
    return library.article(name)


def words(item: Annotation, article: Article) -> str:
    assert item.position is not None
    return article.text[item.position.start : item.position.end]


def test_what_has_not_changed_is_as_it_was_written(library: Library) -> None:
    item = highlighted(library)
    article = library.article("harbor.txt")
    assert library.anchoring.placed(article) is library.store.annotations("harbor.txt")
    assert library.anchoring.placed_in("harbor.txt") == (item,)
    assert library.anchoring.lost() == ()


def test_a_passage_is_found_in_a_changed_article_and_nothing_is_written(library: Library, folder: Path) -> None:
    highlighted(library)
    before = (folder / "annotations.json").read_bytes()
    article = changed(library, folder, "A new first line.\n" + TEXT)
    (item,) = library.anchoring.placed(article)
    assert words(item, article) == PASSAGE
    assert item.anchor is not None
    assert item.anchor.state is AnchorState.SURE
    assert item.article.sha256 == article.sha256
    assert (folder / "annotations.json").read_bytes() == before


def test_what_was_found_is_written_with_the_next_change_and_is_no_part_of_it(library: Library, folder: Path) -> None:
    stored = highlighted(library)
    article = changed(library, folder, "A new first line.\n" + TEXT)
    (found,) = library.anchoring.placed(article)
    editing.set_starred(library.store, library.article("other.txt"), True)
    assert library.store.get(stored.id) == found
    assert found.modified == stored.modified
    commit = library.store.last_commit
    assert commit is not None
    assert not commit.after
    assert Library.open(folder, settings=Settings()).store.get(stored.id) == found


def test_a_change_by_the_person_wins_over_what_was_found(library: Library, folder: Path) -> None:
    stored = highlighted(library)
    article = changed(library, folder, "A new first line.\n" + TEXT)
    library.anchoring.placed(article)
    editing.attach(library.store, stored.id, article, Span(0, 5))
    (item,) = library.anchoring.placed(article)
    assert words(item, article) == "A new"


def test_a_lost_passage_is_listed_and_keeps_what_is_known(library: Library, folder: Path) -> None:
    stored = highlighted(library)
    article = changed(library, folder, TEXT.replace(PASSAGE, "").replace("along the shore", ""))
    (item,) = library.anchoring.placed(article)
    assert (item.position, item.anchor and item.anchor.state) == (None, AnchorState.ORPHAN)
    editing.set_starred(library.store, article, True)
    assert library.store.get(stored.id) == stored
    (lost,) = library.anchoring.lost()
    assert (lost.annotation, lost.article) == (item, "harbor.txt")
    article = changed(library, folder, TEXT)
    assert library.anchoring.placed(article) == (stored,)


def test_a_guess_is_accepted(library: Library, folder: Path) -> None:
    highlighted(library)
    article = changed(library, folder, TEXT.replace("asked in every house", "looked in each cottage"))
    (lost,) = library.anchoring.lost()
    assert lost.guess is not None
    accepted = library.anchoring.accept(lost)
    assert words(accepted, article) == "The pilot looked in each cottage"
    assert library.anchoring.lost() == ()


def test_no_guess_cannot_be_accepted(library: Library, folder: Path) -> None:
    highlighted(library)
    (folder / "harbor.txt").unlink()
    library.rescan()
    (lost,) = library.anchoring.lost()
    assert (lost.guess, lost.article) == (None, None)
    with pytest.raises(AnnotationError, match="no guess"):
        library.anchoring.accept(lost)


def test_a_renamed_article_keeps_its_annotations(library: Library, folder: Path) -> None:
    stored = highlighted(library)
    editing.add_tags(library.store, library.article("harbor.txt"), ["sea"])
    editing.set_status(library.store, library.article("harbor.txt"), Status.DONE)
    (folder / "sub").mkdir()
    (folder / "harbor.txt").rename(folder / "sub" / "port.txt")
    library.rescan()
    found = library.anchoring.placed(library.article("sub/port.txt"))
    assert {item.article.path for item in found} == {"sub/port.txt"}
    assert stored.id in {item.id for item in found}
    entry = library.catalog.entry("sub/port.txt")
    assert (entry.tags, entry.highlights, entry.status) == (("sea",), 1, Status.DONE)
    assert library.anchoring.lost() == ()
    assert editing.add_tags(library.store, library.article("sub/port.txt"), ["Sea"]) == []
    editing.set_starred(library.store, library.article("sub/port.txt"), True)
    assert {item.article.path for item in library.store.annotations()} == {"sub/port.txt"}
    record = library.store.record("sub/port.txt")
    assert record is not None
    assert (record.status, record.starred) == (Status.DONE, True)
    assert library.store.record("harbor.txt") is None


def test_what_was_said_of_a_moved_article_can_be_taken_back(library: Library, folder: Path) -> None:
    article = library.article("harbor.txt")
    editing.set_starred(library.store, article, True)
    editing.set_title(library.store, article, "Mine")
    (folder / "harbor.txt").rename(folder / "port.txt")
    library.rescan()
    moved = library.article("port.txt")
    (record,) = library.anchoring.moves.records()
    assert (record.path, record.title, record.starred) == ("port.txt", "Mine", True)
    editing.set_starred(library.store, moved, False)
    assert not library.catalog.entry("port.txt").starred
    assert library.catalog.entry("port.txt").title == "Mine"
    editing.set_title(library.store, moved, None)
    assert library.store.records() == ()
    for _ in range(2):
        assert library.history.undo() is not None
    assert library.catalog.entry("port.txt").starred
    assert library.catalog.entry("port.txt").title == "Mine"


def test_a_renamed_and_edited_article_is_known_by_what_was_quoted(library: Library, folder: Path) -> None:
    highlighted(library)
    (folder / "harbor.txt").unlink()
    article = changed(library, folder, "New.\n" + TEXT, "port.txt")
    (item,) = library.anchoring.placed(article)
    assert words(item, article) == PASSAGE
    assert library.anchoring.placed(library.article("other.txt")) == ()
    assert library.anchoring.lost() == ()
    assert [found.article.path for found in library.anchoring.everywhere()] == ["port.txt"]


def test_what_was_said_of_a_renamed_and_edited_article_goes_with_it(library: Library, folder: Path) -> None:
    highlighted(library)
    editing.add_tags(library.store, library.article("harbor.txt"), ["sea"])
    editing.set_status(library.store, library.article("harbor.txt"), Status.DONE)
    (folder / "harbor.txt").unlink()
    article = changed(library, folder, "New.\n" + TEXT, "port.txt")
    library.anchoring.everywhere()
    entry = library.catalog.entry("port.txt")
    assert (entry.tags, entry.highlights, entry.status) == (("sea",), 1, Status.DONE)
    editing.set_starred(library.store, article, True)
    assert {item.article.path for item in library.store.annotations()} == {"port.txt"}
    (record,) = library.store.records()
    assert (record.path, record.status, record.starred) == ("port.txt", Status.DONE, True)


def test_a_renamed_and_edited_article_is_looked_for_among_those_that_changed_last(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchoring, "SEARCHED", 1)
    highlighted(library)
    for number in range(5):
        old = folder / f"old-{number}.txt"
        old.write_text(f"Number {number} of many that nobody touched for years.\n")
        os.utime(old, (1, 1))
    os.utime(folder / "other.txt", (1, 1))
    (folder / "harbor.txt").unlink()
    changed(library, folder, "New.\n" + TEXT, "port.txt")
    assert [found.article.path for found in library.anchoring.everywhere()] == ["port.txt"]


def test_articles_that_are_none_of_those_gone_are_read_once(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    highlighted(library)
    (folder / "harbor.txt").unlink()
    library.rescan()
    (lost,) = library.anchoring.lost()
    assert lost.article is None
    monkeypatch.setattr(Library, "article", lambda *_: pytest.fail("read again"))
    assert len(library.anchoring.everywhere()) == 1


def test_an_annotation_is_at_one_place_even_if_two_articles_hold_its_passage(library: Library, folder: Path) -> None:
    highlighted(library)
    (folder / "harbor.txt").unlink()
    changed(library, folder, "New.\n" + TEXT, "port.txt")
    changed(library, folder, "Newer.\n" + TEXT, "quay.txt")
    (found,) = library.anchoring.everywhere()
    assert len(library.anchoring.placed_in("port.txt") + library.anchoring.placed_in("quay.txt")) == 1
    assert library.anchoring.placed_in(found.article.path) == (found,)


def test_an_article_that_is_still_there_was_not_moved(library: Library, folder: Path) -> None:
    highlighted(library)
    copy = changed(library, folder, TEXT, "copy.txt")
    assert library.anchoring.placed(copy) == ()
    changed(library, folder, "Something else altogether.\n")
    assert library.anchoring.placed(copy) == ()
    (lost,) = library.anchoring.lost()
    assert lost.annotation.anchor is not None
    assert lost.annotation.anchor.state is AnchorState.ORPHAN


def test_offsets_beyond_the_text_are_not_believed(library: Library) -> None:
    stored = highlighted(library)
    with library.store.transaction() as transaction:
        transaction.put(replace(stored, position=Position(10**6, 10**6 + 30)))
    article = library.article("harbor.txt")
    (item,) = library.anchoring.placed(article)
    assert words(item, article) == PASSAGE


def test_an_article_that_cannot_be_read_keeps_what_was_written(library: Library, folder: Path) -> None:
    item = highlighted(library)
    (folder / "harbor.txt").unlink()
    os.mkfifo(folder / "harbor.txt")
    assert library.anchoring.placed_in("harbor.txt") == (item,)


def test_finding_writes_nothing_anywhere(library: Library, folder: Path) -> None:
    highlighted(library)
    changed(library, folder, "New.\n" + TEXT)
    before = tree(folder)
    library.anchoring.everywhere()
    library.anchoring.lost()
    assert tree(folder) == before


def test_a_passage_of_a_web_page_is_found_by_its_words_if_the_page_is_read_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "page.html").write_text("never parsed")

    def library_reading(text: str) -> Library:
        monkeypatch.setattr("reader.articles.html.decode_html", lambda *_: Decoded(text, "utf-8", ()))
        return Library.open(folder, settings=Settings())

    monkeypatch.setattr(anchoring, "is_supported", lambda _: True)
    before = library_reading(TEXT)
    start = TEXT.index(PASSAGE)
    editing.add_highlight(before.store, before.article("page.html"), Span(start, start + len(PASSAGE)))
    after = library_reading(f"# A title\n\n{TEXT}")
    [found] = after.anchoring.everywhere()
    assert words(found, after.article("page.html")) == PASSAGE
    assert after.anchoring.lost() == ()


def test_a_web_page_that_cannot_be_read_yet_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "page.html").write_text("never parsed")
    monkeypatch.setattr("reader.articles.html.decode_html", lambda *_: Decoded(TEXT, "utf-8", ()))
    library = Library.open(folder, settings=Settings())
    item = editing.add_highlight(library.store, library.article("page.html"), Span(0, 10))
    monkeypatch.setattr("reader.articles.html.decode_html", lambda *_: Decoded("", "binary", ("Install it.",)))
    monkeypatch.setattr(anchoring, "is_supported", lambda _: False)
    without = Library.open(folder, settings=Settings())
    assert without.anchoring.placed(without.article("page.html")) == (item,)
    assert without.anchoring.lost() == ()
