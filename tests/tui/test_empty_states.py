"""Where nothing is listed stands what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.reading import NARROW, WIDE, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def one_article(tmp_path: Path) -> Path:
    """A library with an article that names nobody and links to nothing."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.txt").write_text("A short text\n\nIt is about nothing.\n")
    return folder


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("A", "Nothing yet: select"),
        ("T", "No tags yet: t tags"),
        ("e", "No entities are known yet"),
        ("L", "No links in this article."),
        ("!", "Nothing is lost"),
        ("/", 'Words, "a phrase"'),
        ("/zqxw", "No article has all"),
        ("Fzqxw", "No article fits: esc"),
    ],
)
async def test_every_empty_list_says_what_to_do(
    one_article: Path, size: tuple[int, int], keys: str, words: str
) -> None:
    async with at_the_screen(one_article, size, waiting=False) as person:
        await person.type(keys)
        await person.until(lambda: person.sees(words))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_empty_library_says_what_to_do_at_any_width(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "library").mkdir()
    async with at_the_screen(tmp_path / "library", size) as person:
        assert "No articles here. Put" in person.pane("list").replace("\n", " ")


async def test_what_does_not_fit_what_is_typed_says_so(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("t")
        await person.type("chips\n")
        await person.press("escape", "T")
        await person.type("zqxw")
        assert person.sees("Nothing fits what is typed: fewer")
        await person.press(*["backspace"] * 4)
        assert not person.sees("Nothing fits")
