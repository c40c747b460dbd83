from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import spacy

from reader.articles.decoding import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.library.fakes import FakeProcess


def test_json_has_the_keys_of_the_contract(run: Run, recognized: None) -> None:
    entities = run("entities", "--json").json
    assert [list(entity) for entity in entities] == [["entity", "type", "names", "count", "articles"]] * 2
    assert entities[0]["entity"] == "China"
    assert entities[0]["count"] == 5
    mentions = run("entities", "--mentions", "--json").json
    assert {tuple(mention) for mention in mentions} == {("article", "start", "end", "text", "type", "entity")}
    assert sum(entity["count"] for entity in entities) == len(mentions)


def test_one_article_and_one_type(run: Run, recognized: None) -> None:
    mentions = run("entities", "001", "--mentions", "--json").json
    assert {mention["article"] for mention in mentions} == {"001_6bc8e632c3eb1799.txt"}
    assert {entity["type"] for entity in run("entities", "--type", "date", "--json").json} <= {"DATE"}
    assert run("entities", "--type", "LAW", "--json").json == []


def test_text(run: Run, recognized: None) -> None:
    assert "China" in run("entities").out
    assert "001_6bc8e632c3eb1799.txt" in run("entities", "--mentions").out


def test_doubts_about_the_model_are_told_once_on_standard_error(run: Run, recognized: FakeProcess) -> None:
    recognized.warning = "The weights are others; `pip install x` brings them back."
    for verb in (["entities", "--json"], ["show", "001", "--json"], ["index", "--rebuild", "--json"]):
        result = run(*verb)
        assert result.code == 0
        assert result.err.count(recognized.warning) == (verb[0] != "show"), "what is known needs no model"
        assert result.json


def test_an_article_that_cannot_be_recognized_is_told_and_the_others_are_listed(
    run: Run, recognized: FakeProcess, library_folder: Path
) -> None:
    recognized.deadly = (library_folder / "seeds" / "001_6bc8e632c3eb1799.txt").read_text()[:100]
    for arguments in ([], ["001", "002"]):
        result = run("entities", "--mentions", "--json", *arguments)
        assert result.code == 0
        assert result.err.count("001_6bc8e632c3eb1799.txt: Recognition ended") == 1
        assert "002" in {mention["article"][:3] for mention in result.json}


def test_an_article_that_cannot_be_read_is_told_and_the_others_are_listed(
    run: Run, recognized: FakeProcess, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_bytes(file: Path) -> bytes:
        if file.name.startswith("001"):
            raise UnreadableError(f"{file.name} cannot be read.")
        return file.read_bytes()

    for module in ("reader.articles.reading", "reader.articles.decoding"):
        monkeypatch.setattr(f"{module}.read_bytes", read_bytes)
    result = run("entities", "--mentions", "--json")
    assert result.code == 0
    assert result.err == "reader: 001_6bc8e632c3eb1799.txt cannot be read.\n"
    assert {mention["article"][:3] for mention in result.json} == {"000", "002", "003", "004"}


def test_without_a_model_the_list_is_shown_all_the_same(run: Run, recognized: FakeProcess) -> None:
    assert len(run("list", "--entity", "u.s.", "--json").json) == 3
    recognized.failure = "The model xx is not installed; `python -m spacy download xx` brings it."
    recognized.version = "xx not installed"
    result = run("list", "--entity", "U.S.", "--json")
    assert (result.code, result.json) == (0, [])
    assert result.err == f"reader: {recognized.failure}\n"
    result = run("entities")
    assert (result.code, result.err) == (2, f"reader: {recognized.failure}\n")


@pytest.mark.slow
def test_the_real_model(spawn: Run) -> None:
    entities = spawn("entities", "--json").json
    assert entities[0]["entity"] == "China"
    assert entities[0]["count"] > 20
    assert spawn("show", "001", "--json").json["mentions"]


@pytest.mark.slow
def test_a_model_of_ones_own_with_types_of_its_own(spawn: Run, tmp_path: Path, reader_home: Path) -> None:
    nlp = spacy.blank("en")
    patterns = [{"label": "CHIP", "pattern": "Kirin"}, {"label": "CHIP", "pattern": "semiconductors"}]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "chips")
    (reader_home / "config").mkdir()
    (reader_home / "config" / "settings.toml").write_text(f"model = {json.dumps(str(tmp_path / 'chips'))}")
    entities = spawn("entities", "--type", "chip", "--json").json
    assert ("semiconductors", "CHIP") in {(entity["entity"], entity["type"]) for entity in entities}
    assert entities == spawn("entities", "--json").json
    shown = spawn("show", "000", FORCE_COLOR="1", TERM="xterm-256color").out
    assert re.search("\x1b\\[[0-9;]+msemiconductors\x1b", shown)
