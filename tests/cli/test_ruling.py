"""``reader rule``: rulings are made, hold at once wherever entities are shown, and are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.library.fakes import use_fake_process

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _recognized(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is loaded."""
    use_fake_process(monkeypatch)


def entities(run: Run) -> dict[str, dict[str, Any]]:
    """The entities by name."""
    return {entity["entity"]: entity for entity in run("entities", "--json").json}


def test_words_that_are_no_entity(run: Run) -> None:
    before = entities(run)
    assert "Huawei" in before
    id_ = run("rule", "reject", "Huawei").out.strip()
    assert entities(run).keys() == before.keys() - {"Huawei"}
    assert all(mention["text"] != "Huawei" for mention in run("entities", "--mentions", "--json").json)
    assert all(mention["text"] != "Huawei" for mention in run("show", "003", "--json").json["mentions"])
    assert run("list", "--entity", "Huawei", "--json").json == []
    run("index", "--only", "index")
    assert run("search", "entity:Huawei", "chips").code == 1
    (exported,) = run("export").json["rulings"]
    assert (exported["id"], exported["action"], exported["text"]) == (id_, "reject", "Huawei")
    assert run("undo").code == 0
    assert entities(run) == before
    assert run("search", "entity:Huawei", "chips").code == 0


def test_a_ruling_outlives_the_cache(run: Run) -> None:
    run("rule", "retype", "Huawei", "product")
    assert run("index", "--rebuild").code == 0
    assert entities(run)["Huawei"]["type"] == "PRODUCT"


def test_one_mention_of_an_article(run: Run, seeds: Path) -> None:
    text = (seeds / "003_9046707252c59a46.txt").read_text()
    second = text.index("Huawei", text.index("Huawei") + 1)
    before = {(m["article"], m["start"]) for m in run("entities", "--mentions", "--json").json if m["text"] == "Huawei"}
    for place in (["--nth", "2"], ["--span", f"{second}:{second + 6}"]):
        assert run("rule", "reject", "Huawei", "--article", "003", *place).code == 0
        after = {
            (m["article"], m["start"]) for m in run("entities", "--mentions", "--json").json if m["text"] == "Huawei"
        }
        assert before - after == {("003_9046707252c59a46.txt", second)}
        run("undo")


def test_names_are_joined_parted_and_marked(run: Run) -> None:
    (merge,) = [merge for merge in run("entities", "--merges", "--json").json if merge["name"] == "U.S."]
    assert (merge["entity"], merge["into"], merge["type"]) == ("United States", "United States", "GPE")
    assert merge["reason"]
    assert "U.S." in run("entities", "--merges").out
    assert run("rule", "different", "U.S.", "United States").code == 0
    assert "U.S." in entities(run)
    assert run("rule", "same", "Huawei", "SMIC").code == 0
    assert set(entities(run)["SMIC"]["names"]) == {"Huawei", "SMIC"}
    made = run("rule", "mark", "self-reliance", "EVENT", "--entity", "Self-Reliance", "--article", "001", "--json").json
    assert (made["action"], made["scope"], made["type"]) == ("mark", "article", "EVENT")
    assert entities(run)["Self-Reliance"]["articles"] == ["001_6bc8e632c3eb1799.txt"]


def test_the_list_and_its_end(run: Run) -> None:
    assert run("rule", "list", "--json").json == []
    first = run("rule", "reject", "AI").out.strip()
    second = run("rule", "retype", "SMIC", "ORG", "--article", "003").out.strip()
    assert [ruling["id"] for ruling in run("rule", "list", "--json").json] == [first, second]
    assert [ruling["id"] for ruling in run("rule", "list", "003", "--json").json] == [second]
    lines = run("rule", "list").out.splitlines()
    assert "“AI” is no entity" in lines[1]
    assert "everywhere" in lines[1]
    assert "“SMIC” is ORG" in lines[2]
    assert "003_9046707252c59a46.txt" in lines[2]
    assert run("rule", "remove", first[:8]).code == 0
    assert [ruling["id"] for ruling in run("rule", "list", "--json").json] == [second]
    assert [ruling["id"] for ruling in run("export", "--article", "003").json["rulings"]] == [second]
    assert run("export", "--article", "001").json["rulings"] == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["reject", "Huawei", "--nth", "2"], "--article"),
        (["reject", "Huawei", "--article", "003", "--nth", "2", "--span", "1:2"], "give one"),
        (["reject", "Huawei", "--article", "003", "--nth", "999"], "999 times"),
        (["reject", "Atlantis", "--article", "003"], "does not hold"),
        (["reject", "Huawei", "--article", "003", "--span", "0:6"], "there, not"),
        (["reject", "Huawei", "--article", "003", "--span", "here"], "START:END"),
        (["reject", " "], "needs the words"),
        (["retype", "Huawei", " "], "which type"),
        (["same", "Huawei", ""], "the other entity"),
        (["different", "Huawei", "Huawei"], "own name"),
        (["reject", "Huawei", "--article", "nowhere"], "no article"),
        (["remove", "ffff"], "no ruling"),
        (["list", "nowhere"], "no article"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, library_folder: Path, arguments: list[str], problem: str) -> None:
    done = run("rule", *arguments)
    assert done.code == 2
    assert problem in done.err
    assert len(done.err.splitlines()) == 1
    assert not (library_folder / "annotations.json").exists()


def test_rulings_need_sound_annotations(run: Run, library_folder: Path) -> None:
    (library_folder / "annotations.json").write_text("{")
    assert run("rule", "reject", "AI").code == run("rule", "list").code == run("rule", "remove", "x").code == 3
    assert run("entities", "--json").code == 0
