from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_the_last_change_across_runs(run: Run) -> None:
    run("tag", "add", "001", "chips")
    run("star", "002")
    assert "star on 002" in run("undo").out
    result = run("undo")
    assert (result.code, result.out.startswith("undone: tag #chips on 001")) == (0, True)
    assert run("tag", "list", "--json").json == []
    assert run("redo").out.startswith("done again: tag #chips on 001")
    assert [item["tag"] for item in run("tag", "list", "--json").json] == ["chips"]


def test_nothing_left(run: Run, library_folder: Path) -> None:
    for verb in ("undo", "redo"):
        result = run(verb)
        assert (result.code, result.out) == (1, "")
        assert "there is nothing to be" in result.err
    assert run("undo", "--json").json == {"label": None, "changed": []}
    assert not (library_folder / "annotations.json").exists()


def test_json_tells_what_changed(run: Run) -> None:
    id_ = run("note", "add", "001", "A note.").out.strip()
    document = run("undo", "--json").json
    assert document["changed"] == [id_]
    assert document["label"].startswith("note on 001")


def test_what_somebody_else_changed_stays(run: Run, library_folder: Path) -> None:
    run("note", "add", "001", "A note.")
    file = library_folder / "annotations.json"
    file.write_text(file.read_text().replace("A note.", "Theirs."))
    before = file.read_bytes()
    result = run("undo")
    assert (result.code, result.out) == (2, "")
    assert "changed by another window or program since" in result.err
    assert file.read_bytes() == before


def test_each_annotations_file_has_a_history_of_its_own(run: Run, tmp_path: Path) -> None:
    run("tag", "add", "001", "chips")
    assert run("undo", "--annotations", str(tmp_path / "other.json")).code == 1
    assert run("undo").code == 0


def test_damaged_annotations(run: Run, library_folder: Path) -> None:
    run("tag", "add", "001", "chips")
    (library_folder / "annotations.json").write_text(json.dumps({"x": 1}))
    assert run("undo").code == 3


def test_a_change_that_cannot_be_undone_is_told(run: Run, reader_home: Path) -> None:
    assert run("tag", "add", "001", "chips").err == ""
    (reader_home / "state").rename(reader_home / "away")
    (reader_home / "state").touch()
    result = run("tag", "add", "001", "tariffs")
    assert result.code == 0
    assert "cannot be undone" in result.err
    assert str(reader_home / "state") in result.err
