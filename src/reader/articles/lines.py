"""What each line of a plain text is, by itself and its neighbors: known for any line without reading the rest."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

LineKind = Literal["blank", "heading", "item", "url", "caption", "paragraph", "quote", "code", "table", "aside"]
"""The last four are known of Markdown alone; an aside is what is not for reading: rules, front matter, definitions."""

LONG = 100
"""Characters from which on a line is a paragraph of its own: nobody breaks lines by hand that late."""

_LOOK = 400
"""Characters of a line that are looked at."""
_BLANKS = 3
"""Blank lines across which a neighbor is looked for."""

_BULLET = re.compile(r"[ \t]*[-*+•▪▫‣⁃◦●○■□►▶➤✓✔–·][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*\(?(?:\d{1,3}|[a-zA-Z](?=\))|[a-z]|[ivx]{2,4})[.)][ \t]+(?=\S)")
_URL = re.compile(r"[ \t]*<?(?:https?://|www\.)[^\s<>]+>?[ \t]*$", re.IGNORECASE)
_AGENCY = (
    r"shutterstock|getty(?: images)?|istock(?:photo)?|adobe stock|unsplash|pexels|wikimedia(?: commons)?|flickr"
    r"|alamy|depositphotos|ap photo|epa|afp|reuters|bloomberg|pa media|pa wire|handout|file photo"
)
_CAPTION = re.compile(
    rf"©|^[ \t]*!\["
    rf"|^\W*(?:photo(?:graph)?s?|images?|pictures?|illustration|caption|credits?)(?: (?:by|credit|source))?:"
    rf"|^\W*(?:photo(?:graph)?|image|picture|illustration)s? (?:by|courtesy|credit)\b"
    rf"|[-–—|/(\[][ \t]*(?:{_AGENCY})\b.{{0,40}}$"
)
"""In small letters, as a pattern for letters of any size takes twice as long to make."""
_CAPTION_LENGTH = 240

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.{0,200}?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"(={3,}|-{3,})[ \t]*$", re.MULTILINE)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})(?:[.)]|(?<=\.\d)|(?<=\.\d\d))[ \t]+(?=\S)")
_HEADING_LENGTH = 100
_HEADING_WORDS = 14
_LABEL_WORDS = 5
_FULL_LINE = 50
_NO_HEADING_START = frozenset(" \t>|:;,.#*-_=~+<([{$%&@/\\^`!?)]}'")
_NO_HEADING_END = frozenset(("", *".,;…-–—(&/>|\\=_~"))
_CLOSING = "\"”’»'"
_NO_HEADING_INSIDE = re.compile(r"@|://|\t|\w  +\w|[^\W\d_]{4}[.!?…] +[\"“‘'(]?[A-ZÀ-Þ]|^[\"“‘«].*[\"”’»]$|^-+$")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»')\]]*\s*$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TITLE_CASE_SHARE = 0.7
_SHORT_WORD = 3
"""Letters up to which a word may be small in title case."""


class Surroundings(NamedTuple):
    """The nearest lines that are not blank, ``""`` where there are none, and whether blank ones lie between."""

    before: str
    after: str
    gap_before: bool
    gap_after: bool


def kind_at(text: str, start: int, end: int) -> LineKind:
    """The kind of the line ``text[start:end]``; looks only at it and at the nearest lines that are not blank."""
    line = text[start : min(end, start + _LOOK)]
    if not line or line.isspace():
        return "blank"
    return _kind(line, surroundings(text, start, end) if _may_be_heading(line) else None)


def kind_alone(line: str) -> LineKind:
    """The kind of a line as far as it alone tells, which is all but headings."""
    return _kind(line[:_LOOK], None) if line.strip() else "blank"


def marker_width(line: str) -> int:
    """Characters of a list item's marker and the space around it, for a hanging indent; 0 for what is no item."""
    match = _BULLET.match(line) or _NUMBER.match(line)
    return match.end() if match else 0


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """What stands around the line ``text[start:end]``."""
    before, gap_before = "", False
    at = start - 1
    for _ in range(_BLANKS + 1):
        if at < 0:
            break
        begin = text.rfind("\n", 0, at) + 1
        before = text[begin : min(at, begin + _LOOK)].rstrip()
        if before:
            break
        gap_before, at = True, begin - 1
    after, gap_after = "", False
    at = end + 1
    for _ in range(_BLANKS + 1):
        if at >= len(text):
            break
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        after = text[at : min(stop, at + _LOOK)].rstrip()
        if after:
            break
        gap_after, at = True, stop + 1
    return Surroundings(before, after, gap_before, gap_after)


def is_title_case(text: str) -> bool:
    """Whether a line is Written Like This; short words may be small."""
    words = _WORD.findall(text)
    long = [word for word in words if len(word) > _SHORT_WORD] or words
    capitals = sum(word[0].isupper() for word in long)
    return bool(words) and words[0][0].isupper() and capitals >= _TITLE_CASE_SHARE * len(long)


