"""The title of a text, as a person would give it."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from reader.articles.bylines import is_beside_title
from reader.articles.damage import damage_of, mask
from reader.articles.lines import LONG, is_title_case, kind_at, marker_width
from reader.articles.sanitizing import visible
from reader.articles.sentences import SENTENCE_LENGTH, first_sentence, length_limit, without_dateline

_HEAD = 8192
"""Characters in which the title is looked for."""
_LINES = 16
_TITLE_LENGTH = 160
"""Characters up to which a line can be a title."""
_HEADLINE_WORDS = 5
"""Words from which on a line after a summary is the headline and no section's heading."""
_SHARED = 1 / 3
"""Share of a headline's words that its summary holds too."""
# Strings are compiled when a text first calls for them: most titles need none, and the first screen does not wait.
_FRONT_MATTER = r"---[ \t]*\n(?:(?:[\w-]+[ \t]*:.*|[ \t]+.*|-[ \t].*|\#.*|)\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)"
_FRONT_MATTER_TITLE = r"(?mi)^title[ \t]*:[ \t]*(?P<title>[^\s|>].*?)[ \t]*$"
_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z-]{1,30}):[ \t]*(?P<value>.*)")
_MAIL_FIELDS = frozenset(
    ("from", "subject", "date", "newsgroups", "path", "message-id", "organization", "lines", "to", "sender", "xref")
)
_TITLE_FIELDS = frozenset(("title", "headline"))
_MARKS = r"#{1,6}[ \t]+(.*?)[ \t]*#*"
_DECORATION = r"([*_=~+-])\1*[ \t]*(.*[^\s])[ \t]*\1+"
_BULLETS = ("- ", "* ", "+ ", "• ")
_LINK = r"!?\[([^\]]*)\]\([^)\s]*\)"


class Title(NamedTuple):
    """A title and the line it stands on; ``end == start`` where it was made from what is no title."""

    text: str
    start: int
    end: int


class _Line(NamedTuple):
    """A line that is not blank."""

    text: str
    start: int
    end: int


def title_of(text: str, name: str) -> str:
    """The title of a text, for one row: from its head, else its first sentence, else the stem of its file's name.

    Args:
        text: The article's text; only the first 8 K characters are looked at.
        name: The file's name or path.
    """
    title = find_title(text)
    return title.text or _one_row(PurePosixPath(name).stem)


def find_title(text: str) -> Title:
    """The title and its line; the title is empty for a text without words."""
    head = text[:_HEAD]
    head = mask(head, damage_of(head))
    body = body_start(head)
    if body and (field := re.search(_FRONT_MATTER_TITLE, head[:body])):
        return Title(clean_title(field["title"].strip("'\"")), 0, 0)
    lines = _lines(head, body)
    return _from_mail(lines) or _from_heading(head, lines) or _from_first_lines(head, lines) or Title("", 0, 0)


def body_start(text: str) -> int:
    """Where the text begins after front matter (YAML between ``---``); 0 without one."""
    match = re.match(_FRONT_MATTER, text[:_HEAD]) if text.startswith("---") else None
    return match.end() if match else 0


def clean_title(line: str) -> str:
    """A line as a title: in one row, without the marks of Markdown."""
    line = line.strip()
    if line.startswith("#") and (match := re.fullmatch(_MARKS, line)):
        line = match[1]
    if "](" in line:
        line = re.sub(_LINK, r"\1", line)
    if line.startswith(tuple("*_=~+-")) and (match := re.fullmatch(_DECORATION, line)):
        line = match[2].rstrip(match[1])
    if line.startswith(_BULLETS):
        line = line[2:]
    return _one_row(line)


def _one_row(text: str) -> str:
    """Text with every run of white space as one space, and nothing in it that acts."""
    return visible(" ".join(text.split()))


def _lines(head: str, at: int) -> list[_Line]:
    """The first lines that are not blank."""
    lines: list[_Line] = []
    while at < len(head) and len(lines) < _LINES:
        end = head.find("\n", at)
        end = len(head) if end < 0 else end
        if head[at:end].strip():
            lines.append(_Line(head[at:end], at, end))
        at = end + 1
    return lines


