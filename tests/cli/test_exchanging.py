from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def annotate(run: Run) -> None:
    run("tag", "add", "001", "chips")
    run("note", "add", "001", "--quote", "China", "Which one? \x9b #who")
    run("highlight", "add", "003", "--quote", "Huawei")
    run("status", "002", "done")


def test_empty_library_is_a_whole_document(run: Run) -> None:
    result = run("export")
    assert result.code == 0
    assert list(result.json) == ["format", "version", "exported", "library", "articles", "annotations", "rulings"]
    assert (result.json["articles"], result.json["annotations"], result.json["rulings"]) == ([], [], [])


def test_everything_is_exported_and_valid(run: Run) -> None:
    annotate(run)
    result = run("export", "--format", "json")
    schema = run("export", "--schema").json
    jsonschema = import_module("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(result.json, schema, cls=jsonschema.Draft202012Validator)
    assert len(result.json["annotations"]) == 3
    assert "002" in json.dumps(result.json["articles"])
    assert "\x9b" not in result.out
    notes = run("note", "list", "--json").json
    assert [item for item in result.json["annotations"] if item["motivation"] != "tagging"] == notes


def test_narrowed_by_tag_and_article(run: Run) -> None:
    annotate(run)
    assert len(run("export", "--tag", "CHIPS").json["annotations"]) == 1
    assert len(run("export", "--article", "001").json["annotations"]) == 2
    assert run("export", "--article", "nothing").code == 2
    assert run("export", "--tag", "nothing").json["annotations"] == []


def test_to_a_file(run: Run, tmp_path: Path) -> None:
    annotate(run)
    file = tmp_path / "out.json"
    result = run("export", "-o", str(file))
    assert (result.code, result.out) == (0, "")
    assert str(file) in result.err
    assert json.loads(file.read_text())["annotations"] == run("export").json["annotations"]


def test_nothing_is_overwritten_unasked(run: Run, tmp_path: Path, library_folder: Path) -> None:
    annotate(run)
    file = tmp_path / "out.json"
    file.write_text("mine")
    own = [library_folder / "annotations.json", *(library_folder / "seeds").iterdir()]
    before = [path.read_bytes() for path in own]
    for path in (file, *own, tmp_path):
        result = run("export", "-o", str(path))
        assert result.code == 2
        assert str(path) in result.err
    assert file.read_text() == "mine"
    assert [path.read_bytes() for path in own] == before


def test_devices_stay_devices(run: Run) -> None:
    from pathlib import Path

    assert run("export", "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()
    assert run("export", "-o", "-").json["annotations"] == []
