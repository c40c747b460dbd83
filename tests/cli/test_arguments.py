from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from reader.cli.app import make_app
from reader.cli.arguments import VERBS, sort_arguments, split_options

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

WORDS = st.lists(st.sampled_from(["list", "-x", "--foo", "--foo=1", "-L", "--library=a", "--", "text", "-", ""]))


def test_verbs_are_those_of_the_app() -> None:
    assert set(get_command(make_app()).commands) == set(VERBS)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "arguments",
    [
        ["-L", "books", "search", "chips"],
        ["search", "chips", "-L", "books"],
        ["search", "--library", "books", "chips"],
        ["--library=books", "search", "chips"],
    ],
)
def test_library_stands_anywhere(arguments: list[str]) -> None:
    sorted_arguments = sort_arguments(arguments)
    assert sorted_arguments.library == "books"
    assert sorted_arguments.rest == ["search", "chips"]


def test_nothing_after_the_dashes_is_an_option() -> None:
    sorted_arguments = sort_arguments(["note", "add", "001", "--", "-L", "books"])
    assert sorted_arguments.library is None
    assert sorted_arguments.rest == ["note", "add", "001", "--", "-L", "books"]


@pytest.mark.parametrize(
    ("arguments", "screen"),
    [([], True), (["books"], True), (["./list"], True), (["--", "list"], True), (["list"], False), (["--help"], False)],
)
def test_what_is_no_verb_opens_the_screen(arguments: list[str], screen: bool) -> None:
    assert sort_arguments(arguments).open_screen is screen


@given(WORDS)
def test_splitting_loses_nothing(arguments: list[str]) -> None:
    options, rest = split_options(arguments, ("--foo", "-L"), ("-x",))
    words = [name if value is None else f"{name}={value}" for name, value in options]
    assert sorted("=".join(words + rest).split("=")) == sorted("=".join(arguments).split("="))


@given(WORDS)
def test_all_after_the_dashes_stays(arguments: list[str]) -> None:
    if "--" in arguments and "-L" not in arguments:
        end = arguments.index("--")
        assert sort_arguments(arguments).rest[-len(arguments[end:]) :] == arguments[end:]


def test_words_may_start_with_a_dash(run: Run) -> None:
    assert run("search", "chips", "-gallium", "--json").json["query"] == "chips -gallium"
    assert run("search", "--json", "--", "--limit", "3").json["query"] == "--limit 3"


def test_note_may_start_with_a_dash(run: Run) -> None:
    assert run("note", "add", "001", "- a list").code == 0
    assert run("note", "add", "001", "--color", "green", "--- a rule").code == 0
    assert run("note", "add", "001", "--", "--color").code == 0
    bodies = {note["body"] for note in run("note", "list", "--json").json}
    assert bodies == {"- a list", "--- a rule", "--color"}


def test_misspelled_option_is_not_searched_for(run: Run) -> None:
    result = run("search", "chips", "--limt", "3")
    assert result.code == 2
    assert "--limit" in result.err


def test_option_without_its_value_is_named(run: Run) -> None:
    assert "--limit needs a value" in run("search", "chips", "--limit").err
    assert "-L needs a value" in run("list", "-L").err


@pytest.mark.parametrize("option", ["--library", "--annotations"])
def test_empty_value_is_not_the_folder_one_is_in(run: Run, option: str) -> None:
    result = run("list", option, "")
    assert (result.code, result.out) == (2, "")
    assert f"{option} needs a value" in result.err


def test_two_libraries_are_refused(run: Run, library_folder: Path) -> None:
    assert run("seeds", "seeds").code == 2
    assert run("seeds", "-L", "seeds").code == 2


def test_folder_named_like_a_verb(run: Run, library_folder: Path) -> None:
    folder = library_folder / "list"
    folder.mkdir()
    (folder / "one.txt").write_text("A title\n\nText.\n")
    for arguments in (("./list",), ("--", "list"), ("-L", "list")):
        assert "one.txt" in run(*arguments).out
    assert "one.txt" not in run("list").out


def test_misspelled_verb_is_suggested(run: Run) -> None:
    result = run("serch")
    assert result.code == 2
    assert "`reader search`" in result.err
