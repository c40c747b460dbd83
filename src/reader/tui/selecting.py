"""The reading cursor and the selection: offsets in a text, moved by word, sentence and paragraph. No Textual."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from reader.articles.models import Span
from reader.articles.sanitizing import visible
from reader.articles.scripts import MARKS, UNSPACED, WORD_PART
from reader.tui.layout import MOST_IN_CLUSTER, clusters

_SENTENCE_END = r"(?:[!?…]|(?<!\b[A-Z])\.)[.!?…]*[\"'”’)\]]*(?=\s+[^a-z\s]|\s*$)|[。！？]+[”’」』）]*|\n"
"""Before a capital letter, and not after a single one as in initials."""
LONGEST_WORD = 200
"""How far back the start of a word is looked for."""
_NEAR = 2 * MOST_IN_CLUSTER
"""How far around a place its characters are looked at."""


class TextCursor(NamedTuple):
    """A place in a text, and where the selection was begun if there is one."""

    text: str
    offset: int = 0
    anchor: int | None = None

    @property
    def selecting(self) -> bool:
        """Whether moving widens a selection."""
        return self.anchor is not None

    @property
    def selection(self) -> Span | None:
        """What is selected; None when nothing is."""
        if self.anchor is None or self.anchor == self.offset:
            return None
        return Span(min(self.anchor, self.offset), max(self.anchor, self.offset))

    def begin(self) -> TextCursor:
        """Begin a selection with the word under the cursor."""
        word = word_at(self.text, self.offset)
        return self._replace(anchor=word.start, offset=word.end)

    def dropped(self) -> TextCursor:
        """Without the selection; the cursor stays."""
        return self._replace(anchor=None)

    def to(self, offset: int) -> TextCursor:
        """Moved, within the text; the anchor stays."""
        return self._replace(offset=min(max(0, offset), len(self.text)))

    def right(self) -> TextCursor:
        """To the end of the character, as a terminal draws it."""
        ends = (end for end in _cluster_ends(self.text, self.offset) if end > self.offset)
        return self.to(min(ends, default=len(self.text)))

    def left(self) -> TextCursor:
        """To the start of the character before."""
        ends = (end for end in _cluster_ends(self.text, self.offset) if end < self.offset)
        return self.to(max(ends, default=0))

    def word_right(self) -> TextCursor:
        """To the end of the next word."""
        found = _word().search(self.text, self.offset)
        return self.to(found.end() if found else len(self.text))

    def word_left(self) -> TextCursor:
        """To the start of the word before."""
        low = max(0, self.offset - LONGEST_WORD)
        starts = [match.start() for match in _word().finditer(self.text, low, self.offset)]
        return self.to(starts[-1] if starts else low)

    def sentence_right(self) -> TextCursor:
        """To the end of the sentence."""
        found = _sentence_end().search(self.text, self.offset + 1)
        if found is None:
            return self.to(len(self.text))
        return self.to(found.start() if found[0] == "\n" and found.start() > self.offset else found.end())

    def paragraph_right(self) -> TextCursor:
        """To the end of the paragraph, or of the next one when there already."""
        start = self.offset
        while start < len(self.text) and self.text[start] == "\n":
            start += 1
        end = self.text.find("\n", start)
        return self.to(len(self.text) if end < 0 else end)

    def paragraph_left(self) -> TextCursor:
        """To the start of the paragraph, or of the one before when there already."""
        end = self.offset
        while end > 0 and self.text[end - 1] == "\n":
            end -= 1
        return self.to(self.text.rfind("\n", 0, end) + 1)


@functools.cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(_SENTENCE_END)


@functools.cache
def _word() -> re.Pattern[str]:
    """A word; where words are not parted by spaces, a character with what is drawn upon it."""
    part = rf"(?:{WORD_PART})(?:['’\-]{WORD_PART})*+"
    return re.compile(rf"{part}|[{UNSPACED}](?:(?![^\W_])[{UNSPACED}{MARKS}])*+")


def _cluster_ends(text: str, offset: int) -> list[int]:
    """Where characters, as a terminal draws them, end around a place."""
    low = max(0, offset - _NEAR)
    while low > 0 and not text[low].isspace() and offset - low < 2 * _NEAR:
        low -= 1
    found = clusters(visible(text[low : offset + _NEAR]))
    return [low, *(low + cluster.end for cluster in found)]


def word_at(text: str, offset: int) -> Span:
    """The word at or next after ``offset``; the character there when no word follows."""
    low = max(0, offset - LONGEST_WORD)
    for match in _word().finditer(text, low, offset + LONGEST_WORD):
        if match.end() > offset:
            return Span(match.start(), match.end())
    return Span(min(offset, max(0, len(text) - 1)), min(len(text), offset + 1))


def paragraph_at(text: str, offset: int) -> Span:
    """The line of the text that holds ``offset``."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return Span(start, len(text) if end < 0 else end)


def next_paragraph(text: str, offset: int) -> int:
    """Where the paragraph after the one at ``offset`` begins; the end of the text after the last."""
    end = text.find("\n", offset)
    while 0 <= end < len(text) and text[end] == "\n":
        end += 1
    return len(text) if end < 0 else end
