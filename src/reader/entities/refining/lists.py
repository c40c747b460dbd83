"""Rules about enumerations: their items are of one kind."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.abbreviations import is_common_abbreviation
from reader.entities.refining.marks import NAMES, Mark, Reading, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ITEM = r"[A-Z][\w&'’-]*(?:\.[\w&'’-]+)*(?: [A-Z][\w&'’-]*){0,3}"
_ITEM_AND_REMARK = rf"{_ITEM}(?: ?\([^()\n]{{1,60}}\))?"
_LIST = re.compile(rf"(?<![\w&.-]){_ITEM_AND_REMARK}(?:(?:, and |, | and ){_ITEM_AND_REMARK}){{2,}}")
_AFTER_SENTENCE = re.compile(r"(?:^|[.!?…\n])[\s\"'“‘(]*$")
_REMARK = re.compile(r" ?\([^()]*\)")
_MINUTE = re.compile(r"[A-Z][\w'’-]+ \(([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) \d{1,3}\)")
_ITEM_ALONE = re.compile(_ITEM)


def lists_agree(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """In a list of three names or more, most of one type, the others are of that type too."""
    names = {(mark.start, mark.end): mark for mark in marks if mark.type in NAMES}
    taken = [(mark.start, mark.end) for mark in marks]
    known = {reading.of(mark): mark.type for mark in names.values()}
    new: list[Mark] = []
    for match in _LIST.finditer(reading.text):
        items = list(_items(match))
        words = [reading.text[slice(*item)] for item in items]
        kinds = Counter(known[word] for word in words if word in known)
        if not kinds or any(word in types() for word in words):
            continue
        kind, count = kinds.most_common(1)[0]
        if count > 1 and 2 * count > kinds.total() and kind in {"ORG", "PERSON", "GPE"}:
            new += [
                Mark(*item, kind)
                for item in items
                if (item in names or not _AFTER_SENTENCE.search(reading.text, max(0, item[0] - 4), item[0]))
                and not is_common_abbreviation(reading.text[slice(*item)])
                and not any(start < item[1] and item[0] < end and (start, end) != item for start, end in taken)
            ]
    return without_overlaps((*new, *marks))


def _items(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    remarks = [remark.span() for remark in _REMARK.finditer(match.string, match.start(), match.end())]
    for item in _ITEM_ALONE.finditer(match.string, match.start(), match.end()):
        if not any(start <= item.start() < end for start, end in remarks):
            yield item.span()


def minutes_are_no_names(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """In a line-up a number in brackets after a player's name is the minute: "Kamara (Makofo 64), Herve (McKoy 45)"."""
    found = [match for match in _MINUTE.finditer(reading.text) if match.group(1) not in month_name]
    lines = Counter(reading.line(match.start()) for match in found)
    new = [Mark(*match.span(1), "PERSON") for match in found if lines[reading.line(match.start())] > 1]
    return without_overlaps((*new, *marks))
