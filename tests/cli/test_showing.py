from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from rich.cells import cell_len

from reader.cli.styles import QuietConsole

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_json_has_the_keys_of_the_contract(run: Run, recognized: None) -> None:
    run("note", "add", "003", "--quote", "Huawei", "Which one?")
    run("tag", "add", "003", "chips")
    document = run("show", "003", "--json").json
    assert list(document) == ["path", "title", "text", "sections", "mentions", "annotations"]
    text = document["text"]
    assert [list(section) for section in document["sections"]] == [["title", "level", "start", "end"]] * len(
        document["sections"]
    )
    for mention in document["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    note = next(item for item in document["annotations"] if item["motivation"] == "commenting")
    assert text[note["position"]["start"] : note["position"]["end"]] == "Huawei"
    assert {item["motivation"] for item in document["annotations"]} == {"tagging", "commenting"}


def test_article_by_any_part_of_path_or_title(run: Run, recognized: None) -> None:
    for name in ("001_6bc8e632c3eb1799.txt", "001_", "Rivalry Heats", "rivalry heats"):
        assert run("show", name, "--json").json["path"] == "001_6bc8e632c3eb1799.txt"


@pytest.mark.parametrize("name", ["nothing like it", "China"])
def test_no_article_or_several(run: Run, name: str) -> None:
    result = run("show", name)
    assert result.code == 2
    assert repr(name) in result.err


@pytest.mark.parametrize("width", [20, 47, 120])
def test_lines_keep_to_the_width(run: Run, width: int) -> None:
    out = run("show", "003", "--width", str(width)).out
    text = out.split("\n\n", 2)[2]
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_wrapping_loses_no_word(run: Run, seeds: Path) -> None:
    text = (seeds / "003_9046707252c59a46.txt").read_text()
    shown = run("show", "003", "--width", "60").out
    assert shown.split()[-50:] == text.split()[-50:]


def test_plain_is_the_text_alone(run: Run, seeds: Path) -> None:
    text = (seeds / "001_6bc8e632c3eb1799.txt").read_text()
    assert run("show", "001", "--plain").out.rstrip("\n") == text.rstrip("\n")


def test_title_stands_once(run: Run) -> None:
    assert run("show", "001").out.count("China Vows to Double Down") == 1
    run("title", "001", "My own title")
    assert "My own title" in run("show", "001").out


def test_colors_only_where_wanted(run: Run, recognized: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("show", "001").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;32mChina\x1b[0m" in run("show", "001").out
    monkeypatch.setenv("NO_COLOR", "1")
    colorless = run("show", "001").out
    assert "\x1b[1;4mChina\x1b[0m" in colorless
    assert "32m" not in colorless


def test_binary_is_not_shown(run: Run, library_folder: Path) -> None:
    (library_folder / "seeds" / "binary.txt").write_bytes(b"\x7fELF\x00\x01\x02" * 20)
    result = run("show", "binary.txt")
    assert result.code == 2
    assert "binary, not shown" in result.err
    assert run("show", "binary.txt", "--json").out == ""


def test_hostile_text_is_made_visible(run: Run, library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    hostile = "A \x1b]52;c;aGk=\x07 title [red]x[/red]\n\nText \x9b31m and \u202e reversed [@click=app.quit]go[/].\n"
    (library_folder / "seeds" / "evil\x1b[2J.txt").write_text(hostile)
    run("note", "add", "evil", "--quote", "reversed", "[bold]body[/bold] \x1b[31m")
    for verb in (["list"], ["show", "evil"], ["show", "evil", "--plain"], ["search", "reversed"], ["note", "list"]):
        result = run(*verb)
        assert not set("\x1b\x07\x9b\u202e") & set(result.out + result.err), verb
    assert "[@click=app.quit]go[/]" in run("show", "evil").out
    for verb in (["list", "--json"], ["show", "evil", "--json"], ["note", "list", "--json"]):
        result = run(*verb)
        assert not set("\x1b\x07\x9b\u202e\x7f") & set(result.out), verb
    assert run("show", "evil", "--json").json["text"] == hostile


def test_without_a_model_the_text_is_still_shown(run: Run, reader_home: Path) -> None:
    settings = reader_home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('model = "no_such_model"\n')
    result = run("show", "001", "--json")
    assert result.code == 0
    assert result.json["mentions"] == []
    assert "no_such_model" in result.err
    assert run("entities").code == 2


def test_many_lines_are_printed_many_at_a_time(run: Run, library_folder: Path) -> None:
    text = "\n".join("word " * (number % 30) + f"end {number}" for number in range(2000))
    (library_folder / "seeds" / "lines.txt").write_text(text)
    with patch.object(QuietConsole, "print", autospec=True, side_effect=QuietConsole.print) as printed:
        shown = run("show", "lines.txt", "--width", "60").out
    assert " ".join(shown.split()).endswith(" ".join(text.split()))
    assert printed.call_count < 10