def heading_level(text: str, start: int, end: int) -> int:
    """The level that Markdown's marks give to the heading ``text[start:end]``; 0 for one without marks."""
    if match := _ATX.match(text[start:end]):
        return len(match[1])
    match = _UNDERLINE.match(text, end + 1)
    return (1 if match[1][0] == "=" else 2) if match else 0


def is_numbered(line: str) -> int:
    """How many numbers stand before a heading: 2 for ``1.2 Title``; 0 for one without."""
    match = _NUMBERED.match(line)
    return match[1].count(".") + 1 if match else 0


def _kind(line: str, around: Surroundings | None) -> LineKind:
    """The kind of a line that is not blank."""
    if _URL.match(line):
        return "url"
    if len(line) <= _CAPTION_LENGTH and _CAPTION.search(line.lower()):
        return "caption"
    if around and _is_heading(line, around):
        return "heading"
    if _BULLET.match(line) or _NUMBER.match(line):
        return "item"
    return "paragraph"


def _may_be_heading(line: str) -> bool:
    """Whether a look at the surroundings is worth it."""
    return len(line) <= 2 * _HEADING_LENGTH and (line[0] not in _NO_HEADING_START or line.lstrip()[0] == "#")


def _is_heading(line: str, around: Surroundings) -> bool:
    """Whether a short line heads what follows it."""
    if match := _ATX.match(line):
        return _is_marked_heading(match[1], match[2], around)
    if len(line) > _HEADING_LENGTH:
        return False
    if match := _UNDERLINE.match(around.after):
        return not around.gap_after and _is_underlined(line.rstrip(), match[1], around)
    if match := _NUMBERED.match(line):
        return _is_numbered_heading(line[match.end() :].strip(), around)
    return _is_plain_heading(line.strip(), around)


def _is_marked_heading(marks: str, text: str, around: Surroundings) -> bool:
    """Whether ``# text`` is a heading of Markdown instead of a comment or a quotation in several lines."""
    beside = [around.before] if not around.gap_before else []
    beside += [around.after] if not around.gap_after else []
    if any(line == marks or line.startswith(f"{marks} ") for line in beside):
        return False
    return text[-1] not in ".,;" or not (around.before + around.after).count(f"{marks} ")


def _is_underlined(text: str, underline: str, around: Surroundings) -> bool:
    """Whether a rule under a line makes it a heading: a double rule, or one as long as the line."""
    alone = around.gap_before or not around.before or bool(_UNDERLINE.match(around.before))
    if not alone or _UNDERLINE.match(text) or not _WORD.search(text) or _NO_HEADING_INSIDE.search(text):
        return False
    if underline[0] == "=":
        return True
    return _has_heading_shape(text) and abs(len(underline) - len(text)) <= _SHORT_WORD


def _is_numbered_heading(text: str, around: Surroundings) -> bool:
    """Whether a line like ``1. Title`` heads a paragraph instead of being one of several items."""
    if not _has_heading_shape(text) or _NUMBER.match(around.before) or _NUMBER.match(around.after):
        return False
    return _is_body(around.after) or (is_title_case(text) and _is_sentence(around.after))


def _is_plain_heading(text: str, around: Surroundings) -> bool:
    """Whether a line without any mark is a heading, by its shape and what it stands between."""
    if not around.after or not _has_heading_shape(text):
        return False
    title_case = is_title_case(text)
    if text[-1] == ":" and not (title_case and len(text.split()) <= _LABEL_WORDS):
        return False
    if text[-1] == "!" and not title_case:
        return False
    under = _is_body(around.after) or (title_case and _is_sentence(around.after) and len(around.after) > len(text))
    over = not around.before or _is_body(around.before) or (title_case and _is_sentence(around.before))
    return under and over


def _has_heading_shape(text: str) -> bool:
    """Whether a line could be a heading as far as it alone tells."""
    return (
        1 < len(text) <= _HEADING_LENGTH
        and text[0] not in _NO_HEADING_START
        and not text[0].islower()
        and text.rstrip(_CLOSING)[-1:] not in _NO_HEADING_END
        and bool(_WORD.search(text))
        and len(text.split()) <= _HEADING_WORDS
        and not _NO_HEADING_INSIDE.search(text)
    )


def _is_body(line: str) -> bool:
    """Whether a line is a whole paragraph, a list item, an address or a caption: nothing that was broken by hand."""
    return (
        len(line) >= LONG
        or bool(_BULLET.match(line) or _NUMBER.match(line) or _URL.match(line) or _ATX.match(line))
        or bool(_CAPTION.search(line.lower()))
    )


def _is_sentence(line: str) -> bool:
    """Whether a line is a whole sentence of some length."""
    return len(line) >= _FULL_LINE and not line[0].islower() and bool(_SENTENCE_END.search(line))
