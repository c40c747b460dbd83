"""Libraries that are empty, large, odd, or change under the reader's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.reading import at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_no_articles(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with at_the_screen(tmp_path / "empty") as person:
        assert person.sees("No articles here.")
        assert person.sees("0 articles")
        await person.press("down", "enter", "t", "a", "s", "asterisk", "v", "w", "h", "delete", "n", "1", "space", "G")
        await person.press("tab", "tab", "enter", "escape", "slash", "x", "enter", "escape", "ctrl+p", "escape")
        await person.press("escape", "escape", "question_mark", "escape")
        assert person.screen == "MainScreen"
        assert list((tmp_path / "empty").iterdir()) == []


async def test_a_binary_file_and_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x7fELF\x00\x01\x1b]0;title\x07")
    (tmp_path / "b.txt").touch()
    (tmp_path / "c.txt").write_text("Some words about China.\n")
    async with at_the_screen(tmp_path) as person:
        assert person.sees("binary, not shown")
        await person.press("enter", "v", "w", "h", "a", "escape", "escape", "escape", "down")
        assert person.main.reading.article is not None
        assert person.main.reading.article.path == "b.txt"
        await person.press("enter", "v", "w", "h", "space", "G", "escape", "down")
        assert person.sees("Some words about China.")
        assert person.annotations() == ()


async def test_a_notice_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Ein Text über Öl und Äpfel, größer als früher.\n".encode("cp1252") * 5)
    async with at_the_screen(tmp_path) as person:
        assert person.sees("über Öl und Äpfel")
        assert any("not UTF-8" in message for message in person.told)


async def test_a_library_of_one_file(library_folder: Path) -> None:
    async with at_the_screen(library_folder / "seeds" / "001_6bc8e632c3eb1799.txt") as person:
        assert person.path == "001"
        assert person.sees("1 article · 1 unread")
        await person.press("down", "enter")
        assert person.path == "001"


async def test_an_article_that_vanished_is_said(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_screen(library_folder) as person:
        monkeypatch.setattr(person.library, "rescan", lambda: False)
        person.library.files[2].file.unlink()
        await person.press("down", "down")
        assert any("cannot be read" in message for message in person.told)
        assert person.app.is_running
        await person.press("down")
        assert person.path == "003"


async def test_an_article_that_is_gone_before_the_list_knows(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        gone = [file.path for file in person.library.files[1:3]]
        for path in gone:
            (library_folder / "seeds" / path).unlink()
        person.library.events._listeners = ()
        person.library.rescan()
        person.main.article_list.refresh()
        await person.press("down", "t", "escape", "s", "asterisk", "slash", "a", "escape", "ctrl+p", "a", "escape")
        assert person.app.is_running


async def test_the_open_article_is_gone_before_the_screen_knows(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        person.library.files[0].file.unlink()
        person.library.events._listeners = ()
        person.library.rescan()
        for key in ("t", "a", "x", "slash", "e", "A", "T", "question_mark", "ctrl+p"):
            await person.press(key)
            while person.screen != "MainScreen":
                await person.press("escape")
        await person.press("s", "asterisk", "enter", "v", "w", "h", "greater_than_sign", "n", "1", "G")
        assert person.app.is_running


async def test_a_large_library_shows_titles_as_they_come(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(f"Title of number {number}\n\n" + "Some words. " * 20 + "\n")
    async with at_the_screen(tmp_path) as person:
        assert person.sees("200 articles")
        assert person.sees("Title of number 19")
        await person.press("end")
        assert person.sees("Title of number 199")
        assert person.main.reading.article is not None
        assert person.main.reading.article.path == "199.txt"
