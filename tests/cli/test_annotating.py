from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_first_annotation_creates_the_file(run: Run, library_folder: Path) -> None:
    from tinydb import TinyDB

    file = library_folder / "annotations.json"
    assert not file.exists()
    id_ = run("note", "add", "001", "Ask for the source. #todo").out.strip()
    assert str(uuid.UUID(id_)) == id_
    with TinyDB(file) as database:
        (document,) = database.table("annotations").all()
    assert document["id"] == id_
    assert document["body"] == "Ask for the source. #todo"
    assert document["tags"] == ["todo"]
    assert document["article"]["path"] == "001_6bc8e632c3eb1799.txt"


def test_note_on_a_quote(run: Run, seeds: Path) -> None:
    text = (seeds / "003_9046707252c59a46.txt").read_text()
    run("note", "add", "003", "--quote", "Huawei", "--nth", "2", "--color", "pink", "--tag", "firm", "Again")
    (note,) = run("note", "list", "--json").json
    assert note["position"]["start"] == text.index("Huawei", text.index("Huawei") + 1)
    assert note["quote"]["exact"] == "Huawei"
    assert (note["color"], note["tags"], note["motivation"]) == ("pink", ["firm"], "commenting")
    assert note["anchor"] == {"state": "sure", "score": 1.0}


def test_highlight_on_a_span(run: Run, seeds: Path) -> None:
    run("highlight", "add", "001", "--span", "0:5")
    (highlight,) = run("note", "list", "001", "--json").json
    assert highlight["quote"]["exact"] == "China"
    assert (highlight["motivation"], highlight["color"]) == ("highlighting", "yellow")


def test_body_from_standard_input(run: Run) -> None:
    run("note", "add", "001", "-", stdin="Two\n\nparagraphs – “so”\n")
    assert run("note", "list", "--json").json[0]["body"] == "Two\n\nparagraphs – “so”"
    assert run("note", "add", "001", "-", stdin=b"caf\xe9").code == 2


def test_edit_attach_and_remove_by_the_start_of_the_id(run: Run) -> None:
    id_ = run("note", "add", "001", "--quote", "China", "Before").out.strip()
    assert run("note", "edit", id_[:8], "- after").code == 0
    assert run("attach", id_[:8], "--span", "6:10").code == 0
    (note,) = run("note", "list", "--json").json
    assert (note["id"], note["body"], note["quote"]["exact"]) == (id_, "- after", "Vows")
    assert run("note", "remove", id_).code == 0
    assert run("note", "list", "--json").json == []


