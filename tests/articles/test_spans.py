from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reader.articles.spans import Run, SpanSet, flat_runs

offsets = st.integers(0, 40)
spans = st.lists(st.tuples(offsets, offsets, st.sampled_from("abc")), max_size=30)


def lie_over(items: list[tuple[int, int, str]], at: int) -> tuple[str, ...]:
    """The values of all spans over one character, the slow way."""
    return tuple(value for start, end, value in items if start <= at < end)


@given(spans, offsets, offsets)
def test_flat_runs_are_what_lies_over_each_character(items: list[tuple[int, int, str]], start: int, end: int) -> None:
    runs = flat_runs(items, start, end)
    assert [at for run in runs for at in range(run.start, run.end)] == list(range(start, end))
    assert all(run.start < run.end for run in runs)
    for run in runs:
        for at in range(run.start, run.end):
            assert run.values == lie_over(items, at)


@given(spans, offsets, offsets)
def test_overlapping_is_what_shares_a_character(items: list[tuple[int, int, str]], start: int, end: int) -> None:
    expected = [item for item in items if any(start <= at < end for at in range(item[0], item[1]))]
    assert SpanSet(items).overlapping(start, end) == expected


@given(spans, offsets, offsets)
def test_a_window_is_painted_alike_from_all_spans_or_the_overlapping_ones(
    items: list[tuple[int, int, str]], start: int, end: int
) -> None:
    assert flat_runs(SpanSet(items).overlapping(start, end), start, end) == flat_runs(items, start, end)


def test_overlaps_show_both_in_the_order_given() -> None:
    assert flat_runs([(4, 8, "entity"), (2, 6, "highlight")], 0, 10) == [
        Run(0, 2, ()),
        Run(2, 4, ("highlight",)),
        Run(4, 6, ("entity", "highlight")),
        Run(6, 8, ("entity",)),
        Run(8, 10, ()),
    ]


def test_empty_sets_and_spans() -> None:
    assert SpanSet[str]([]).overlapping(0, 10) == []
    assert len(SpanSet([(3, 3, "x"), (5, 4, "y"), (1, 2, "z")])) == 1
    assert flat_runs([(3, 3, "x")], 0, 5) == [Run(0, 5, ())]
    assert flat_runs([(0, 5, "x")], 5, 5) == []


def test_one_long_span_does_not_make_every_question_slow() -> None:
    many = SpanSet([(0, 1_000_000, -1), *((at, at + 5, at) for at in range(0, 1_000_000, 10))])
    before = time.process_time()
    for at in range(0, 1_000_000, 1000):
        assert [value for _, _, value in many.overlapping(at, at + 1)] == [-1, at]
    assert time.process_time() - before < 1


def test_a_flood_of_spans_in_one_line_is_painted_quickly() -> None:
    before = time.process_time()
    assert len(flat_runs(((at, at + 2, at) for at in range(50_000)), 0, 50_000)) == 50_000
    assert time.process_time() - before < 1
