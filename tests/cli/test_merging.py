from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


NEWER = b'{"_meta": {"1": {"format": "reader-annotations", "schema": 2}}}'


def test_both_sides_are_in_it(run: Run, library_folder: Path, tmp_path: Path) -> None:
    file, base, theirs = library_folder / "annotations.json", tmp_path / "base", tmp_path / "theirs"
    run("tag", "add", "001", "both")
    shutil.copy(file, base)
    run("tag", "add", "002", "theirs")
    shutil.copy(file, theirs)
    shutil.copy(base, file)
    run("tag", "add", "003", "ours")
    result = run("merge", str(base), str(file), str(theirs))
    assert (result.code, result.out, result.err) == (0, "", "")
    assert [item["tag"] for item in run("tag", "list", "--json").json] == ["both", "ours", "theirs"]


def test_several_people_keep_their_names(run: Run, library_folder: Path, reader_home: Path, tmp_path: Path) -> None:
    file, base, theirs = library_folder / "annotations.json", tmp_path / "base", tmp_path / "theirs"
    settings = reader_home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('creator = "Ada"\n')
    begun = run("note", "add", "001", "Begun by Ada.").out.strip()
    shutil.copy(file, base)
    settings.write_text('creator = "Ben"\n')
    run("note", "edit", begun, "Changed by Ben.")
    run("note", "add", "002", "Ben's.")
    shutil.copy(file, theirs)
    shutil.copy(base, file)
    settings.write_text('creator = "Ada"\n')
    run("tag", "add", "001", "ours")
    assert run("merge", str(base), str(file), str(theirs)).code == 0
    notes = {item["body"]: item["creator"] for item in run("note", "list", "--json").json}
    assert notes == {"Changed by Ben.": "Ada", "Ben's.": "Ben"}
    assert [item["body"] for item in run("note", "list", "--by", "Ben", "--json").json] == ["Ben's."]


def test_no_common_version(run: Run, library_folder: Path, tmp_path: Path) -> None:
    run("tag", "add", "001", "x")
    file = library_folder / "annotations.json"
    (tmp_path / "base").touch()
    shutil.copy(file, tmp_path / "theirs")
    assert run("merge", str(tmp_path / "base"), str(file), str(tmp_path / "theirs")).code == 0


@pytest.mark.parametrize("which", ["base", "ours", "theirs"])
@pytest.mark.parametrize(
    "raw", [b"{", b"<<<<<<< HEAD", b"[]", b'{"_meta": {"1": {"format": "reader-annotations", "schema": 2}}}', None]
)
def test_what_is_not_sound_is_one_sentence(
    run: Run, library_folder: Path, tmp_path: Path, which: str, raw: bytes | None
) -> None:
    run("tag", "add", "001", "x")
    names = ("base", "ours", "theirs")
    for name in names:
        shutil.copy(library_folder / "annotations.json", tmp_path / name)
    (tmp_path / which).unlink()
    if raw is not None:
        (tmp_path / which).write_bytes(raw)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    result = run("merge", *(str(tmp_path / name) for name in names))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert which in result.err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.slow
def test_git_merges_two_edited_copies(spawn: Run, library_folder: Path) -> None:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_{key}": "x@x.test" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")},
    }

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=library_folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    id_ = spawn("note", "add", "001", "--quote", "China", "Base. #x").out.strip()
    (library_folder / ".gitattributes").write_text("annotations.json merge=reader\n")
    git("init", "-q", "-b", "main")
    git("config", "merge.reader.driver", f"'{sys.executable}' -m reader merge %O %A %B")
    git("add", "annotations.json", ".gitattributes")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "theirs")
    spawn("note", "edit", id_, "Theirs.")
    spawn("tag", "add", "002", "theirs")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    spawn("tag", "rename", "x", "ours")
    spawn("status", "003", "done")
    git("commit", "-qam", "ours")
    git("merge", "-q", "theirs", "-m", "merged")
    assert "<<<<" not in (library_folder / "annotations.json").read_text()
    (note,) = json.loads(spawn("note", "list", "--json").out)
    assert (note["body"], note["tags"]) == ("Theirs.", ["ours"])
    assert {item["tag"] for item in json.loads(spawn("tag", "list", "--json").out)} == {"ours", "theirs"}
    assert [item["status"] for item in json.loads(spawn("list", "--json").out)].count("done") == 1
