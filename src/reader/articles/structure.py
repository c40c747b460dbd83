"""The shape of plain text: its title, its sections and the kind of every line."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from reader.articles.damage import damage_of, mask
from reader.articles.models import Section
from reader.articles.sanitizing import one_line

LineKind = Literal["blank", "heading", "item", "url", "caption", "paragraph"]

_HEAD = 8192
_ITEM = re.compile(r"(?P<marker>\s*(?:[-*•▪‣◦–+]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+)\S")
_BULLET = re.compile(r"\s*[-*•▪‣◦–+][ \t]+\S")
_URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
_CAPTION = re.compile(
    r"©|\b(?:shutterstock|getty images|photo(?:graph)? by|image credit|image:|photo:)", re.IGNORECASE
)
_LABELS = {"sources", "source", "key takeaways", "in-depth", "references", "summary", "related", "tags"}
_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_NUMBERED = re.compile(r"\d{1,2}[.)][ \t]+\S")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]*(?=\s|$)")
_CUT = 90


def title_of(text: str, name: str) -> str:
    """The title as a person would give it; ``name`` is the file's path, used when the text has none."""
    head = text[:_HEAD]
    lines = [line for line in head.split("\n") if line.strip()][:12]
    if not lines:
        return one_line(PurePosixPath(name).stem)
    for index in (0, 1):
        if index < len(lines) and _titles(lines[index]):
            return _clean(lines[index])
    return _first_sentence(_clean(lines[0]))


def _titles(line: str) -> bool:
    """Whether a line reads like a title."""
    text = line.strip()
    return (
        len(text) <= 150
        and not text.endswith((".", ";", ",", ":"))
        and kind_of(line, "", "") in {"paragraph", "heading"}
        and text.casefold() not in _LABELS
    )


def _clean(line: str) -> str:
    """A line as a title: without damage and the marks of Markdown, in one row."""
    if match := _MARKDOWN.match(line):
        line = match[2]
    return one_line(mask(line, damage_of(line)))


def _first_sentence(line: str) -> str:
    """The first sentence, cut at a word where it is long."""
    if end := _SENTENCE_END.search(line):
        line = line[: end.end()]
    if len(line) <= _CUT:
        return line
    return line[: line.rfind(" ", 0, _CUT)].rstrip(",;:–— ") + "…"


def kind_of(line: str, previous: str, following: str) -> LineKind:
    """The kind of one line, by itself and its neighbors."""
    text = line.strip()
    if not text:
        return "blank"
    if _URL.match(line):
        return "url"
    if _MARKDOWN.match(line):
        return "heading"
    if _BULLET.match(line):
        return "item"
    if len(text) <= 160 and _CAPTION.search(text):
        return "caption"
    return "paragraph"


def marker_width(line: str) -> int:
    """Columns by which the lines after the first of a list item are indented; 0 for what is no item."""
    match = _ITEM.match(line)
    return len(match["marker"]) if match else 0


def sections_of(text: str) -> tuple[Section, ...]:
    """The sections of a text, in order."""
    found = []
    for match in re.finditer(r"^.+$", text, re.MULTILINE):
        line = match[0]
        if match.start() and len(line) <= 100 and kind_of(line, "", "") == "heading":
            found.append(Section(_clean(line), 1, match.start(), len(text)))
    return tuple(found)
