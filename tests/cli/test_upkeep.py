from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_doctor_of_a_sound_library(run: Run) -> None:
    result = run("doctor", "--json")
    assert result.code == 0
    report = result.json
    assert list(report) == ["articles", "skipped", "unreadable", "notices", "lost", "rulings", "damaged"]
    assert (report["articles"], report["skipped"], report["lost"], report["damaged"]) == (5, [], [], None)


def test_doctor_says_what_was_skipped_and_doubtful(run: Run, library_folder: Path) -> None:
    os.mkfifo(library_folder / "seeds" / "pipe.txt")
    (library_folder / "seeds" / "old.txt").write_bytes("Das Café schließt früh, sagte Frau Müller.\n".encode("cp1252"))
    report = run("doctor", "--json").json
    assert [item["path"] for item in report["skipped"]] == ["pipe.txt"]
    assert [item["path"] for item in report["notices"]] == ["old.txt"]
    assert "pipe.txt" in run("doctor").out


def test_doctor_finds_what_lost_its_article(run: Run, library_folder: Path) -> None:
    run("note", "add", "001", "--quote", "China", "Which?")
    (library_folder / "seeds" / "001_6bc8e632c3eb1799.txt").unlink()
    (lost,) = run("doctor", "--json").json["lost"]
    assert lost["state"] == "orphan"
    assert lost["quote"] == "China"


def test_doctor_finds_rulings_without_a_place(run: Run, library_folder: Path) -> None:
    ids = [
        run("rule", "reject", "China", *place).out.strip()
        for place in (
            ["--article", "001", "--nth", "1"],
            ["--article", "001"],
            ["--article", "002", "--nth", "2"],
            ["--article", "003"],
            [],
        )
    ]
    assert run("doctor", "--json").json["rulings"] == []
    seeds = library_folder / "seeds"
    changed, moved, gone = (seeds / run("list", "--json").json[number]["path"] for number in (1, 2, 3))
    changed.write_text("Nothing of it is left.\n")
    moved.rename(seeds / "moved.txt")
    gone.unlink()
    report = run("doctor", "--json")
    assert report.code == 0
    assert [(item["id"], item["reason"]) for item in report.json["rulings"]] == [
        (ids[0], "its words are gone from the text"),
        (ids[1], "its words are gone from the text"),
        (ids[3], "its article is gone"),
    ]
    told = run("doctor").out
    assert f"ruling      {ids[0][:8]} on {changed.name}: “China” is no entity, but its words are gone" in told


def test_restore(run: Run, library_folder: Path) -> None:
    file = library_folder / "annotations.json"
    run("tag", "add", "001", "one")
    run("tag", "add", "001", "two")
    file.write_text('{"_meta": ')
    assert run("doctor").code == 3
    result = run("doctor", "--restore")
    assert result.code == 0
    assert [tag["tag"] for tag in run("tag", "list", "--json").json] == ["one"]
    assert len(list(library_folder.glob("annotations.json*"))) >= 3


def test_nothing_to_restore(run: Run) -> None:
    assert run("doctor", "--restore").code == 2


def test_index_counts_and_times(run: Run, recognized: None) -> None:
    report = run("index", "--json", "--only", "index").json
    assert report["articles"] == 5
    assert report["index"]["seconds"] > 0
    assert "entities" not in report


DAMAGED = ['{"_meta": ', "[]", '{"annotations": {"1": {"id": 3}}}', "\x00\x01", "null"]


def test_damaged_annotations_stop_every_change_and_no_reading(run: Run, library_folder: Path, recognized: None) -> None:
    file = library_folder / "annotations.json"
    for damaged in DAMAGED:
        file.write_text(damaged)
        for verb in (["list"], ["show", "001"], ["search", "chips"], ["entities"]):
            for option in ([], ["--json"]):
                result = run(*verb, *option)
                assert result.code == 0, (verb, damaged)
                assert "annotations.json" in result.err
                assert result.err.count("\n") == 1
                if option:
                    json.loads(result.out)
        for verb in (
            ["tag", "list"],
            ["note", "list"],
            ["tag", "add", "001", "x"],
            ["tag", "remove", "001", "x"],
            ["tag", "rename", "x", "y"],
            ["note", "add", "001", "x"],
            ["note", "edit", "1", "x"],
            ["note", "remove", "1"],
            ["highlight", "add", "001", "--span", "0:5"],
            ["attach", "1", "--span", "0:5"],
            ["status", "001", "done"],
            ["star", "001"],
            ["title", "001", "x"],
            ["export"],
        ):
            result = run(*verb)
            assert result.code == 3, (verb, damaged)
            assert "annotations.json" in result.err
            assert result.err.count("\n") == 1
        assert file.read_text() == damaged
