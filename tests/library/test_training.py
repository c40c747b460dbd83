from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotations import editing
from reader.annotations.errors import StoreError
from reader.annotations.ruling import Action, Scope, add_rulings
from reader.exchange.formats import FormatName
from reader.library import ruling
from reader.library.exporting import ExportError, ExportExistsError
from reader.library.training import export_training, write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.library import Library
    from tests.library.fakes import FakeProcess


def lines(library: Library, tag: str | None = None, path: str | None = None) -> list[dict[str, Any]]:
    data = export_training(library, FormatName.DOCCANO, tag=tag, path=path)
    return [json.loads(line) for line in data.content.decode().removesuffix("\n").split("\n") if line]


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("a.txt", "A")
        made.writestr("b/c.ann", "C")
    return content.getvalue()


def test_all_articles_are_recognized_and_exported(library: Library, fake_process: FakeProcess) -> None:
    found = lines(library)
    assert [line["path"] for line in found] == [file.path for file in library.files]
    for line in found:
        assert line["text"] == library.article(line["path"]).text
        assert line["label"]
        words = [(line["text"][start:end], kind) for start, end, kind in line["label"]]
        assert ("China", "GPE") in words or ("Chinese", "NORP") in words
    assert len(fake_process.asked) == 5


def test_what_the_person_ruled_is_what_models_learn(library: Library) -> None:
    article = library.article(library.files[0].path)
    mentions = library.recognition.mentions(article)
    china = next(item for item in mentions if item.text == "China")
    beijing = next(item for item in mentions if item.text == "Beijing")
    add_rulings(library.store, ruling.on_mention(article, china, Action.REJECT, Scope.EVERYWHERE))
    add_rulings(library.store, ruling.on_mention(article, beijing, Action.RETYPE, Scope.EVERYWHERE, type="LOC"))
    for line in lines(library):
        words = {(line["text"][start:end], kind) for start, end, kind in line["label"]}
        assert not {("China", "GPE"), ("Beijing", "GPE")} & words
        assert ("Beijing", "LOC") in words or "Beijing" not in line["text"]


def test_one_article_or_those_of_a_tag_and_no_other_is_recognized(library: Library, fake_process: FakeProcess) -> None:
    paths = [file.path for file in library.files]
    assert [line["path"] for line in lines(library, path=paths[1])] == [paths[1]]
    assert len(fake_process.asked) == 1
    editing.add_tags(library.store, library.article(paths[3]), ["chips/big"])
    assert [line["path"] for line in lines(library, tag="Chips")] == [paths[3]]
    assert len(fake_process.asked) == 2
    assert lines(library, tag="none") == []
    assert lines(library, tag="chips", path=paths[1]) == []


def test_an_article_that_is_gone_is_left_out(library: Library) -> None:
    path = library.files[2].path
    (library.location.folder / path).unlink()
    assert [line["path"] for line in lines(library)] == [file.path for file in library.files if file.path != path]
    assert lines(library, path=path) == []


def test_without_knowing_the_rulings_nothing_is_exported(library: Library) -> None:
    library.location.annotations.write_text("{ not JSON")
    with pytest.raises(StoreError):
        export_training(library, FormatName.DOCCANO)


def test_a_folder_is_written_whole(library: Library, tmp_path: Path) -> None:
    for name in ("new", "empty"):
        target = tmp_path / name
        if name == "empty":
            target.mkdir()
        assert write_folder(library, target, archive()) == target
        assert (target / "a.txt").read_text() == "A"
        assert (target / "b" / "c.ann").read_text() == "C"
        assert target.stat().st_mode & 0o777 == (target / "b").stat().st_mode & 0o777
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".reader-tmp")]


def test_nothing_that_stands_there_is_touched(library: Library, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for target in (full, full / "mine", tmp_path / "link"):
        with pytest.raises(ExportExistsError, match="exists already"):
            write_folder(library, target, archive())
    assert (full / "mine").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_no_folder_of_new_articles_is_made(library: Library) -> None:
    for target in (library.location.folder / "brat", library.location.folder):
        with pytest.raises(ExportError, match="among the articles"):
            write_folder(library, target, archive())


@pytest.mark.parametrize(
    "name", ["nowhere/out", "file/out", "n\0ul", "x" * 300], ids=["no folder", "file", "NUL", "long"]
)
def test_what_cannot_be_written_is_one_sentence(library: Library, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="choose another"):
        write_folder(library, tmp_path / name, archive())
