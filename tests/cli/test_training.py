from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_doccano_goes_to_standard_output(run: Run, recognized: None) -> None:
    result = run("export", "--format", "doccano", "--article", "001")
    (line,) = result.out.splitlines()
    item = json.loads(line)
    assert item["path"] == "001_6bc8e632c3eb1799.txt"
    assert {item["text"][start:end] for start, end, _ in item["label"]} <= {"China", "U.S.", "2025"}
    assert "articles: 1, entities: " in result.err


def test_spacy_goes_to_a_file_with_a_report(run: Run, recognized: None, tmp_path: Path) -> None:
    file = tmp_path / "train.spacy"
    result = run("export", "--format", "spacy", "--article", "001", "-o", str(file), "--json")
    assert result.code == 0
    assert result.json == {"file": str(file), "format": "spacy", "articles": 1, "entities": 3, "cut": []}
    assert file.stat().st_size > 100


def test_what_cuts_tokens_is_told_on_standard_error(run: Run, recognized: None, library_folder: Path) -> None:
    (library_folder / "seeds" / "cut.txt").write_text("The U.S.–China Council of 2025.\n")
    result = run("export", "--format", "spacy", "--article", "cut.txt", "-o", "cut.spacy")
    assert "cut.txt: 'U.S.' (GPE, 4:8) cuts a token and is left open" in result.err
    assert "articles: 1, entities: 1; 2 more cut tokens" in result.err
    again = run("export", "--format", "spacy", "--article", "cut.txt", "-o", "again.spacy", "--json")
    assert [item["text"] for item in again.json["cut"]] == ["U.S.", "China"]


def test_brat_goes_to_a_folder_or_an_archive(run: Run, recognized: None, tmp_path: Path) -> None:
    run("export", "--format", "brat", "--article", "001", "-o", str(tmp_path / "brat"))
    assert {path.suffix for path in (tmp_path / "brat").iterdir()} == {".txt", ".ann", ".conf"}
    run("export", "--format", "brat", "--article", "001", "-o", str(tmp_path / "brat.zip"))
    with zipfile.ZipFile(tmp_path / "brat.zip") as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in (tmp_path / "brat").iterdir())


def test_what_stands_there_stays(run: Run, recognized: None, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a").write_text("a")
    (tmp_path / "mine.spacy").write_text("mine")
    for name, target in (("brat", "mine"), ("spacy", "mine.spacy"), ("spacy", "mine"), ("brat", "mine.spacy")):
        result = run("export", "--format", name, "--article", "001", "-o", str(tmp_path / target))
        assert result.code == 2
        assert str(tmp_path / target) in result.err
    assert (tmp_path / "mine.spacy").read_text() == "mine"


def test_a_report_needs_a_file(run: Run) -> None:
    for arguments in (["--format", "doccano"], [], ["-o", "-"]):
        result = run("export", "--json", *arguments)
        assert result.code == 2
        assert "-o" in result.err


def test_an_export_of_annotations_reports_too(run: Run, tmp_path: Path) -> None:
    result = run("export", "-o", str(tmp_path / "a.json"), "--json")
    assert result.json == {"file": str(tmp_path / "a.json"), "format": "json"}


def test_without_a_model_it_is_said(run: Run, reader_home: Path) -> None:
    (reader_home / "config").mkdir()
    (reader_home / "config" / "settings.toml").write_text('model = "xx_unheard_of"')
    result = run("export", "--format", "doccano")
    assert result.code == 2
    assert "python -m spacy download xx_unheard_of" in result.err


def test_damaged_annotations_are_no_reason_to_teach_models_what_was_rejected(
    run: Run, recognized: None, library_folder: Path
) -> None:
    (library_folder / "annotations.json").write_text("{")
    assert run("export", "--format", "doccano").code == 3


@pytest.mark.slow
def test_spacy_debugs_and_trains_on_an_export(spawn: Run, tmp_path: Path) -> None:
    data, configuration = str(tmp_path / "train.spacy"), str(tmp_path / "config.cfg")
    assert spawn("export", "--format", "spacy", "-o", data).code == 0
    paths = ["--paths.train", data, "--paths.dev", data]
    for arguments in (
        ["init", "config", configuration, "--lang", "en", "--pipeline", "ner"],
        ["debug", "data", configuration, *paths],
        ["train", configuration, *paths, "--training.max_epochs", "1", "--output", str(tmp_path / "trained")],
    ):
        done = subprocess.run([sys.executable, "-m", "spacy", *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "one.txt").write_text("Leaders of China and the U.S. met.\n")
    trained = str(tmp_path / "trained" / "model-last")
    found = subprocess.run(
        [sys.executable, "-c", f"import spacy; print(spacy.load({trained!r}).pipe_labels['ner'])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "GPE" in found.stdout
