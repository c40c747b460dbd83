from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from reader.annotations import editing
from tests.cli.conftest import tree
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen


def paths(file: Path) -> list[str]:
    """The articles whose annotations were exported."""
    document: dict[str, Any] = json.loads(file.read_text())
    assert document["format"] == "reader-annotations"
    return [item["article"]["path"][:3] for item in document["annotations"]]


def annotate(person: Person) -> None:
    """One tag on 000 and one on 001."""
    for file in person.library.files[:2]:
        editing.add_tags(person.library.store, person.library.article(file.path), ["chips"])


async def name(person: Person, file: Path | str) -> None:
    """Type another name for the file."""
    line = person.app.screen.query_one(Input)
    line.value = ""
    await person.type(str(file))


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_all_annotations_are_exported_to_the_current_folder(library_folder: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(library_folder, size) as person:
        annotate(person)
        await person.press("x")
        assert person.sees("● all articles")
        await person.press("enter")
        assert person.screen == "MainScreen"
        out = Path.cwd() / "annotations-export.json"
        assert person.told[-1] == f"Exported to {out}"
        assert paths(out) == ["000", "001"]


async def test_one_article(library_folder: Path, tmp_path: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("x", "tab")
        assert person.sees("● this article")
        await name(person, tmp_path / "one.json")
        await person.press("enter")
        assert paths(tmp_path / "one.json") == ["000"]


async def test_a_file_is_replaced_only_after_asking(library_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.json"
    out.write_text("precious")
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("x")
        await name(person, out)
        await person.press("enter")
        assert person.screen == "ExportScreen"
        assert "exists already" in person.told[-1]
        assert "Enter again replaces it" in person.told[-1]
        assert out.read_text() == "precious"
        await person.press("x", "backspace", "enter")
        assert out.read_text() == "precious", "the name was touched: asked again"
        await person.press("enter")
        assert person.screen == "MainScreen"
        assert paths(out) == ["000", "001"]


async def test_files_of_the_library_are_never_replaced(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        before = tree(library_folder)
        await person.press("x")
        for file in (person.library.location.annotations, person.library.files[0].file):
            await name(person, file)
            await person.press("enter", "enter", "enter")
            assert person.screen == "ExportScreen"
            assert "never overwritten" in person.told[-1]
        await person.press("escape")
        assert tree(library_folder) == before


@pytest.mark.parametrize("file", ["nowhere/out.json", ".", "", "x" * 300, "~nobody-of-this-name/x.json", "\t"])
async def test_what_cannot_be_written_is_said(library_folder: Path, file: str) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("x")
        await name(person, file)
        await person.press("enter")
        assert person.screen == "ExportScreen"
        assert len(person.told) == 1
        await person.press("escape")
        assert person.screen == "MainScreen"
        assert list(Path.cwd().iterdir()) == []


async def test_damaged_annotations_are_not_exported(library_folder: Path) -> None:
    (library_folder / "annotations.json").write_text("{")
    async with at_the_screen(library_folder) as person:
        await person.press("x", "enter")
        assert person.screen == "ExportScreen"
        assert "annotations.json" in person.told[-1]
        assert list(Path.cwd().iterdir()) == []


async def test_escape_exports_nothing(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("x", "escape")
        assert person.screen == "MainScreen"
        assert list(Path.cwd().iterdir()) == []


async def test_an_empty_library_is_a_whole_document(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("x", "enter")
        assert paths(Path.cwd() / "annotations-export.json") == []
