"""The marks of Markdown in a text, found around a place alone: the text stays as it is, and so do its offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Literal

from reader.articles.lines import LineKind, heading_level, kind_at
from reader.articles.titles import body_start

if TYPE_CHECKING:
    from collections.abc import Iterator

Look = Literal["mark", "bullet", "chapter", "quote", "code", "strong", "emphasis", "struck", "link"]
"""How a stretch looks; a ``mark`` is what only tells how the rest looks."""

LookSpan = tuple[int, int, Look]

REACH = 500
"""Code points around a place in which marks that reach over it are looked for."""
_LOOK = 400
"""Code points of a line that are looked at to tell what it is."""
_INDENT = 80
"""Code points within which marks that open a block of code stand in their line."""
_CHAPTER = 2
"""The level down to which a heading is a chapter's."""

_FENCES = ("```", "~~~")
_QUOTE = r"[ ]{0,3}(?:>[ \t]?)+"
_RULE = r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$"
_TABLE_RULE = r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$"
_DEFINITION = r"[ ]{0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]"
_ATX = r"[ ]{0,3}#{1,6}[ \t]+|(?<=\S)[ \t]+#+[ \t]*$"
_BULLET = r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)"
_INLINE = r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?<!`)(?P<tick>`+)(?!`)(?P<code>.{1,500}?)(?<!`)(?P=tick)(?!`)
  | (?P<link>!?\[)(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]\n]{0,200}\](?:\([^()\s]{0,500}\))?){0,500}?)
    \](?:\((?:[^()\s]|\([^()\s]{0,500}\)){0,1000}(?:\s+["'][^"'\n]{0,300}["'])?\)|\[[^\[\]\n]{0,200}\])
  | (?P<tag></?[A-Za-z][^<>\n]{0,300}>|<!--.{0,300}?-->)
  | (?P<star>\*{1,3})(?=[^\s*])(?P<starred>.{1,300}?)(?<=[^\s*\\])(?P=star)(?!\*)
  | (?<![^\W_])(?P<low>_{1,3})(?=[^\s_])(?P<lowered>.{1,300}?)(?<=[^\s_\\])(?P=low)(?!\w)
  | (?P<wave>~~)(?=[^\s~])(?P<waved>[^~]{1,500})(?<=\S)~~(?!~)
"""
_NESTING = (("link", "label"), ("star", "starred"), ("low", "lowered"), ("wave", "waved"))
_WEIGHTS: tuple[tuple[Look, ...], ...] = (("emphasis",), ("strong",), ("strong", "emphasis"))


class Markdown:
    """What Markdown makes of one text, worked out as far as it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._body = body_start(text)
        self._fences: list[int] = []
        """Where the rows of marks begin that open and close blocks of code, by turns, as far as they were sought."""
        self._fence = ""
        """The row of marks that the open block began with."""
        self._sought = self._body
        self._clear = dict.fromkeys(_FENCES, 0)
        """Up to where there are no such marks that were not met."""
        self._near: tuple[int, int, list[LookSpan]] = (0, 0, [])
        """The last paragraph or part of one that was looked at, and what its marks say."""

    def kind_at(self, start: int, end: int) -> LineKind:
        """The kind of the line ``text[start:end]``."""
        if self._is_code(start):
            return "code"
        line = self._text[start : min(end, start + _LOOK)]
        if start < self._body or _matches(_RULE, line) or _matches(_DEFINITION, line):
            return "aside" if line.strip() else "blank"
        if _matches(_QUOTE, line):
            return "quote"
        if line.lstrip().startswith("|"):
            return "table"
        kind = kind_at(self._text, start, end)
        if kind == "heading" and not (heading_level(self._text, start, end) or self._stands_alone(start, end)):
            return "paragraph"
        return kind

    def hang(self, line: str, kind: LineKind) -> int:
        """Characters of the marker before a line of this kind, under which its other rows do not go."""
        match = re.match(_QUOTE, line) if kind == "quote" else re.match(_BULLET, line) if kind == "item" else None
        return match.end() if match else 0

    def looks(self, start: int, end: int, kind: LineKind) -> Iterator[LookSpan]:
        """How the stretches of a row look, which is a part of a line of this kind; what lies over others comes last."""
        if kind == "code":
            yield start, end, "code"
            if self._text.startswith(_FENCES, start):
                yield start, end, "mark"
        elif kind == "aside":
            yield start, end, "mark"
        elif end > start:
            if kind == "quote":
                yield start, end, "quote"
            line_end = self._text.rfind("\n", max(0, start - REACH), start)
            if line_end >= 0 or start <= REACH:
                yield from self._by_line(line_end + 1, start, end, kind)
            yield from self._inline(start, end)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether blank lines part a line from its neighbors."""
        text = self._text
        return text[max(0, start - 2) : start] in {"", "\n", "\n\n"} and text[end : end + 2] in {"", "\n", "\n\n"}

    def _by_line(self, first: int, start: int, end: int, kind: LineKind) -> Iterator[LookSpan]:
        """What the marks at the edges of a line say of a row of it; ``first`` is where the line begins."""
        line = self._text[first : min(end, first + _LOOK)]
        marked = 0
        if kind == "heading":
            stop = self._text.find("\n", start)
            level = heading_level(self._text, first, stop if stop >= 0 else len(self._text))
            if 0 < level <= _CHAPTER:
                yield start, end, "chapter"
            yield from _all(_ATX, line, first)
        elif kind == "table":
            yield from _all(_TABLE_RULE, line, first)
            yield from _all(r"\|", self._text[start:end], start)
        elif kind == "quote" and (quote := re.match(_QUOTE, line)):
            marked = quote.end()
            yield first, first + marked, "mark"
        if kind in {"item", "quote"} and (bullet := re.match(_BULLET, line[marked:])):
            yield first + marked, first + marked + bullet.end(), "bullet"

    def _inline(self, start: int, end: int) -> Iterator[LookSpan]:
        """What is marked within the paragraph, as far as it is near; rows that are near each other share the look."""
        text = self._text
        low, high = max(0, start - start % REACH - REACH), min(len(text), end - end % REACH + 2 * REACH)
        low = max(low, text.rfind("\n\n", low, start) + 2) if text.find("\n\n", low, start) >= 0 else low
        stop = text.find("\n\n", end, high)
        high = stop if stop >= 0 else high
        if self._near[:2] != (low, high):
            self._near = low, high, list(_marked(text[low:high]))
        for first, last, look in self._near[2]:
            if low + first < end and low + last > start:
                yield low + first, low + last, look

    def _is_code(self, offset: int) -> bool:
        """Whether a line that begins here is of a block of code; the marks around it are."""
        self._seek(offset)
        index = bisect_right(self._fences, offset)
        return bool(index % 2) or (index > 0 and self._fences[index - 1] == offset)

    def _seek(self, offset: int) -> None:
        """Look for blocks of code up to a place."""
        limit = offset + _INDENT
        while (at := min(self._next_fence(fence, limit) for fence in _FENCES)) < limit:
            start = self._text.rfind("\n", 0, at) + 1
            end = self._text.find("\n", at)
            end = len(self._text) if end < 0 else end
            self._meet(start, self._text[at : min(end, at + _LOOK)], self._text[max(start, at - _LOOK) : at])
            self._sought = end + 1

    def _next_fence(self, fence: str, limit: int) -> int:
        """Where such marks are next, from the line on that is to be looked at; ``limit`` if not before."""
        at = max(self._clear[fence], self._sought)
        if at < limit and not self._text.startswith(fence, at):
            found = self._text.find(fence, at, limit + len(fence) - 1)
            at = found if found >= 0 else limit
        self._clear[fence] = at
        return at

    def _meet(self, start: int, line: str, before: str) -> None:
        """Take a line with marks that may open a block of code, or close the open one."""
        mark = line[: len(line) - len(line.lstrip(line[0]))]
        if self._fence:
            if not before.strip() and mark.startswith(self._fence) and not line[len(mark) :].strip():
                self._fences.append(start)
                self._fence = ""
        elif not before.strip(" >-*+\t") and not (mark[0] == "`" and "`" in line[len(mark) :]):
            self._fences.append(start)
            self._fence = mark


def _matches(pattern: str, line: str) -> bool:
    """Whether a line begins like that."""
    return re.match(pattern, line) is not None


def _all(pattern: str, text: str, at: int) -> Iterator[LookSpan]:
    """All that looks like this, as marks; the text begins at ``at``."""
    return ((at + match.start(), at + match.end(), "mark") for match in re.finditer(pattern, text))


@cache
def _inline_pattern() -> re.Pattern[str]:
    """Compiled when a text first calls for it: most libraries hold no Markdown."""
    return re.compile(_INLINE, re.VERBOSE | re.DOTALL)


def _marked(text: str, at: int = 0, end: int | None = None) -> Iterator[LookSpan]:
    """The stretches of a paragraph that marks say something of, with the marks themselves."""
    for match in _inline_pattern().finditer(text, at, len(text) if end is None else end):
        if match["escape"]:
            yield match.start(), match.start() + 1, "mark"
        elif match["tag"]:
            yield (*match.span(), "mark")
        elif match["tick"]:
            yield (*match.span("code"), "code")
            yield (*_edges(match, "code")[0], "mark")
            yield (*_edges(match, "code")[1], "mark")
        else:
            yield from _nested(text, match)


def _nested(text: str, match: re.Match[str]) -> Iterator[LookSpan]:
    """What may hold other marks: links and emphasis."""
    opening, inner = next(names for names in _NESTING if match[names[0]])
    if opening == "link":
        yield (*match.span(inner), "link")
    elif opening == "wave":
        yield (*match.span(inner), "struck")
    else:
        for look in _WEIGHTS[len(match[opening]) - 1]:
            yield (*match.span(inner), look)
    for edge in _edges(match, inner):
        yield (*edge, "mark")
    yield from _marked(text, *match.span(inner))


def _edges(match: re.Match[str], inner: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The marks before and after what they mark."""
    return (match.start(), match.start(inner)), (match.end(inner), match.end())
