from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.articles.models import ArticleFile
from reader.articles.reading import read_article
from reader.library.following import PASSAGE, followed

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles.models import Article


@pytest.fixture
def article(seeds: Path) -> Article:
    file = seeds / "001_6bc8e632c3eb1799.txt"
    return read_article(ArticleFile(file.name, str(file), file.stat().st_size, file.stat().st_mtime_ns))


HERE = "The most immediate battleground"
"""Where the reader is."""


def place_after(article: Article, text: str) -> str:
    """What is at the place now."""
    offset = followed(article.text.index(HERE), article, replace(article, text=text))
    return text[offset : offset + len(HERE)]


def test_what_comes_before_moves_it(article: Article) -> None:
    assert place_after(article, "A new beginning.\n\n" * 9 + article.text) == HERE
    assert place_after(article, article.text[400:]) == HERE


def test_what_comes_after_does_not(article: Article) -> None:
    offset = article.text.index(HERE)
    cut = article.text[: offset + PASSAGE]
    assert followed(offset, article, replace(article, text=cut)) == offset
    assert followed(offset, article, replace(article, text=article.text + "More.\n")) == offset


def test_the_passage_itself_may_change(article: Article) -> None:
    changed = article.text.replace(HERE, "The most urgent battle").replace("In a move", "Now, in one more move")
    assert place_after(article, changed).startswith("The most urgent battle")


def test_where_the_passage_is_gone_its_neighbor_tells(article: Article) -> None:
    offset = article.text.index(HERE)
    without = "Something new. " * 30 + article.text[:offset] + article.text[offset + PASSAGE :]
    found = followed(offset, article, replace(article, text=without))
    assert abs(found - (offset + 15 * 30)) <= 2 * PASSAGE


@pytest.mark.parametrize("text", ["", "x", "Nothing of it is left.\n" * 99])
@pytest.mark.parametrize("offset", [0, 500, 10**9])
def test_there_is_always_a_place(article: Article, text: str, offset: int) -> None:
    for one, other in ((article, replace(article, text=text)), (replace(article, text=text), article)):
        found = followed(min(offset, max(0, len(one.text) - 1)), one, other)
        assert 0 <= found <= max(0, len(other.text) - 1)
