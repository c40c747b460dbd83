from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def annotate(run: Run) -> None:
    run("tag", "add", "001", "chips")
    run("note", "add", "001", "--quote", "China", "Which one? #who")
    run("status", "002", "done")
    run("rule", "reject", "AI")
    run("rule", "retype", "China", "ORG", "--article", "001", "--nth", "2")
    run("rule", "remove", run("rule", "same", "U.S.", "United States", "--article", "001").out.strip())


@pytest.mark.parametrize("name", ["json", "jsonl", "w3c"])
def test_out_and_in(run: Run, tmp_path: Path, library_folder: Path, name: str) -> None:
    annotate(run)
    before = run("export").json
    file = tmp_path / "out"
    assert run("export", "--format", name, "-o", str(file)).code == 0
    (library_folder / "annotations.json").unlink()
    report = run("import", str(file), "--format", name, "--dry-run", "--json").json
    assert not (library_folder / "annotations.json").exists()
    assert run("import", str(file), "--format", name, "--json").json == report
    after = run("export").json
    assert (after["annotations"], after["rulings"]) == (before["annotations"], before["rulings"])
    assert len(after["rulings"]) == 3
    again = run("import", str(file), "--format", name)
    assert (again.code, again.out) == (0, f"0 added, 0 updated, {report['added']} unchanged\n")


@pytest.mark.parametrize("name", ["markdown", "csv"])
def test_for_people(run: Run, name: str) -> None:
    annotate(run)
    result = run("export", "--format", name)
    assert result.code == 0
    assert "Which one?" in result.out
    assert run("import", "x", "--format", name).code == 2


def test_invalid_items_are_listed_and_nothing_written(run: Run, tmp_path: Path, library_folder: Path) -> None:
    file = tmp_path / "in.json"
    bad = {"article": {"path": "../x\x1b"}, "motivation": "tagging"}
    file.write_text(json.dumps({"format": "reader-annotations", "version": 1, "annotations": [bad] * 30}))
    result = run("import", str(file), "--json")
    assert result.code == 2
    assert len(result.json["rejected"]) == 30
    assert result.json["rejected"][0]["item"] == "annotations[0]"
    assert "30 items are not valid, so nothing was imported; 10 more are not listed" in result.err
    assert "\x1b" not in result.out + result.err
    assert not (library_folder / "annotations.json").exists()


@pytest.mark.parametrize("change", [b'"body": "lost",', b'"extra": {"number": 123456789012345678901234567890},'])
@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_what_reading_would_lose_is_refused(run: Run, tmp_path: Path, name: str, change: bytes) -> None:
    annotate(run)
    before = run("export").json["annotations"]
    file = tmp_path / f"in.{name}"
    run("export", "--format", name, "-o", str(file))
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b'"body":', change + b'"body":', 1))
    result = run("import", str(file))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "stands twice" in result.err or "is too large" in result.err
    assert run("export").json["annotations"] == before


def test_one_invalid_item_is_told_in_one_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"article": {"path": "a"}, "motivation": "tagging"}\n{"cut": ')
    result = run("import", str(file))
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "line 2: it is not valid JSON" in result.err
    assert result.err.endswith("so nothing was imported; mend or remove this item.\n")


def test_no_such_file_and_no_export(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no JSON")
    (tmp_path / "x.jsonl").write_text("no JSON\nin any line")
    for name in ("none", "x", ".", "x.jsonl"):
        result = run("import", str(tmp_path / name))
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_damaged_annotations_take_nothing(run: Run, tmp_path: Path, library_folder: Path) -> None:
    annotate(run)
    run("export", "-o", str(tmp_path / "out.json"))
    (library_folder / "annotations.json").write_text("{")
    assert run("import", str(tmp_path / "out.json")).code == 3
    assert (library_folder / "annotations.json").read_text() == "{"
