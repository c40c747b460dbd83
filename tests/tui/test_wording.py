from __future__ import annotations

from reader.tui.wording import counted


def test_one_is_one_and_all_others_are_many() -> None:
    assert [counted(number, "article") for number in (0, 1, 2, 31_495)] == [
        "0 articles",
        "1 article",
        "2 articles",
        "31,495 articles",
    ]
