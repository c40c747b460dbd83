"""Lines around a title that are none: pictures' captions, paths through a site, labels, bylines, dates, greetings.

The patterns are strings, compiled when a line first calls for them: most titles need none, and the first screen
does not wait.
"""

from __future__ import annotations

import re

from reader.articles.lines import kind_alone

_LENGTH = 240
"""Characters from which on a line with spaces is text."""

_LABEL_LENGTH = 24
_LABEL = (
    r"(?i)abstract|advertisement|analysis|at a glance|background|breaking(?: news)?|business|conclusion|contents"
    r"|culture|editorial|exclusive|faq|further reading|health|highlights|in (?:brief|depth|short|summary|this article)"
    r"|introduction|key (?:facts|findings|points|takeaways)|latest news|listen|log ?in|main points|menu|news|notes"
    r"|opinion|overview|politics|read more|reading time|references|related(?: articles)?|science|share(?: this)?"
    r"|sign ?(?:in|up)|skip to (?:main )?content|sources?|sports?|subscribe|summary|table of contents|tags|takeaways"
    r"|tech|technology|the bottom line|tl ?dr|topics|world"
)
_GREETING = r"(?i)(?:hi|hello|hey|dear|greetings)\b(?:[\w .'’]{0,30}[,!:])?"
_PATH = r"[\w &'’]{1,30}(?: [>»›] [\w &'’]{1,60})+"
_FIRST_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_NAME = rf"{_FIRST_NAME}(?: (?:(?:van|von|de|del|da|bin|al) )*{_FIRST_NAME}){{1,3}}"
_BYLINE = (
    rf"(?i:(?:(?:written|reported|story|text) )?by|von|par|por|di)[ :]+{_NAME}(?:(?:,| and| &| und| et| y) {_NAME})*"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"(?i)(?:(?:first )?(?:published|posted|updated|last (?:updated|modified))|date)\b.{0,60}"
    r"|.{0,20}\b\d{1,3} min(?:ute)?s? read\b.{0,20}"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH},? \d{{1,4}}(?:st|nd|rd|th)?(?:,? \d{{4}})?(?:[ ,].{{0,20}})?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ ,t].{0,20})?"
)
_BYLINE_STARTS = frozenset(("by", "by:", "written", "reported", "story", "text", "von", "par", "por", "di"))
_GREETINGS = frozenset(("hi", "hello", "hey", "dear", "greetings"))


def is_beside_title(line: str) -> bool:
    """Whether a line that is not blank is neither title nor text, so that a title may stand below it."""
    text = line.strip()
    if len(text) > _LENGTH and " " in text:
        return False
    if kind_alone(text) in {"url", "caption"} or not any(map(str.isalnum, text)):
        return True
    first = text.split(maxsplit=1)[0].lower()
    return (
        (len(text) <= _LABEL_LENGTH and _is_label(text))
        or (any(mark in text for mark in ">»›") and bool(re.fullmatch(_PATH, text)))
        or (first in _BYLINE_STARTS and bool(re.fullmatch(_BYLINE, text)))
        or (first.rstrip(",!:") in _GREETINGS and bool(re.fullmatch(_GREETING, text)))
        or (any(map(str.isdigit, text)) and bool(re.fullmatch(_DATE, text)))
    )


def _is_label(text: str) -> bool:
    """Whether a line names a part or a rubric, never the article."""
    return bool(re.fullmatch(_LABEL, text.strip(":*#_ ").replace("-", " ").replace(";", "")))
