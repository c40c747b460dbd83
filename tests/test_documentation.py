"""The written pages: what they link to is there, and the guide has its pictures."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
PAGES = sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md")])
GUIDE = sorted(page for page in (DOCS / "guide").glob("*.md") if page.name != "README.md")
PICTURES = sorted((DOCS / "images").iterdir())
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_FOOTNOTE = re.compile(r"\[\^([\w-]+)\](:?)")
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_MACHINE = re.compile(r"/(?:home|root|tmp|work|Users)/")


def name(file: Path) -> str:
    return file.relative_to(PROJECT).as_posix()


def text_of(page: Path) -> str:
    """The page without code, where brackets mean other things."""
    return _CODE.sub("", page.read_text(encoding="utf-8"))


def heads(page: Path) -> set[str]:
    """What a link can name on a page."""
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    text = text_of(page)
    for target in [*_LINK.findall(text), *(picture for _, picture in _PICTURE.findall(text))]:
        if "://" in target:
            continue
        path, _, head = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not head or head in heads(file), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_footnotes_are_there_and_used(page: Path) -> None:
    found = _FOOTNOTE.findall(text_of(page))
    assert {note for note, colon in found if colon} == {note for note, colon in found if not colon}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_tests_that_are_named_are_there(page: Path) -> None:
    for path, function in _TEST.findall(page.read_text(encoding="utf-8")):
        assert f"def {function}" in (PROJECT / path).read_text(encoding="utf-8"), (path, function)


@pytest.mark.parametrize("page", GUIDE, ids=name)
def test_a_page_of_the_guide_is_in_its_index(page: Path) -> None:
    assert f"({page.name})" in (DOCS / "guide" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in GUIDE if page.name != "cluster.md"], ids=name)
def test_a_page_of_the_guide_has_a_picture_that_is_told_in_words(page: Path) -> None:
    pictures = _PICTURE.findall(page.read_text(encoding="utf-8"))
    assert pictures
    assert all(words for words, _ in pictures)


@pytest.mark.parametrize("picture", PICTURES, ids=name)
def test_a_picture_is_on_a_page(picture: Path) -> None:
    assert any(f"images/{picture.name})" in page.read_text(encoding="utf-8") for page in PAGES)


def test_every_picture_of_the_program_is_one_that_can_be_taken_anew() -> None:
    taken = runpy.run_path(str(DOCS / "pictures.py"))["PICTURES"]
    assert {f"{picture}.svg" for picture in taken} == {file.name for file in PICTURES if file.suffix == ".svg"}


@pytest.mark.parametrize("file", [*PAGES, *(file for file in PICTURES if file.suffix == ".svg")], ids=name)
def test_no_folder_of_the_machine_that_made_it_is_shown(file: Path) -> None:
    assert not _MACHINE.search(file.read_text(encoding="utf-8"))
