from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Run, tree

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    "path", "title", "words", "minutes", "size", "modified", "sha256", "encoding", "notices", "tags", "notes",
    "highlights", "status", "starred", "progress",
]  # fmt: skip


def test_json_has_the_keys_of_the_contract(run: Run) -> None:
    result = run("list", "--json")
    assert result.code == 0
    assert [list(entry) for entry in result.json] == [KEYS] * 5


def test_five_articles_with_titles_and_words(run: Run, seeds: Path) -> None:
    entries = run("list", "--json").json
    assert [*[entry["title"] for entry in entries][:2], entries[4]["title"]] == [
        "China Tech Self-Reliance Rises Amid Rising U.S. Tech Pressure",
        "China Vows to Double Down on Tech Self-Reliance as U.S. Rivalry Heats Up",
        "Chinese President Xi Urges Tech Independence",
    ]
    for entry in entries:
        counted = int(subprocess.check_output(["wc", "-w", seeds / entry["path"]]).split()[0])
        assert entry["words"] == pytest.approx(counted, rel=0.02)
        assert entry["minutes"] == -(-entry["words"] // 220)
        assert entry["size"] == (seeds / entry["path"]).stat().st_size
        assert entry["status"] == "unread"
        assert entry["progress"] == 0


def test_filters_and_order(run: Run, recognized: None) -> None:
    run("tag", "add", "001", "Chips")
    run("star", "002")
    run("status", "004", "done")

    def listed(*options: str) -> list[str]:
        return [entry["path"][:3] for entry in run("list", "--json", *options).json]

    assert listed("--tag", "chips") == ["001"]
    assert listed("--tag", "chip") == []
    assert listed("--starred") == ["002"]
    assert listed("--status", "done") == ["004"]
    assert listed("--sort", "words") == ["003", "000", "001", "002", "004"]
    assert listed("--sort", "title")[:2] == ["000", "001"]
    assert "002" not in listed("--entity", "u.s.")
    assert listed("--entity", "nobody") == []


def test_empty_list_is_no_error(run: Run) -> None:
    result = run("list", "--tag", "nothing", "--json")
    assert (result.code, result.json) == (0, [])


def test_reading_verbs_write_nothing(run: Run, library_folder: Path, recognized: None) -> None:
    before = tree(library_folder)
    for verb in (["list"], ["list", "--json"], ["show", "001"], ["search", "chips"], ["entities"], ["doctor"]):
        assert run(*verb).code == 0
    assert run("export", "--json").code in {0, 2}
    assert run("tag", "list").code == 0
    assert tree(library_folder) == before


def test_text_names_every_article(run: Run, seeds: Path) -> None:
    out = run("list").out
    assert all(file.name in out for file in seeds.iterdir())
    assert "\x1b" not in out


def test_unknown_order_is_one_sentence(run: Run) -> None:
    result = run("list", "--sort", "size")
    assert result.code == 2
    assert "--sort" in result.err
    assert result.err.count("\n") == 1


def test_single_file_is_a_library(run: Run, library_folder: Path) -> None:
    file = library_folder / "seeds" / "001_6bc8e632c3eb1799.txt"
    assert [entry["path"] for entry in run("list", "--json", "-L", str(file)).json] == [file.name]


def test_missing_library_is_named(run: Run) -> None:
    result = run("list", "-L", "nowhere")
    assert result.code == 2
    assert "nowhere" in result.err


def test_what_was_said_of_an_article_that_was_renamed_and_edited(run: Run, library_folder: Path) -> None:
    run("highlight", "add", "001", "--quote", "the escalating geopolitical tensions")
    run("tag", "add", "001", "chips")
    run("status", "001", "done")
    (article,) = (library_folder / "seeds").glob("001*")
    article.with_name("another.txt").write_text("A new first line.\n\n" + article.read_text())
    article.unlink()
    (listed,) = run("list", "--tag", "chips", "--json").json
    assert (listed["path"], listed["status"], listed["highlights"]) == ("another.txt", "done", 1)
    assert [hit["article"] for hit in run("search", "tag:chips", "--json").json["hits"]] == ["another.txt"]
    assert run("tag", "remove", "another", "chips").code == 0
