"""A terminal that is told less shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.output import TerminalOutput

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS, ROWS = 60, 5
CODES = ("", "1", "2", "3", "4", "7", "31", "93", "44", "105", "38;5;9", "38;2;1;2;3", "38;2;4;5;6", "48;2;7;8;9", "39")
styles = st.lists(st.sampled_from(CODES), max_size=3).map(lambda codes: ";".join(filter(None, codes)))
words = st.text(alphabet="abc  中é", max_size=8)
stretches = st.tuples(
    st.integers(1, ROWS), st.integers(1, 8), st.lists(st.tuples(styles, words), max_size=3), st.booleans()
)
paintings = st.lists(stretches, max_size=6)


def painting(stretches: Sequence[tuple[int, int, list[tuple[str, str]], bool]]) -> str:
    """What Textual would send."""
    parts = []
    for row, column, segments, line_end in stretches:
        parts.append(f"\x1b[{row};{column}H")
        parts += [f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in segments]
        parts.append("\n" * line_end)
    return "".join(parts) + "\x1b[1;1H"


class Shown:
    """A terminal, and what it shows."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS + 1)
        self.stream = pyte.Stream(self.screen)

    def cells(self) -> list[Any]:
        blank = self.screen.default_char
        return [
            [self.screen.buffer[row].get(column, blank) for column in range(COLUMNS)]
            for row in range(self.screen.lines)
        ]


@given(st.lists(paintings | st.just(None), max_size=8))
def test_it_shows_the_same(paintings: list[Any]) -> None:
    told, spared, output = Shown(), Shown(), TerminalOutput()
    for stretches in paintings:
        data = "\x1b[2J" if stretches is None else painting(stretches)
        told.stream.feed(data)
        spared.stream.feed(output.reduced(data))
        assert spared.cells() == told.cells()
        assert (spared.screen.cursor.x, spared.screen.cursor.y) == (told.screen.cursor.x, told.screen.cursor.y)


@given(paintings)
def test_what_is_there_is_not_sent_again(stretches: list[Any]) -> None:
    output, rows = TerminalOutput(), {stretch[0]: stretch for stretch in stretches}
    data = painting(list(rows.values()))
    assert len(output.reduced(data)) <= len(data) + len(rows)
    assert output.reduced(data) == "\x1b[1;1H"


@pytest.mark.parametrize(
    "harmless", ["\x1b[?2026h", "\x1b[?25l", "\x1b]52;c;aGk=\a", "\x1b[>1u", "\x07", "\x1b[?2026$p"]
)
def test_modes_and_the_clipboard_pass(harmless: str) -> None:
    output = TerminalOutput()
    output.reduced("\x1b[1;1Hwords\x1b[1;1H")
    assert output.reduced(harmless) == harmless
    assert output.reduced("\x1b[1;1Hwords\x1b[1;1H") == "\x1b[1;1H"


@pytest.mark.parametrize("harmful", ["\x1b[2J", "words", "\x1b[?1049h", "\x1bc", "\x1b[1;1Hx\x1b[2J\x1b[2;2H"])
def test_all_is_sent_after_what_may_have_changed_the_screen(harmful: str) -> None:
    output = TerminalOutput()
    output.reduced("\x1b[2;1Hwords\x1b[1;1H")
    output.reduced(harmful)
    assert "words" in output.reduced("\x1b[2;1Hwords\x1b[1;1H")


def test_all_is_sent_once_it_is_forgotten() -> None:
    output = TerminalOutput()
    output.reduced("\x1b[2;1Hwords\x1b[1;1H")
    output.forget()
    assert "words" in output.reduced("\x1b[2;1Hwords\x1b[1;1H")


def test_colors_are_changed_only_where_they_change() -> None:
    one, two = "1;38;2;1;2;3;48;2;9;9;9", "1;38;2;4;5;6;48;2;9;9;9"
    data = f"\x1b[1;1H\x1b[{one}ma\x1b[0m\x1b[{one}mb\x1b[0m\x1b[{two}mc\x1b[0m"
    assert TerminalOutput().reduced(data + "\x1b[1;1H") == f"\x1b[1;1H\x1b[{one}mab\x1b[38;2;4;5;6mc\x1b[1;1H\x1b[0m"
