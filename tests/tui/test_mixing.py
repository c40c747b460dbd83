from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.mixing import mixed, side_by_side
from reader.tui.themes import THEMES, palette_for

HIGHLIGHTS = palette_for(THEMES[0], colorless=False).highlights
places = st.integers(0, 20)
spans = st.lists(st.tuples(places, places, st.sampled_from(list(HIGHLIGHTS.values()))), max_size=6)


@given(spans)
def test_each_character_is_drawn_once_and_none_is_left_out(items: list[tuple[int, int, object]]) -> None:
    drawn = [offset for start, end, _ in side_by_side(items) for offset in range(start, end)]  # type: ignore[arg-type]
    assert sorted(drawn) == sorted({offset for start, end, _ in items for offset in range(start, end)})


def test_where_two_meet_neither_is_hidden() -> None:
    for (one, first), (other, second) in combinations(HIGHLIGHTS.items(), 2):
        left, middle, right = side_by_side([(0, 6, first), (4, 9, second)])
        assert (left, right) == ((0, 4, first), (6, 9, second)), (one, other)
        assert middle[:2] == (4, 6)
        assert middle[2].bgcolor not in {first.bgcolor, second.bgcolor}
        assert middle[2].underline


def test_two_of_one_color_show_where_they_meet() -> None:
    yellow = HIGHLIGHTS["yellow"]
    assert [style for *_, style in side_by_side([(0, 9, yellow), (3, 5, yellow)])] == [
        yellow,
        mixed([yellow, yellow]),
        yellow,
    ]
    assert mixed([yellow, yellow]) != yellow


def test_without_colors_they_show_too() -> None:
    plain = palette_for(THEMES[0], colorless=True).highlight("yellow")
    assert mixed([plain, plain]) != plain
    assert mixed([plain, plain]).bgcolor is None
