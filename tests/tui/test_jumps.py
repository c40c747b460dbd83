from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.tui import jumps
from reader.tui.jumps import Jumps
from reader.tui.places import Place

ONE, TWO, THREE = (Place(f"{number}.txt") for number in (1, 2, 3))


def test_back_and_forward() -> None:
    way = Jumps()
    assert way.back(ONE) is None
    assert way.forward(ONE) is None
    way.leave(ONE)
    way.leave(TWO)
    assert way.back(THREE) == TWO
    assert way.back(TWO) == ONE
    assert way.back(ONE) is None
    assert way.forward(ONE) == TWO
    way.leave(TWO)
    assert way.forward(THREE) is None
    assert way.back(THREE) == TWO


def test_the_same_place_twice_is_one_step() -> None:
    way = Jumps()
    way.leave(ONE)
    way.leave(ONE)
    assert way.back(TWO) == ONE
    assert way.back(ONE) is None


@given(st.lists(st.integers(0, 5), min_size=1, max_size=jumps.MOST), st.integers(0, 50))
def test_forward_undoes_back(numbers: list[int], steps: int) -> None:
    way, here = Jumps(), Place("start")
    for number in numbers:
        way.leave(here)
        here = Place(str(number))
    end, taken = here, 0
    for _ in range(steps):
        before = way.back(here)
        if before is None:
            break
        here, taken = before, taken + 1
    for _ in range(taken):
        ahead = way.forward(here)
        assert ahead is not None
        here = ahead
    assert here == end


def test_there_is_an_end_to_what_is_remembered() -> None:
    way = Jumps()
    for number in range(2 * jumps.MOST):
        way.leave(Place(str(number)))
    steps = 0
    while way.back(ONE):
        steps += 1
    assert steps == jumps.MOST
