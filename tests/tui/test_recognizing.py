"""What the screen says while a library is being recognized, and when that does not go well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library.events import Progress
from reader.tui.listening import progress_line
from reader.tui.screens import main
from tests.tui.reading import at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.library.fakes import FakeProcess


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress("entities", 0, 2000), "entities: 0 of 2,000"),
        (Progress("entities", 1500, 2000, 42), "entities: 1,500 of 2,000 · 42 s left"),
        (Progress("index", 10, 31_495, 754), "index: 10 of 31,495 · 13 min left"),
        (Progress("entities", 2000, 2000), ""),
        (Progress("entities", 1, 5), ""),
    ],
)
def test_how_far_it_is_stands_on_one_line(progress: Progress, line: str) -> None:
    assert progress_line(progress) == line


async def test_each_job_has_its_words_until_it_ends(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "RECOGNIZED_UNASKED", 0)
    async with at_the_screen(library_folder) as person:
        person.library.events.emit(Progress("index", 1, 300))
        person.library.events.emit(Progress("entities", 2, 400, 9))
        await person.settle()
        assert person.sees("index: 1 of 300")
        assert person.sees("entities: 2 of 400 · 9 s left")
        person.library.events.emit(Progress("index", 300, 300))
        await person.settle()
        assert person.sees("entities: 2 of 400 · 9 s left")
        assert not person.sees("index:")
        person.library.events.emit(Progress("entities", 400, 400))
        await person.settle()
        assert not person.sees("entities: 2")


async def test_a_small_library_is_recognized_unasked_the_open_article_first(
    library_folder: Path, fake_process: FakeProcess
) -> None:
    async with at_the_screen(library_folder) as person:
        await person.until(lambda: len(fake_process.asked) == 5)
        assert fake_process.asked[0] == person.main.view.text


async def test_a_large_library_is_recognized_when_its_entities_are_asked_for(
    library_folder: Path, fake_process: FakeProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "RECOGNIZED_UNASKED", 4)
    async with at_the_screen(library_folder) as person:
        assert len(fake_process.asked) == 1
        await person.press("e")
        await person.until(lambda: len(fake_process.asked) == 5)


async def test_doubts_about_the_model_are_told_in_one_sentence(library_folder: Path, fake_process: FakeProcess) -> None:
    fake_process.warning = "The weights are others; `pip install [x]` brings them back."
    async with at_the_screen(library_folder) as person:
        await person.until(lambda: bool(person.told))
        assert person.told == [fake_process.warning]
        assert person.sees("China is ramping up efforts")


async def test_an_article_that_cannot_be_recognized_keeps_no_other_from_it(
    library_folder: Path, fake_process: FakeProcess
) -> None:
    fake_process.deadly = (library_folder / "seeds" / "001_6bc8e632c3eb1799.txt").read_text()[:200]
    async with at_the_screen(library_folder) as person:
        await person.until(lambda: len(person.told) == 1)
        assert "001_6bc8e632c3eb1799.txt" in person.told[0]
        await person.press("down", "down")
        await person.recognized()
        assert person.main.reading.entities is not None
        assert person.main.reading.entities.entities


async def test_without_a_model_reading_goes_on(library_folder: Path, fake_process: FakeProcess) -> None:
    fake_process.failure = "The model xx is not installed; `python -m spacy download xx` brings it."
    async with at_the_screen(library_folder) as person:
        await person.until(lambda: bool(person.told))
        assert person.told == [f"No entities: {fake_process.failure}"]
        assert "spacy download xx`" in person.pane("side")
        await person.press("down", "enter", "space")
        assert person.path == "001"
