"""Whatever is typed: an exit code of the contract, and at most sentences on standard error."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.cli.arguments import VERBS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LASTING = {"serve"}
"""Verbs that go on until they are ended."""
WORDS = [
    "001", "China", "add", "list", "remove", "rename", "edit", "done", "--json", "--tag", "--span", "0:5",
    "9:1", "--quote", "--nth", "0", "--limit", "--batch", "--", "-", "--width", "-x", "--foo", "--help", "",
    " ", "\x1b[2J", "caf\udce9", "\u202e", "[bold]", "ID", "--article", "--only", "index", "--color", "pink",
    "-L", ".", "--schema", "--type", "GPE",
]  # fmt: skip


@given(verb=st.sampled_from(sorted(set(VERBS) - LASTING)), words=st.lists(st.sampled_from(WORDS), max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_typed_gets_an_answer(
    run: Run, recognized: None, library_folder: Path, verb: str, words: list[str]
) -> None:
    for file in library_folder.glob("annotations.json*"):
        file.unlink()
    result = run(verb, *words, stdin="chips\n")
    assert result.code in {0, 1, 2, 3}
    assert not set("\x1b\u202e") & set(result.out + result.err)
    if result.code == 2:
        assert result.err.startswith("reader: ")
        assert result.err.count("\n") == 1


def test_a_library_of_anything(run: Run, recognized: None, library_folder: Path) -> None:
    seeds = library_folder / "seeds"
    shutil.rmtree(seeds)
    seeds.mkdir()
    (seeds / "empty.txt").write_text("")
    (seeds / "spaces.txt").write_text(" \n\n\t\n")
    (seeds / "line.txt").write_text("x" * 100_000)
    (seeds / "nul.txt").write_bytes(b"\0\0\0")
    (seeds / "[bold]\n\x1b.md").write_text("# [/]\n\nText.\n")
    for verb in (["list"], ["show", "empty"], ["show", "spaces"], ["show", "line"], ["search", "text"], ["doctor"]):
        for option in ([], ["--json"]):
            assert run(*verb, *option).code == 0, verb
    shutil.rmtree(seeds)
    for verb in (["list"], ["doctor"], ["entities"], ["export"], ["index"]):
        assert run(*verb).code == 0, verb
    assert run("search", "text", "--json").code == 1
