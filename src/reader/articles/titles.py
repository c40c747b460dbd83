"""The title of a text, as a person would give it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from reader.articles.damage import damage_of, mask
from reader.articles.lines import LONG, is_title_case, kind_alone, kind_at, marker_width
from reader.articles.sanitizing import visible

_HEAD = 8192
"""Characters in which the title is looked for."""
_LINES = 16
_JUNK_LENGTH = 240
"""Characters from which on a line with spaces is text."""
_TITLE_LENGTH = 160
"""Characters up to which a line can be a title."""
_FULL_LINE = 50
"""Characters from which on a line may go on in the next one."""
_HEADLINE_WORDS = 5
"""Words from which on a line after a summary is the headline and no section's heading."""
_SHARED = 1 / 3
"""Share of a headline's words that its summary holds too."""
_SENTENCE_LENGTH = 100
"""Characters of a first sentence that stands for a title."""
_LAST_CLAUSE = 0.6
"""Part of that length from which on it rather ends at a comma than at a word."""

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:(?:[\w-]+[ \t]*:.*|[ \t]+.*|-[ \t].*|\#.*|)\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_FRONT_MATTER_TITLE = re.compile(r"^title[ \t]*:[ \t]*(?P<title>[^\s|>].*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z-]{1,30}):[ \t]*(?P<value>.*)")
_MAIL_FIELDS = frozenset(
    ("from", "subject", "date", "newsgroups", "path", "message-id", "organization", "lines", "to", "sender", "xref")
)
_TITLE_FIELD = re.compile(r"(?:title|headline)[ \t]*:[ \t]*(?P<title>\S.*)", re.IGNORECASE)
_MARKS = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
_DECORATION = re.compile(r"([*_=~+-])\1*[ \t]*(.*[^\s])[ \t]*\1+")
_BULLET = re.compile(r"^[-*+•][ \t]+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_SPACES = re.compile(r"\s+")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:van|von|de|del|da|bin|al))*"
_BYLINE = re.compile(
    rf"(?i:(?:(?:written|reported|story|text) )?by|von|par|por|di)[ :]+{_NAME}(?: {_NAME}){{1,3}}"
    rf"(?:(?:,| and| &| und| et| y) {_NAME}(?: {_NAME}){{0,3}}){{0,3}}"
    r"|(?i:(?:first )?(?:published|posted|updated|last (?:updated|modified))|date)\b.{0,60}"
    r"|(?i:.{0,20}\b\d{1,3} min(?:ute)?s? read\b.{0,20})"
    r"|(?i:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{1,4}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"(?:[ ,].{0,20})?)"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ ,T].{0,20})?"
)
_GREETING = re.compile(r"(?:hi|hello|hey|dear|greetings)\b(?:[\w .'’]{0,30}[,!:])?", re.IGNORECASE)
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?[ ]?(?:\([A-Za-z ]+\))?[ ]?[-–—][ ]")
_LABEL = re.compile(
    r"abstract|advertisement|analysis|at a glance|background|breaking(?: news)?|business|conclusion|contents|culture"
    r"|editorial|exclusive|faq|further reading|health|highlights|in (?:brief|depth|short|summary|this article)"
    r"|introduction|key (?:facts|findings|points|takeaways)|latest news|listen|main points|news|notes|opinion|overview"
    r"|politics|read more|reading time|references|related(?: articles)?|science|share(?: this)?|sources?|sports?"
    r"|summary|table of contents|tags|takeaways|tech|technology|the bottom line|tl ?dr|topics|world",
    re.IGNORECASE,
)
"""Lines that name a part or a rubric, never the article."""
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s+[\"“‘«'(\[]?[^\Wa-zß-ÿ]|\s*$)|[。！？]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'])(?:[A-ZÀ-Þ]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Adm|Rev|Hon|St"
    r"|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Fig|al|approx|ca|cf)\.$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the line it stands on; ``end == start`` where it was made from what is no title."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
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
    if field := _FRONT_MATTER_TITLE.search(head, 0, body):
        return Title(clean_title(field["title"].strip("'\"")), 0, 0)
    lines = _lines(head, body)
    return _from_mail(lines) or _from_heading(head, lines) or _from_first_lines(head, lines) or Title("", 0, 0)


def body_start(text: str) -> int:
    """Where the text begins after front matter (YAML between ``---``); 0 without one."""
    match = _FRONT_MATTER.match(text, 0, _HEAD)
    return match.end() if match else 0


def clean_title(line: str) -> str:
    """A line as a title: in one row, without the marks of Markdown."""
    line = line.strip()
    if match := _MARKS.fullmatch(line):
        line = match[1]
    line = _LINK.sub(r"\1", line)
    if match := _DECORATION.fullmatch(line):
        line = match[2].rstrip(match[1])
    return _one_row(_BULLET.sub("", line))


def _one_row(text: str) -> str:
    """Text with every run of white space as one space, and nothing in it that acts."""
    return visible(_SPACES.sub(" ", text).strip())


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
    subject: _Line | None = None
    for line in lines:
        match = _FIELD.match(line.text)
        if not match:
            break
        names += match["name"].lower() in _MAIL_FIELDS
        if match["name"].lower() == "subject":
            subject = line
    if subject and (names > 1 or subject is lines[0]):
        return Title(clean_title(subject.text.partition(":")[2]), subject.start, subject.end)
    if lines and (match := _TITLE_FIELD.match(lines[0].text)):
        return Title(clean_title(match["title"]), lines[0].start, lines[0].end)
    return None


def _from_heading(head: str, lines: list[_Line]) -> Title | None:
    """A heading of the first level in Markdown, with nothing but pictures and the like above it."""
    for line in lines:
        if line.text.startswith("# ") and kind_at(head, line.start, line.end) == "heading":
            return Title(clean_title(line.text), line.start, line.end)
        if not _is_junk(line):
            break
    return None


def _from_first_lines(head: str, lines: list[_Line]) -> Title | None:
    """The first line that reads like a title, or the headline below a summary, or the first sentence."""
    telling = list(islice((index for index, line in enumerate(lines) if not _is_junk(line)), 2))
    if not telling:
        return Title(_first_sentence(lines[0].text), lines[0].start, lines[0].start) if lines else None
    first = lines[telling[0]]
    following = lines[telling[1]] if len(telling) > 1 else None
    if _is_title(first, following, head):
        return Title(clean_title(first.text), first.start, first.end)
    if following and telling[1] == telling[0] + 1:
        below = lines[telling[1] + 1] if telling[1] + 1 < len(lines) else None
        if _is_headline(first, following, below):
            return Title(clean_title(following.text), following.start, following.end)
    return Title(_first_sentence(_paragraph(head, first)), first.start, first.start)


def _is_junk(line: _Line) -> bool:
    """Whether a line is neither title nor text: a caption, an address, a byline, a label."""
    text = line.text.strip()
    if len(text) > _JUNK_LENGTH and " " in text:
        return False
    return (
        bool(_LABEL.fullmatch(text.strip(":*#_ ").replace("-", " ").replace(";", "")))
        or kind_alone(text) in {"url", "caption"}
        or bool(_BYLINE.fullmatch(text) or _GREETING.fullmatch(text))
        or not any(map(str.isalnum, text))
    )


def _is_title(line: _Line, following: _Line | None, head: str) -> bool:
    """Whether the first telling line reads like a title."""
    text = line.text.strip()
    if len(text) > _TITLE_LENGTH or text[-1] in ",;":
        return False
    if text[-1] == "." and len(text) > _SENTENCE_LENGTH:
        return False
    if marker_width(line.text) and not is_title_case(text):
        return False
    if following is None or head[line.end : following.start].count("\n") > 1:
        return True
    if text.endswith((".", ":")):
        return False
    broken_by_hand = len(text) >= _FULL_LINE or following.text.lstrip()[0].islower()
    return is_title_case(text) or len(following.text) >= LONG or not broken_by_hand


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


def _paragraph(head: str, line: _Line) -> str:
    """The paragraph that a line begins, which may be broken into lines."""
    end = head.find("\n\n", line.start)
    text = head[line.start : end if end >= 0 else len(head)] if len(line.text) < LONG else line.text
    return text[marker_width(text) :]


def _first_sentence(text: str) -> str:
    """The first sentence of a paragraph, cut at a clause or a word where it is long."""
    dateline = _DATELINE.match(text) if len(text) >= LONG else None
    text = clean_title(text[dateline.end() if dateline else 0 :][: 4 * _SENTENCE_LENGTH])
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, 0, match.start() + 1):
            text = text[: match.end()]
            break
    if len(text) <= _SENTENCE_LENGTH:
        return text
    clause = max(text.rfind(mark, 0, _SENTENCE_LENGTH) for mark in (", ", "; ", ": ", " – ", " — ", "、", "，"))
    if clause < _LAST_CLAUSE * _SENTENCE_LENGTH:
        clause = text.rfind(" ", 0, _SENTENCE_LENGTH)
    cut = clause if clause > 0 else _SENTENCE_LENGTH - 1
    return text[:cut].rstrip(" ,;:–—-") + "…"
