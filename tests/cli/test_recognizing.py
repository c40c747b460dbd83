from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


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


@pytest.mark.slow
def test_the_real_model(spawn: Run) -> None:
    entities = spawn("entities", "--json").json
    assert entities[0]["entity"] == "China"
    assert entities[0]["count"] > 20
    assert spawn("show", "001", "--json").json["mentions"]
