"""What typos cost: likely slips less than unlikely ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.typos import typing_cost


@pytest.mark.parametrize(
    ("likelier", "less_likely", "meant"),
    [
        ("huwaei", "huqawi", "huawei"),
        ("tradr", "tradp", "trade"),
        ("goverment", "govermant", "government"),
        ("adress", "qddress", "address"),
        ("chipss", "chipsq", "chips"),
        ("relevent", "relevxnt", "relevant"),
        ("exprot", "exqrot", "export"),
    ],
)
def test_likely_slips_cost_less(likelier: str, less_likely: str, meant: str) -> None:
    assert 0 < typing_cost(likelier, meant) < typing_cost(less_likely, meant)


@given(st.text(alphabet="abcst中", max_size=8), st.text(alphabet="abcst中", max_size=8))
def test_only_the_word_itself_is_free(typed: str, meant: str) -> None:
    assert (typing_cost(typed, meant) == 0) == (typed == meant)
