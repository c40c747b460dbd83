from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_tags_are_counted(run: Run) -> None:
    assert run("tag", "list", "--json").json == []
    run("tag", "add", "001", "chips", "policy")
    run("tag", "add", "002", "CHIPS", "chips")
    run("highlight", "add", "003", "--quote", "Huawei", "--tag", "chips")
    assert run("tag", "list", "--json").json == [
        {"tag": "chips", "articles": 3, "annotations": 3},
        {"tag": "policy", "articles": 1, "annotations": 1},
    ]
    assert "chips" in run("tag", "list").out


def test_writing_is_silent(run: Run) -> None:
    result = run("tag", "add", "001", "chips")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_rename_merge_and_delete(run: Run) -> None:
    run("tag", "add", "001", "chip", "semiconductor", "policy")
    assert run("tag", "rename", "chip", "chips").code == 0
    assert run("tag", "merge", "chips", "semiconductor", "chips").code == 0
    assert run("tag", "delete", "policy").code == 0
    assert [tag["tag"] for tag in run("tag", "list", "--json").json] == ["chips"]
    assert run("tag", "remove", "001", "CHIPS").code == 0
    assert run("tag", "list", "--json").json == []


def test_tags_that_are_not_there(run: Run) -> None:
    for verb in (
        ["tag", "remove", "001", "x"],
        ["tag", "rename", "x", "y"],
        ["tag", "merge", "x", "y", "z"],
        ["tag", "delete", "x"],
    ):
        result = run(*verb)
        assert result.code == 2
        assert "'x'" in result.err


def test_tag_that_cannot_be(run: Run) -> None:
    assert run("tag", "add", "001", " ").code == 2
    assert run("tag", "add", "001", "a\x1bb").code == 2
    assert run("tag", "list", "--json").json == []