def test_text_shows_note_and_place(run: Run) -> None:
    id_ = run("note", "add", "001", "--quote", "China", "Which one?").out.strip()
    out = run("note", "list").out
    assert id_[:8] in out
    assert "“China”" in out
    assert "Which one?" in out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["note", "add", "001", ""], "empty"),
        (["note", "add", "001", "--quote", "not in it", "x"], "not in it"),
        (["note", "add", "001", "--quote", "China", "--nth", "999", "x"], "999"),
        (["note", "add", "001", "--quote", "China", "--span", "0:5", "x"], "--span"),
        (["note", "add", "001", "--span", "5", "x"], "START:END"),
        (["note", "add", "001", "--span", f"{'9' * 5000}:7", "x"], "START:END"),
        (["note", "add", "001", "\udcff"], "UTF-8"),
        (["note", "add", "001", "--span", "5:5", "x"], "5:5"),
        (["note", "add", "001", "--span", "0:999999", "x"], "999999"),
        (["note", "add", "001", "--color", "brown", "x"], "--color"),
        (["note", "add", "001", "one", "two"], "two"),
        (["highlight", "add", "001"], "--quote"),
        (["note", "edit", "nothing", "x"], "nothing"),
        (["note", "remove", ""], "ID"),
        (["attach", "nothing", "--span", "1:2"], "nothing"),
        (["attach", "nothing"], "--span"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, library_folder: Path, arguments: list[str], why: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert why in result.err
    assert result.err.count("\n") == 1
    assert not (library_folder / "annotations.json").exists()


def test_creator_from_the_settings(run: Run, reader_home: Path) -> None:
    file = reader_home / "config" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('creator = "Ada"\n')
    run("note", "add", "001", "x")
    assert run("note", "list", "--json").json[0]["creator"] == "Ada"


def test_annotations_elsewhere(run: Run, library_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    run("tag", "add", "001", "x", "--annotations", str(other))
    assert other.exists()
    assert not (library_folder / "annotations.json").exists()
    assert run("--annotations", str(other), "list", "--tag", "x", "--json").json


def test_listed_where_it_is_today(run: Run, library_folder: Path) -> None:
    run("highlight", "add", "001", "--quote", "China")
    (stored,) = run("note", "list", "--json").json
    (article,) = (library_folder / "seeds").glob("001*")
    article.write_text("A new line.\n" + article.read_text(encoding="utf-8"), encoding="utf-8")
    (today,) = run("note", "list", "--json").json
    assert today["position"]["start"] == stored["position"]["start"] + len("A new line.\n")
    assert today["anchor"]["state"] == "sure"
    assert run("show", "001", "--json").json["annotations"] == [today]
    assert run("export").json["annotations"] == [stored]


def test_what_lost_its_article_is_listed_last_and_by_the_doctor(run: Run, library_folder: Path) -> None:
    run("highlight", "add", "001", "--quote", "China")
    (article,) = (library_folder / "seeds").glob("001*")
    article.unlink()
    (today,) = run("note", "list", "--json").json
    assert (today["position"], today["anchor"]["state"]) == (None, "orphan")
    (lost,) = run("doctor", "--json").json["lost"]
    assert (lost["id"], lost["state"], lost["guess"]) == (today["id"], "orphan", None)


@pytest.fixture
def shared(run: Run, reader_home: Path) -> None:
    """A note and a highlight of Ada's on 001, a note of Ben's on 002, a ruling of each; the settings name Ben."""
    file = reader_home / "config" / "settings.toml"
    file.parent.mkdir(parents=True)
    for name, article in (("Ada Lovelace", "001"), ("Ben", "002")):
        file.write_text(f'creator = "{name}"\n')
        run("note", "add", article, f"Said by {name}")
        run("tag", "add", article, f"of-{name[:3]}")
        run("rule", "reject", f"Word of {name}")
        run("star", article)


@pytest.mark.usefixtures("shared")
def test_notes_by_a_person(run: Run) -> None:
    assert [item["creator"] for item in run("note", "list", "--by", "ada", "--json").json] == ["Ada Lovelace"]
    assert [item["creator"] for item in run("note", "list", "--by", "BEN", "--json").json] == ["Ben"]
    assert run("note", "list", "001", "--by", "Ben", "--json").json == []
    listed = run("note", "list").out
    assert "— Ada Lovelace" in listed
    assert "— Ben" in listed


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("verb", [("note", "list"), ("rule", "list"), ("export",)])
def test_a_name_that_nobody_has_is_one_sentence_with_near_names(run: Run, verb: tuple[str, ...]) -> None:
    result = run(*verb, "--by", "Adda Lovelace")
    assert (result.code, result.out) == (2, "")
    assert result.err == "reader: --by: nobody called “Adda Lovelace” wrote here; did you mean Ada Lovelace?\n"


@pytest.mark.usefixtures("shared")
def test_rulings_by_a_person(run: Run) -> None:
    assert [item["text"] for item in run("rule", "list", "--by", "ben", "--json").json] == ["Word of Ben"]
    assert "Ada Lovelace" in run("rule", "list").out


@pytest.mark.usefixtures("shared")
def test_an_export_of_what_one_person_wrote(run: Run) -> None:
    document = run("export", "--by", "ada").json
    assert {item["creator"] for item in document["annotations"]} == {"Ada Lovelace"}
    assert {item["motivation"] for item in document["annotations"]} == {"tagging", "commenting"}
    assert [item["text"] for item in document["rulings"]] == ["Word of Ada Lovelace"]
    assert [(item["path"][:3], item["starred"]) for item in document["articles"]] == [("001", False)]
    assert "Word of" not in str(run("export", "--by", "ada", "--tag", "of-Ada").json)
    assert run("export", "--by", "ada", "--article", "002").json["annotations"] == []


@pytest.mark.usefixtures("shared")
def test_entities_are_nobodys(run: Run) -> None:
    result = run("export", "--format", "spacy", "--by", "Ada")
    assert result.code == 2
    assert "--by" in result.err


@pytest.mark.usefixtures("shared")
def test_a_search_by_a_person(run: Run) -> None:
    assert {hit["article"][:3] for hit in run("search", "by:ada", "--json").json["hits"]} == {"001"}
    assert "Ada Lovelace: Said by Ada Lovelace" in run("search", "in:notes", "said").out
    unknown = run("search", "by:Benn")
    assert unknown.code == 1
    assert "did you mean Ben?" in unknown.err


def test_nobody_is_named_where_all_is_ones_own(run: Run, reader_home: Path) -> None:
    file = reader_home / "config" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('creator = "Ada"\n')
    run("note", "add", "001", "x")
    assert "Ada" not in run("note", "list").out