def _from_mail(lines: list[_Line]) -> Title | None:
    """The subject of a letter or news posting that still has its header; or a line that calls itself a title."""
    names = 0
    subject: tuple[_Line, str] | None = None
    for line in lines:
        match = _FIELD.match(line.text)
        if not match:
            break
        name = match["name"].lower()
        if line is lines[0] and name in _TITLE_FIELDS and match["value"]:
            return Title(clean_title(match["value"]), line.start, line.end)
        names += name in _MAIL_FIELDS
        if name == "subject":
            subject = line, match["value"]
    if subject and (names > 1 or subject[0] is lines[0]):
        return Title(clean_title(subject[1]), subject[0].start, subject[0].end)
    return None


def _from_heading(head: str, lines: list[_Line]) -> Title | None:
    """A heading of the first level in Markdown, with nothing but pictures and the like above it."""
    for line in lines:
        if line.text.startswith("# ") and kind_at(head, line.start, line.end) == "heading":
            return Title(clean_title(line.text), line.start, line.end)
        if not is_beside_title(line.text):
            break
    return None


def _from_first_lines(head: str, lines: list[_Line]) -> Title | None:
    """The first line that reads like a title, or the headline below a summary, or the first sentence."""
    telling = list(islice((index for index, line in enumerate(lines) if not is_beside_title(line.text)), 2))
    if not telling:
        return _from_sentence(lines[0].text, lines[0].start) if lines else None
    first = lines[telling[0]]
    following = lines[telling[1]] if len(telling) > 1 else None
    if _is_title(first, following, head):
        return Title(clean_title(first.text), first.start, first.end)
    if following and telling[1] == telling[0] + 1:
        below = lines[telling[1] + 1] if telling[1] + 1 < len(lines) else None
        if _is_headline(first, following, below):
            return Title(clean_title(following.text), following.start, following.end)
    return _from_sentence(_paragraph(head, first), first.start)


def _is_title(line: _Line, following: _Line | None, head: str) -> bool:
    """Whether the first telling line reads like a title."""
    text = line.text.strip()
    if len(text) > _TITLE_LENGTH or text[-1] in ",;":
        return False
    if text[-1] in ".。" and len(text) > length_limit(text):
        return False
    if marker_width(line.text) and not is_title_case(text):
        return False
    if following is None or head[line.end : following.start].count("\n") > 1:
        return True
    if text.endswith((".", ":")):
        return False
    return is_title_case(text) or len(following.text) >= LONG or _ends_of_itself(text, head[following.start :])


def _ends_of_itself(text: str, below: str) -> bool:
    """Whether a line was ended on purpose: what follows begins anew, and its first word had fitted into the line."""
    lines = below.partition("\n\n")[0].split("\n", _LINES)[:_LINES]
    word = lines[0].split(maxsplit=1)[0]
    return not word[0].islower() and len(text) + 1 + len(word) <= max(map(len, lines))


def _is_headline(summary: _Line, line: _Line, below: _Line | None) -> bool:
    """Whether the line after a summary paragraph is the headline it sums up."""
    text = line.text.strip()
    if len(summary.text) < LONG or len(text) > _TITLE_LENGTH or not is_title_case(text) or text[-1] in ".,;:":
        return False
    words = re.findall(r"[^\W_]{3,}", text.casefold())
    shared = sum(word in summary.text.casefold() for word in words)
    return (
        len(text.split()) >= _HEADLINE_WORDS
        and shared >= _SHARED * len(words)
        and below is not None
        and len(below.text) >= LONG
    )


def _from_sentence(paragraph: str, start: int) -> Title:
    """The first sentence in a title's place."""
    return Title(first_sentence(clean_title(without_dateline(paragraph)[: 4 * SENTENCE_LENGTH])), start, start)


def _paragraph(head: str, line: _Line) -> str:
    """The paragraph that a line begins, which may be broken into lines."""
    end = head.find("\n\n", line.start)
    text = head[line.start : end if end >= 0 else len(head)] if len(line.text) < LONG else line.text
    return text[marker_width(text) :]
