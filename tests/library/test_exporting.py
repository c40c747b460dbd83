from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import editing
from reader.annotations.errors import StoreError
from reader.annotations.models import Status
from reader.articles.models import Span
from reader.config import Settings
from reader.exchange.formats import FormatName
from reader.library.exporting import ExportError, ExportExistsError, export, write_export
from reader.library.library import Library
from tests.cli.conftest import tree


@pytest.fixture
def annotated(library: Library) -> Library:
    """000 tagged, with a note on a passage; 001 starred, with a highlight that is tagged; 002 with a removed note."""
    store, articles = library.store, [library.article(file.path) for file in library.files]
    editing.add_tags(store, articles[0], ["Chips"])
    editing.add_note(store, articles[0], "A note.", Span(10, 20))
    editing.add_highlight(store, articles[1], Span(0, 5), tags=["chips", "first"])
    editing.set_starred(store, articles[1], True)
    editing.set_status(store, articles[3], Status.DONE)
    editing.remove_annotation(store, editing.add_note(store, articles[2], "Gone.").id)
    return library


def export_document(library: Library, tag: str | None = None, path: str | None = None) -> dict[str, Any]:
    """The native export."""
    document: dict[str, Any] = json.loads(export(library, FormatName.JSON, tag=tag, path=path))
    return document


def articles_of(document: dict[str, Any]) -> set[str]:
    return {item["article"]["path"][:3] for item in document["annotations"] if not item.get("deleted")}


def test_everything_is_exported(annotated: Library) -> None:
    document = export_document(annotated)
    assert document["format"] == "reader-annotations"
    assert document["library"] == "seeds"
    assert articles_of(document) == {"000", "001"}
    assert sum(bool(item.get("deleted")) for item in document["annotations"]) == 1
    assert len(document["annotations"]) == 4
    assert {item["path"][:3] for item in document["articles"]} >= {"000", "001", "003"}


def test_an_export_of_one_article(annotated: Library) -> None:
    document = export_document(annotated, path=annotated.files[0].path)
    assert articles_of(document) == {"000"}
    assert {item["path"][:3] for item in document["articles"]} == {"000"}


def test_an_export_by_tag_in_whatever_spelling(annotated: Library) -> None:
    document = export_document(annotated, tag="CHIPS")
    assert articles_of(document) == {"000", "001"}
    assert len(document["annotations"]) == 2
    assert articles_of(export_document(annotated, tag="first")) == {"001"}
    assert export_document(annotated, tag="none")["annotations"] == []


def test_an_empty_library_has_a_whole_document(tmp_path: Path) -> None:
    document = export_document(Library.open(tmp_path, settings=Settings()))
    assert document["annotations"] == []
    assert document["articles"] == []


def test_annotations_of_articles_that_are_gone_are_exported_too(annotated: Library, library_folder: Path) -> None:
    (library_folder / "seeds" / annotated.files[0].path).unlink()
    assert articles_of(export_document(annotated)) == {"000", "001"}
    annotated.rescan()
    assert articles_of(export_document(annotated)) == {"000", "001"}


def test_damaged_annotations_are_not_exported_as_if_they_were_none(library: Library) -> None:
    library.location.annotations.write_text("{ not JSON")
    with pytest.raises(StoreError):
        export_document(library)


def test_a_file_is_written_whole(library: Library, tmp_path: Path) -> None:
    written = write_export(library, tmp_path / "out.json", b"content\n")
    assert written == tmp_path / "out.json"
    assert written.read_bytes() == b"content\n"
    mask = os.umask(0o022)
    os.umask(mask)
    assert written.stat().st_mode & 0o777 == 0o666 & ~mask


