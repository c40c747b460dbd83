from __future__ import annotations

from itertools import combinations

from reader.key_signs import KEY_SIGNS, key_sign


def test_names_of_keys_that_are_no_signs_stay() -> None:
    names = ["tab", "enter", "space", "backspace", "delete", "insert", "home", "end", "f5"]
    assert [key_sign(name) for name in names] == names


def test_signs() -> None:
    assert [key_sign(key) for key in ("alt+left", "ctrl+p", "ctrl+pagedown", "slash", "plus")] == [
        "alt+←", "^p", "^PgDn", "/", "+",
    ]  # fmt: skip


def test_signs_tell_keys_apart() -> None:
    assert all(one != other for one, other in combinations(KEY_SIGNS.values(), 2))
