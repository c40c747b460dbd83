from __future__ import annotations

from reader.tui.wording import counted, time_left


def test_one_is_one_and_all_others_are_many() -> None:
    assert [counted(number, "article") for number in (0, 1, 2, 31_495)] == [
        "0 articles",
        "1 article",
        "2 articles",
        "31,495 articles",
    ]


def test_the_time_left_is_counted_in_whole_minutes_until_the_end() -> None:
    assert [time_left(words, progress) for words, progress in ((600, 0.0), (600, 0.5), (600, 0.99), (600, 1.0))] == [
        "3 min left",
        "2 min left",
        "1 min left",
        "",
    ]
    assert time_left(0, 0.5) == ""
