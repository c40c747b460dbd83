from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from reader.annotations import editing
from reader.exchange.formats import SUFFIXES, FormatName
from reader.tui.screens.export import ExportScreen
from tests.cli.conftest import tree
from tests.tui.reading import MEDIUM, NARROW, WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from tests.library.fakes import FakeProcess


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
        assert person.sees("▸ all articles ◂")
        await person.press("enter")
        assert person.screen == "MainScreen"
        out = Path.cwd() / "annotations-export.json"
        assert person.told[-1] == f"Exported to {out}"
        assert paths(out) == ["000", "001"]


async def test_one_article(library_folder: Path, tmp_path: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("x", "tab")
        assert person.sees("▸ this article ◂")
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
        assert "To replace it: enter again." in person.told[-1]
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


async def test_each_format_is_offered_and_names_its_file(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("x")
        names = []
        for _ in FormatName:
            names.append(Path(person.app.screen.query_one(Input).value).name)
            await person.press("down")
        assert names[0] == Path(person.app.screen.query_one(Input).value).name == "annotations-export.json"
        assert [Path(name).suffix for name in names] == [SUFFIXES[name] for name in FormatName]
        await person.press("up")
        assert person.sees("▸ brat ◂")


async def test_a_name_of_ones_own_stays_but_for_its_suffix(library_folder: Path, tmp_path: Path) -> None:
    async with at_the_screen(library_folder) as person:
        annotate(person)
        await person.press("x")
        await name(person, tmp_path / "mine.json")
        await person.press("down", "down", "down")
        assert person.app.screen.query_one(Input).value == str(tmp_path / "mine.md")
        await name(person, tmp_path / "mine")
        await person.press("down", "up", "enter")
        assert "#chips" in (tmp_path / "mine").read_text()


async def test_entities_are_exported_as_training_data(library_folder: Path, tmp_path: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("x", "up", "up", "tab")
        assert person.sees("▸ doccano ◂")
        await name(person, tmp_path / "one.jsonl")
        await person.press("enter")
        assert person.screen == "MainScreen"
        (line,) = (tmp_path / "one.jsonl").read_text().splitlines()
        item = json.loads(line)
        assert item["path"].startswith("000")
        assert {item["text"][start:end] for start, end, _ in item["label"]} >= {"China", "Beijing"}


async def test_what_cuts_tokens_is_told(library_folder: Path, tmp_path: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("x", "up", "up", "up")
        await name(person, tmp_path / "all.spacy")
        await person.press("enter")
        assert any("U.S." in message for message in person.told)
        assert person.told[-1] == f"Exported to {tmp_path / 'all.spacy'}"


async def test_without_a_model_no_entities_are_exported_and_it_is_said(
    library_folder: Path, tmp_path: Path, fake_process: FakeProcess
) -> None:
    fake_process.failure = "The model xx is not installed."
    async with at_the_screen(library_folder) as person:
        await person.press("x", "up", "enter")
        assert person.screen == "ExportScreen"
        assert person.told[-1] == fake_process.failure
        assert list(Path.cwd().iterdir()) == []


async def test_who_leaves_while_entities_are_recognized_exports_nothing(
    library_folder: Path, fake_process: FakeProcess
) -> None:
    fake_process.go_on.clear()
    async with at_the_screen(library_folder, waiting=False) as person:
        await person.press("x", "up", "up")
        export_screen = person.app.screen
        assert isinstance(export_screen, ExportScreen)
        export_screen.write("all.jsonl")
        await person.pilot.pause(0.05)
        export_screen.action_leave()
        await person.until(lambda: person.screen == "MainScreen")
        fake_process.go_on.set()
        await person.until(lambda: len(fake_process.asked) == 5)
        await person.settle()
        assert list(Path.cwd().iterdir()) == []
        assert person.told == []


async def test_what_one_person_wrote(library_folder: Path, tmp_path: Path) -> None:
    async with at_the_screen(library_folder) as person:
        for number, creator in enumerate(("Ada", "Ben")):
            article = person.library.article(person.library.files[number].path)
            editing.add_note(person.library.store, article, "A note", creator=creator)
        await person.press("x", "tab", "tab", "tab")
        assert person.sees("▸ by Ben ◂")
        file = tmp_path / "ben.json"
        await name(person, file)
        await person.press("enter")
        await person.until(file.exists)
        assert paths(file) == ["001"]


async def test_entities_are_nobodys(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        editing.add_note(person.library.store, person.library.article(person.library.files[0].path), "x", creator="Ada")
        await person.press("x", "tab", "tab")
        assert person.sees("▸ by Ada ◂")
        await person.press("up")
        assert person.sees("▸ brat ◂")
        assert person.sees("▸ all articles ◂")
        assert not person.sees("by Ada")


@pytest.mark.parametrize("formats", [0, 1, 2, 3, 4, 5, 6, 7])
async def test_the_name_of_the_file_is_seen_on_the_smallest_screen(library_folder: Path, formats: int) -> None:
    async with at_the_screen(library_folder, (40, 12)) as person:
        await person.press("x", *["down"] * formats)
        await person.type("/some/file")
        assert person.sees("/some/file")
