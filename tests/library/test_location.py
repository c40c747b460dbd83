from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.library.location import LibraryError, locate
from tests.cli.conftest import tree


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with ``seeds`` in it, one article there and one beside it."""
    (tmp_path / "room" / "seeds" / "sub").mkdir(parents=True)
    (tmp_path / "room" / "seeds" / "inside.txt").write_text("Inside.\n")
    (tmp_path / "room" / "outside.md").write_text("Outside.\n")
    return tmp_path / "room"


def test_a_folder_with_seeds_keeps_articles_there_and_annotations_beside(room: Path) -> None:
    location = locate(room)
    assert location.root == room
    assert location.folder == room / "seeds"
    assert location.file is None
    assert location.annotations == room / "annotations.json"
    assert location.name == "seeds"


def test_a_folder_named_seeds_belongs_to_the_one_around_it(room: Path) -> None:
    assert locate(room / "seeds") == locate(room)


@pytest.mark.parametrize("named", [".", "../seeds", "sub/..", "../seeds/"])
def test_seeds_is_known_by_whatever_way_it_is_named(room: Path, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(room / "seeds")
    assert locate(Path(named)) == locate(room)


def test_any_other_folder_holds_its_own(room: Path) -> None:
    location = locate(room / "seeds" / "sub")
    assert location.folder == location.root == room / "seeds" / "sub"
    assert location.annotations == room / "seeds" / "sub" / "annotations.json"
    assert location.name == "sub"


def test_a_file_named_seeds_makes_no_library_of_it(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("not a folder")
    assert locate(tmp_path).folder == tmp_path


def test_seeds_in_seeds(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "seeds").mkdir(parents=True)
    assert locate(tmp_path).folder == tmp_path / "seeds"
    assert locate(tmp_path / "seeds").annotations == tmp_path / "annotations.json"


def test_a_single_file_is_a_library_with_annotations_beside_it(room: Path) -> None:
    location = locate(room / "outside.md")
    assert location.file == room / "outside.md"
    assert location.folder == room
    assert location.annotations == room / "annotations.json"
    assert location.name == "outside.md"


def test_annotations_elsewhere(room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in (room, room / "seeds", room / "outside.md"):
        assert locate(place, tmp_path / "mine.json").annotations == tmp_path / "mine.json"
        assert locate(place, Path("room/../mine.json")).annotations == tmp_path / "mine.json"


def test_the_home_folder_is_known(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(room.parent))
    assert locate(Path("~/room")) == locate(room)


def test_the_home_folder_of_nobody_is_just_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibraryError):
        locate(Path("~nobody-of-this-name"))
    (tmp_path / "~nobody-of-this-name").mkdir()
    monkeypatch.chdir(tmp_path)
    assert locate(Path("~nobody-of-this-name")).folder == tmp_path / "~nobody-of-this-name"


def test_links_are_not_followed(room: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(room)
    assert locate(tmp_path / "linked").annotations == tmp_path / "linked" / "annotations.json"


def test_nothing_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such folder or file; name a folder"):
        locate(tmp_path / "nowhere")
    (tmp_path / "broken").symlink_to(tmp_path / "gone")
    with pytest.raises(LibraryError):
        locate(tmp_path / "broken")


def test_a_pipe_is_no_library(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(LibraryError, match="no regular file"):
        locate(tmp_path / "pipe.txt")


def test_locating_writes_nothing(room: Path) -> None:
    before = tree(room)
    for place in (room, room / "seeds", room / "outside.md"):
        locate(place)
    assert tree(room) == before
