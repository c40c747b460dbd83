"""How likely a person who means one word types another: edits weighed by how fingers and memory slip.

Costs are negative logarithms of likelihoods (nats), as in the noisy channel model of spelling correction (Kernighan,
Church and Gale, 1990), rounded from a fit on pairs of misspelled and meant words.
"""

from __future__ import annotations

from functools import lru_cache

MISSPELLED = 2.0
"""For not typing the word as it is, whatever the edits."""
FIRST_LETTER = 0.5
"""For an edit at the first letter, where people look."""
SWAPPED = 2.0
LEFT_OUT = 2.0
REPLACED_BY_NEIGHBOR_KEY = 3.0
REPLACED_VOWEL = 2.5
REPLACED = 5.5
DOUBLED = 2.5
ADDED_NEIGHBOR_KEY = 4.0
ADDED = 5.5

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = frozenset("aeiouy")
_REMEMBERED = 1 << 14


@lru_cache(maxsize=_REMEMBERED)
def _neighbors(letter: str) -> frozenset[str]:
    """The keys around a letter's; each row of the keyboard stands half a key further right than the one above."""
    for row, keys in enumerate(_KEYBOARD):
        column = keys.find(letter)
        if column >= 0:
            around = ((row, -1), (row, 1), (row - 1, 0), (row - 1, 1), (row + 1, -1), (row + 1, 0))
            return frozenset(
                _KEYBOARD[other][column + step]
                for other, step in around
                if 0 <= other < len(_KEYBOARD) and 0 <= column + step < len(_KEYBOARD[other])
            )
    return frozenset()


def typing_cost(typed: str, meant: str) -> float:
    """What it costs to type ``typed`` for ``meant``; 0 when they are equal.

    An optimal string alignment, worked out only for the stretch in which the two differ.
    """
    if typed == meant:
        return 0.0
    start = 0
    shorter = min(len(typed), len(meant))
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    cost = MISSPELLED if start else MISSPELLED + FIRST_LETTER
    return cost + _alignment(typed[start : len(typed) - end], meant, start, len(meant) - end)


def _alignment(typed: str, meant: str, start: int, end: int) -> float:
    """The cheapest edits that make ``typed`` of ``meant[start:end]``."""
    before_last: list[float] = []
    last = [0.0]
    around = meant[max(start - 1, 0) : start + 1]
    for key in typed:
        last.append(last[-1] + _added(key, around))
    for row in range(start, end):
        letter, around = meant[row], meant[row : row + 2]
        current = [last[0] + LEFT_OUT]
        for place, key in enumerate(typed):
            cost = min(
                last[place] + _replaced(key, letter),
                last[place + 1] + LEFT_OUT,
                current[place] + _added(key, around),
            )
            if place and before_last and key == meant[row - 1] and letter == typed[place - 1]:
                cost = min(cost, before_last[place - 1] + SWAPPED)
            current.append(cost)
        before_last, last = last, current
    return last[-1]


@lru_cache(maxsize=_REMEMBERED)
def _replaced(key: str, letter: str) -> float:
    """The cost of one letter for another."""
    if key == letter:
        return 0.0
    if key in _neighbors(letter):
        return REPLACED_BY_NEIGHBOR_KEY
    return REPLACED_VOWEL if key in VOWELS and letter in VOWELS else REPLACED


@lru_cache(maxsize=_REMEMBERED)
def _added(key: str, around: str) -> float:
    """The cost of a letter too many between these."""
    if key in around:
        return DOUBLED
    return ADDED_NEIGHBOR_KEY if any(key in _neighbors(letter) for letter in around) else ADDED
