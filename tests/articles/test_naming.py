from __future__ import annotations

import json
import os
import random

from hypothesis import given
from hypothesis import strategies as st

from reader.articles.naming import natural_key, unique_paths, visible_path

names = st.binary(min_size=1, max_size=12).map(lambda raw: os.fsdecode(raw.replace(b"\0", b"\\")))
tricky = st.text(alphabet="\\xf0~2\udcf0\udc80a", min_size=1, max_size=10)


def test_a_valid_path_keeps_its_name() -> None:
    for path in ("plain.txt", "ünï\ncode\x1b[31m.txt", "[bold]", "-rf", "back\\slash", "a\\xff.txt"):
        assert visible_path(path) == path


def test_undecodable_bytes_are_written_as_their_numbers() -> None:
    assert visible_path(os.fsdecode(b"caf\xe9\\.txt")) == "caf\\xe9\\\\.txt"


def test_a_path_that_is_spelled_like_another_ones_bytes_keeps_its_name() -> None:
    raw = os.fsdecode(b"a\xff.txt")
    assert unique_paths([raw, "a\\xff.txt"]) == ["a\\xff.txt~2", "a\\xff.txt"]
    assert unique_paths(["a\\xff.txt", "a\\xff.txt~2", raw])[2] == "a\\xff.txt~3"


@given(st.lists(names | tricky, unique=True))
def test_paths_are_unique_and_survive_json(paths: list[str]) -> None:
    visible = unique_paths(paths)
    assert len(set(visible)) == len(paths)
    for path in visible:
        assert json.loads(json.dumps(path)) == path
        assert path.encode().decode() == path


def test_numbers_sort_by_value_and_case_does_not_matter() -> None:
    ordered = ["Part 1.txt", "part 2.txt", "Part 10.txt", "part/1.txt", "q 007.txt", "q 08.txt", "é.txt"]
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=natural_key) == sorted(ordered, key=natural_key)
    assert [name for name in sorted(shuffled, key=natural_key) if "/" not in name] == [
        name for name in ordered if "/" not in name
    ]


def test_a_number_longer_than_python_converts_is_no_error() -> None:
    assert natural_key("9" * 5000) > natural_key("8")


def test_paths_that_differ_in_case_only_have_an_order() -> None:
    assert natural_key("A.txt") != natural_key("a.txt")
