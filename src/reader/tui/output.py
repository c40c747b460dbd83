"""Says less to the terminal: what stands on the screen already is not sent again, nor a color that is on already.

Textual sends every pane that it paints whole, each stretch of text with all its colors. Over a slow connection that is
most of the waiting. As curses does it: what each stretch of a row shows is remembered, and only others are sent.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

_MOVE: Final = re.compile(r"\x1b\[(\d+);(\d+)H")
_COLORS: Final = re.compile(r"\x1b\[([\d;]*)m")
_TOKEN: Final = re.compile(
    r"\x1b\[(?P<colors>[\d;]*)m|(?P<move>\x1b\[\d+;\d+H)|(?P<text>(?:[^\x1b]|\x1b(?!\[[\d;]*[mH]))+)"
)
_LINK: Final = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_LINK_START: Final = "\x1b]8;"
_RESET: Final = "\x1b[0m"
_END_OF_PIECE: Final = re.compile(r"(?<=\x1b\[0m)")
_MOVE_TO: Final = "\x1b[{};{}H"
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_HARMLESS: Final = re.compile(r"(?:\x1b\[[<=>?][\d;]*\$?[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)*")
"""Modes, titles, the clipboard and the bell: nothing of it shows."""
_OTHER_SCREEN: Final = "\x1b[?1049"
_FOREGROUND, _BACKGROUND = "38", "48"
_FOREGROUNDS, _BACKGROUNDS = (*range(30, 40), *range(90, 98)), (*range(40, 50), *range(100, 108))
"""Select graphic rendition, ECMA-48, 8.3.117."""
_REMEMBERED: Final = 1 << 12


class TerminalOutput:
    """What a terminal shows, as far as it was painted through this."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, tuple[str, int]]] = {}
        """By row and column: what was sent there, and how many cells it takes."""

    def forget(self) -> None:
        """Send everything again: the terminal was resized, or somebody else wrote on it."""
        self._rows.clear()

    def reduced(self, data: str) -> str:
        """What needs to be sent of ``data`` so that the terminal shows the same.

        Paintings are stretches of text, each after the place where it stands. Anything else passes as it is; should
        it write on the screen, too, all is sent again from then on.
        """
        pieces = _MOVE.split(data)
        if pieces[0] or len(pieces) == 1:
            if _OTHER_SCREEN in data or not _HARMLESS.fullmatch(data):
                self.forget()
            return data
        *painted, row, column, rest = pieces[1:]
        kept: list[str] = []
        for index in range(0, len(painted), 3):
            kept += self._paint(painted[index], int(painted[index + 1]), painted[index + 2].rstrip("\n"))
        kept += self._paint(row, int(column), rest.rstrip("\n")) or [_MOVE_TO.format(row, column)]
        return _with_fewest_colors("".join(kept))

    def _paint(self, row: str, column: int, shown: str) -> list[str]:
        """What is to be sent for a stretch of a row: its pieces that do not stand there yet."""
        there = self._rows.setdefault(row, {})
        sent: list[str] = []
        at = 0
        for piece in [shown] if _LINK_START in shown else _END_OF_PIECE.split(shown):
            cells = _cells(piece)
            if cells is None:
                self.forget()
                return [_MOVE_TO.format(row, column), shown]
            if cells and there.get(column) != (piece, cells):
                _clear(there, column, column + cells)
                there[column] = piece, cells
                sent += [piece] if at == column else [_MOVE_TO.format(row, column), piece]
                at = column + cells
            column += cells
        return sent


@lru_cache(maxsize=_REMEMBERED)
def _cells(piece: str) -> int | None:
    """How many cells a piece takes; None if nobody can tell."""
    text = _COLORS.sub("", _LINK.sub("", piece))
    return None if _CONTROL.search(text) else cell_len(text)


def _clear(there: dict[int, tuple[str, int]], start: int, end: int) -> None:
    """Forget what is written over."""
    for column, (_, cells) in [*there.items()]:
        if column < end and start < column + cells:
            del there[column]


def _with_fewest_colors(data: str) -> str:
    """The same text in the same colors, which are changed only where they change."""
    sent, on, wanted = [], "", ""
    for token in _TOKEN.finditer(data):
        if token["move"]:
            sent.append(token["move"])
        elif token["text"]:
            sent += [_change(on, wanted), token["text"]]
            on = wanted
        elif (colors := token["colors"]) in {"", "0"}:
            wanted = ""
        else:
            wanted = f"{wanted};{colors}" if wanted else colors
    return "".join(sent) + _change(on, "")


@lru_cache(maxsize=_REMEMBERED)
def _change(on: str, wanted: str) -> str:
    """The shortest sequence from one set of attributes and colors to another."""
    if on == wanted:
        return ""
    if not wanted:
        return _RESET
    before, after = _attributes(on), _attributes(wanted)
    if before.keys() <= after.keys():
        changed = ";".join(code for kind, code in after.items() if before.get(kind) != code)
        if len(changed) <= len(wanted):
            return f"\x1b[{changed}m" if changed else ""
    return f"\x1b[0;{wanted}m"


def _attributes(codes: str) -> dict[str, str]:
    """The attributes by kind, in order: foreground, background, and each other one on its own."""
    found: dict[str, str] = {}
    numbers = iter(codes.split(";") if codes else ())
    for number in numbers:
        if number in {_FOREGROUND, _BACKGROUND}:
            mode = next(numbers, "")
            values = [next(numbers, "") for _ in range(3 if mode == "2" else 1)]
            found[number] = ";".join((number, mode, *values))
        elif number.isdecimal() and int(number) in _FOREGROUNDS:
            found[_FOREGROUND] = number
        elif number.isdecimal() and int(number) in _BACKGROUNDS:
            found[_BACKGROUND] = number
        else:
            found[number] = number
    return found
