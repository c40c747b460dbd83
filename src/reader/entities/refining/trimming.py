"""Rules about the edges of a name: what was swallowed with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.entities.nations import types
from reader.entities.refining.marks import NAMES, Mark, Reading, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TITLE = re.compile(
    r"(?:(?:RT )?@(?=\w)|RT |(?:(?:Vice[ -]|Deputy |Prime |Foreign |Former |Acting |Mr|Mrs|Ms|Messrs|Miss|Dr|Prof"
    r"|Professor|President|Premier|Chancellor|Minister|Senator|Sen|Congressman|Congresswoman|Rep|Gov|Governor|Mayor|Judge|Justice"
    r"|General|Gen|Lt|Lieutenant|Colonel|Col|Major|Maj|Captain|Capt|Sgt|Sergeant|Admiral|Adm|Ambassador|Secretary"
    r"|Chairman|Chairwoman|Chief Executive|Rev|Reverend|Sir|Dame|Madame|Archbishop|Bishop|Cardinal)\b\.?\s*)+)"
    r"(?=\S)"
)
_PERSONAL = re.compile(r"(?:Mr|Mrs|Ms|Messrs)\b")
_JOINT = re.compile(r"\s+(?:[-–—/|]|--)\s+|\s*(?:--|[—|])\s*")
_VERSUS = re.compile(r"\s+vs?\.?\s+(?=[A-Z])")
_ONE_DESPITE_COMMA = re.compile(r" (?:and|&) |, (?:Inc|Ltd|LLC|LLP|Co|Corp|S\.A|SA|NV|AG|Jr|Sr|PLC|Plc)\b|, [a-z]")
_HANDLE = re.compile(r"[@#_/] ?$")
_PREFIX = re.compile(r"non-(?=[A-Z])", re.IGNORECASE)
_BRACKETS = {"(": ")", "[": "]"}
_SMALL_TAIL = re.compile(
    r"(?:\s+[a-z][a-z'’-]*)+$|-(?:style|based|led|backed|sized|born|owned|made|run|type|like|era)\b.*$"
)
_SMALL_HEAD = re.compile(
    r"^(?!(?:al|el|de|del|della|der|di|da|dos|du|la|le|van|von|bin|ibn|ben|ter|ten|zu|e|i)\b)(?:[a-z][a-z'’-]*\s+)+(?=[A-Z])"
)


def strip_titles(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A title before a person's name is no part of it: "President Xi" is "Xi"."""

    def change(mark: Mark) -> Iterable[Mark]:
        words = reading.of(mark)
        if (title := _TITLE.match(words)) and (mark.type == "PERSON" or _PERSONAL.match(words)):
            yield Mark(mark.start + title.end(), mark.end, "PERSON")
        else:
            yield mark

    return changed(marks, change)


def close_brackets(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A bracket that opens within a name and does not close there begins something else."""

    def change(mark: Mark) -> Iterable[Mark]:
        words = reading.of(mark)
        for opening, closing in _BRACKETS.items():
            if words.count(opening) > words.count(closing):
                at = words.rindex(opening)
                yield Mark(mark.start, mark.start + at, mark.type)
                if words[at + 1 : at + 2].isupper():
                    yield Mark(mark.start + at + 1, mark.end, "ORG")
                return
        yield mark

    return changed(marks, change)


def split_at_joints(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A dash or slash with spaces around it stands between two names, and so does "v", except in a law."""

    def change(mark: Mark) -> Iterable[Mark]:
        at = mark.start
        joints = [*_JOINT.finditer(reading.text, mark.start, mark.end)]
        if mark.type != "LAW":
            joints += _VERSUS.finditer(reading.text, mark.start, mark.end)
        for joint in (*sorted(joints, key=re.Match.start), None):
            piece = Mark(at, joint.start() if joint else mark.end, mark.type)
            if at == mark.start or any(map(str.isupper, reading.of(piece))):
                yield piece
            at = joint.end() if joint else at

    return changed(marks, change)


def strip_prefixes(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """What is "non-" is outside the name that follows."""

    def change(mark: Mark) -> Iterable[Mark]:
        prefix = _PREFIX.match(reading.of(mark))
        yield Mark(mark.start + prefix.end(), mark.end, mark.type) if prefix else mark

    return changed(marks, change)


def trim_small_words(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Words in small letters at the ends of a name belong to the sentence."""

    def change(mark: Mark) -> Iterable[Mark]:
        words = reading.of(mark)
        if mark.type not in {"PERSON", "ORG", "GPE", "NORP", "LOC"} or words.islower():
            yield mark
            return
        tail = _SMALL_TAIL.search(words)
        words = words[: tail.start()] if tail else words
        head = _SMALL_HEAD.match(words)
        yield Mark(mark.start + (head.end() if head else 0), mark.start + len(words), mark.type)

    return changed(marks, change)


def drop_small_names(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """Words in small letters name nobody, except as handles and tags."""
    return [
        mark
        for mark in marks
        if mark.type not in NAMES
        or not reading.of(mark).islower()
        or _HANDLE.search(reading.text, max(0, mark.start - 2), mark.start)
    ]


def split_at_commas(reading: Reading, marks: Sequence[Mark]) -> list[Mark]:
    """A comma stands between two names, except in firms: "Auckland, New Zealand" are two."""

    def change(mark: Mark) -> Iterable[Mark]:
        name = reading.of(mark)
        pieces = name.split(", ")
        if len(pieces) == 1 or mark.type in {"WORK_OF_ART", "LAW", "EVENT"} or _ONE_DESPITE_COMMA.search(name):
            yield mark
            return
        at = mark.start
        for piece in pieces:
            if not any(map(str.isdigit, piece)):
                yield Mark(at, at + len(piece), types().get(piece, mark.type))
            at += len(piece) + len(", ")

    return changed(marks, change)
