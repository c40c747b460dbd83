"""The shape of a plain text: its title, its sections, and what each line is."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from reader.articles.damage import damage_of, mask
from reader.articles.decoding import HTML_SUFFIXES
from reader.articles.lines import LineKind, heading_level, is_numbered, kind_at, marker_width
from reader.articles.models import Section
from reader.articles.titles import body_start, clean_title, find_title, title_of

if TYPE_CHECKING:
    from reader.articles.markdown import Markdown

__all__ = ["LineKind", "kind_at", "markdown_of", "marker_width", "sections_of", "title_of"]

_CANDIDATE = (
    r"(?m)^(?:(?P<fence>```|~~~)| {0,3}#{1,6}[ \t].{1,200}+$"
    r"|(?=[^\sa-z>|:;,.*\-=~+<({$%&@/\\^`!?)\]}\[_']).{2,100}+(?<![,;>|])$"
    r"(?=\n\s{0,200}+(?:.{50}|\W|\d|[a-z]{1,4}[.)]|(?i:http|www|photo|image|picture|illustration|caption|credit)))"
    r"|.{2,100}+$(?=\n===))"
)
"""All that can be a heading by its edges and by what follows it: a quick look, before the slow one of ``kind_at``."""


def sections_of(text: str, markdown: Markdown | None = None) -> tuple[Section, ...]:
    """The sections of a text, in order; its title's line heads none, unless Markdown marks it as a heading.

    Args:
        text: The article's text.
        markdown: What Markdown makes of it, if it is in Markdown.
    """
    line_kind = markdown.kind_at if markdown else partial(kind_at, text)
    title = find_title(text)
    undamaged = mask(text, damage_of(text))
    headings: list[tuple[str, int, int]] = []
    above = 0
    in_code = False
    for match in re.compile(_CANDIDATE).finditer(text, body_start(text)):
        line, (start, end) = match[0], match.span()
        in_code ^= bool(match["fence"]) and markdown is None
        if in_code or match["fence"]:
            continue
        is_title = start == title.start < title.end and not heading_level(text, start, end)
        if is_title or line_kind(start, end) != "heading":
            continue
        level = heading_level(text, start, end)
        if not level and is_numbered(line):
            level = above + is_numbered(line)
        else:
            level = above = level or 1
        headings.append((clean_title(undamaged[start:end]), level, start))
    return _closed(headings, len(text))


def markdown_of(text: str, path: str) -> Markdown | None:
    """What the marks of Markdown say, which the text of web pages is given, too; None for any other article."""
    if not text or not path.lower().endswith((".md", *HTML_SUFFIXES)):
        return None
    from reader.articles.markdown import Markdown

    return Markdown(text)


def _closed(headings: list[tuple[str, int, int]], length: int) -> tuple[Section, ...]:
    """Sections from headings (title, level, start): each ends where the next of its level or a higher one begins."""
    sections: list[Section] = []
    ends: list[tuple[int, int]] = []
    for title, level, start in reversed(headings):
        while ends and ends[-1][0] > level:
            ends.pop()
        sections.append(Section(title, level, start, ends[-1][1] if ends else length))
        ends.append((level, start))
    return tuple(reversed(sections))
