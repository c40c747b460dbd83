from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library.strangers import Strangers

if TYPE_CHECKING:
    from pathlib import Path

QUOTES = ("The harbor was closed on Monday.", "Nobody knew why it was.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "strangers.sqlite3"


def test_what_was_compared_is_known_in_the_next_run(file: Path) -> None:
    strangers = Strangers(file)
    assert not strangers.holds("one", QUOTES)
    strangers.add("one", QUOTES)
    assert strangers.holds("one", QUOTES)
    strangers.keep()
    strangers.keep()
    another = Strangers(file)
    assert another.holds("one", QUOTES)
    assert not another.holds("two", QUOTES)
    assert not another.holds("one", QUOTES[:1])


def test_nothing_is_written_where_nothing_was_compared(file: Path) -> None:
    strangers = Strangers(file)
    strangers.keep()
    assert not file.exists()


def test_a_folder_that_cannot_be_written_to_costs_time_alone(file: Path) -> None:
    file.parent.touch()
    strangers = Strangers(file)
    strangers.add("one", QUOTES)
    strangers.keep()
    assert strangers.holds("one", QUOTES)
    assert not Strangers(file).holds("one", QUOTES)