def test_another_file_is_replaced_only_if_allowed(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_bytes(b"mine")
    with pytest.raises(ExportExistsError, match="exists already"):
        write_export(library, out, b"new")
    assert out.read_bytes() == b"mine"
    write_export(library, out, b"new", replace=True)
    assert out.read_bytes() == b"new"


def test_home_and_the_current_folder_are_known(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert write_export(library, Path("~/a.json"), b"x") == tmp_path / "home" / "a.json"
    assert write_export(library, Path("b.json"), b"x") == tmp_path / "b.json"


@pytest.mark.parametrize("ending", ["", ".bak", ".lock", ".reader-tmp"])
def test_annotation_files_are_never_overwritten(annotated: Library, ending: str) -> None:
    target = annotated.location.annotations.with_name("annotations.json" + ending)
    before = tree(annotated.location.root)
    with pytest.raises(ExportError, match="belongs to the library and is never overwritten"):
        write_export(annotated, target, b"new", replace=True)
    assert tree(annotated.location.root) == before


def test_annotations_not_there_yet_are_not_taken_by_an_export(library: Library) -> None:
    with pytest.raises(ExportError, match="belongs to the library"):
        write_export(library, library.location.annotations, b"new", replace=True)
    assert not library.location.annotations.exists()


def test_articles_are_never_overwritten(library: Library) -> None:
    before = tree(library.location.root)
    for file in library.files:
        with pytest.raises(ExportError, match="belongs to the library"):
            write_export(library, file.file, b"new", replace=True)
    assert tree(library.location.root) == before


def test_library_files_are_not_overwritten_through_links(annotated: Library, tmp_path: Path) -> None:
    before = tree(annotated.location.root)
    (tmp_path / "link.json").symlink_to(annotated.location.annotations)
    (tmp_path / "link.txt").symlink_to(annotated.files[0].file)
    (tmp_path / "folder").symlink_to(annotated.location.folder)
    for target in (
        tmp_path / "link.json",
        tmp_path / "link.txt",
        tmp_path / "folder" / annotated.files[0].path,
        annotated.location.folder / ".." / "annotations.json",
    ):
        with pytest.raises(ExportError, match="belongs to the library"):
            write_export(annotated, target, b"new", replace=True)
    assert tree(annotated.location.root) == before


def test_the_target_of_linked_annotations_is_not_overwritten(tmp_path: Path, library_folder: Path) -> None:
    (tmp_path / "real.json").write_text("{}")
    (library_folder / "annotations.json").symlink_to(tmp_path / "real.json")
    library = Library.open(library_folder, settings=Settings())
    for target in (tmp_path / "real.json", library_folder / "annotations.json"):
        with pytest.raises(ExportError, match="belongs to the library"):
            write_export(library, target, b"new", replace=True)
    assert (tmp_path / "real.json").read_text() == "{}"


def test_an_article_that_came_meanwhile_is_not_overwritten(library: Library) -> None:
    assert len(library.files) == 5
    new = library.location.folder / "new.txt"
    new.write_text("An article that the library has not seen yet.\n")
    with pytest.raises(ExportError):
        write_export(library, new, b"new")
    assert new.read_text().startswith("An article")


def test_a_folder_is_no_file(library: Library, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder; name a file in it"):
        write_export(library, tmp_path, b"x", replace=True)


@pytest.mark.parametrize(
    "name", ["nowhere/out.json", "file/out.json", "n\0ul.json", "x" * 300], ids=["no folder", "file", "NUL", "long"]
)
def test_what_cannot_be_written_is_one_sentence(library: Library, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="choose another"):
        write_export(library, tmp_path / name, b"x")
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".reader-tmp")]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "exports" / "out.json"
    out.parent.mkdir()
    out.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left on device"):
        write_export(library, out, b"new", replace=True)
    assert out.read_bytes() == b"old"
    assert [path.name for path in out.parent.iterdir()] == ["out.json"]


def test_a_broken_link_is_not_followed(library: Library, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(ExportExistsError):
        write_export(library, tmp_path / "link.json", b"x")
    assert not (tmp_path / "elsewhere.json").exists()
