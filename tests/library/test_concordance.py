from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config import Settings
from reader.library.concordance import concordance, found
from reader.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.models import Entity
    from reader.library.entities import EntityIndex
    from tests.library.fakes import FakeProcess

ONE = """\
China speaks

Huawei is of China. Mr. Xi Jinping went from Beijing to the United States in 2025. So did SMIC, in Beijing.
Huawei again.
"""
TWO = "Huawei and SMIC. Huawei!\n"


def opened(folder: Path) -> tuple[Library, EntityIndex]:
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (folder / name).write_text(text)
    library = Library.open(folder, settings=Settings())
    for path in ("one.txt", "two.txt"):
        library.recognition.mentions(library.article(path))
    return library, library.entities.everywhere()


def entity(index: EntityIndex, name: str) -> Entity:
    return next(item for item in index.entities if item.name == name)


def test_every_mention_stands_in_its_sentence_article_by_article(tmp_path: Path, fake_process: FakeProcess) -> None:
    library, index = opened(tmp_path)
    told = [
        (item.path, item.title, item.before, item.mention.text, item.after)
        for article in concordance(library, index, entity(index, "Huawei"))
        for item in article.occurrences
    ]
    assert told == [
        ("one.txt", "China speaks", "", "Huawei", " is of China."),
        ("one.txt", "China speaks", "", "Huawei", " again."),
        ("two.txt", library.article("two.txt").title, "", "Huawei", " and SMIC."),
        ("two.txt", library.article("two.txt").title, "", "Huawei", "!"),
    ]


def test_an_abbreviation_is_no_end_of_a_sentence(tmp_path: Path, fake_process: FakeProcess) -> None:
    library, index = opened(tmp_path)
    (article,) = concordance(library, index, entity(index, "Xi Jinping"))
    (mention,) = article.occurrences
    assert (mention.before, mention.after) == ("Mr. ", " went from Beijing to the United States in 2025.")


def test_who_stands_in_the_same_paragraphs_is_told_and_numbers_are_nobody(
    tmp_path: Path, fake_process: FakeProcess
) -> None:
    library, index = opened(tmp_path)
    one, two = (article.companions for article in concordance(library, index, entity(index, "Huawei")))
    assert [item.text for item in one] == ["China", "Xi Jinping", "Beijing", "United States", "SMIC", "Beijing"]
    assert [item.text for item in two] == ["SMIC"]


def test_an_article_that_changed_or_went_since_is_left_out(tmp_path: Path, fake_process: FakeProcess) -> None:
    library, index = opened(tmp_path)
    (tmp_path / "one.txt").unlink()
    (tmp_path / "two.txt").write_text("Now, Huawei and others.\n")
    library.rescan()
    assert list(concordance(library, index, entity(index, "Huawei"))) == []


def test_an_entity_is_found_under_whatever_name_it_goes(tmp_path: Path, fake_process: FakeProcess) -> None:
    _, index = opened(tmp_path)
    assert found(index, "ORG", "Huawei") == entity(index, "Huawei")
    assert found(index, "PRODUCT", "Huawei") == entity(index, "Huawei"), "its type may be another now"
    assert found(index, "ORG", "nobody") is None
    china = ONE.index("China.")
    assert found(index, "ORG", "nobody", "one.txt", china) == entity(index, "China"), "a mention of it decides"
