"""Numbers and quotes in words, as a person would say them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reader.articles.models import WORDS_PER_MINUTE
from reader.articles.sanitizing import one_line

if TYPE_CHECKING:
    from reader.config import Settings

SHOWN_OF_A_QUOTE = 40
SHOWN_OF_A_MEANING = 24
SHOWN_OF_A_NAME = 32


def counted(number: int, noun: str) -> str:
    """So many of something: ``1 article``, ``31,495 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_sentence(words: str) -> str:
    """What is said in a terminal after the program's name, said by itself; on one line."""
    return one_line(words[:1].upper() + words[1:])


def time_left(words: int, progress: float) -> str:
    """How long the rest of an article of so many words takes to read; empty when nothing is left."""
    minutes = math.ceil(words * (1 - progress) / WORDS_PER_MINUTE)
    return f"{minutes:,} min left" if minutes > 0 else ""


def unbroken(words: str) -> str:
    """The words of a passage on one line, its line breaks and other spaces as single ones."""
    return one_line(" ".join(words.split()))


def shortened(words: str) -> str:
    """The words of a passage on one line, cut for a message."""
    words = unbroken(words)
    return words if len(words) <= SHOWN_OF_A_QUOTE else words[:SHOWN_OF_A_QUOTE].rstrip() + "…"


def person_label(name: str) -> str:
    """A person's name, cut for a label."""
    return unbroken(name)[:SHOWN_OF_A_NAME]


def color_name(settings: Settings, color: str) -> str:
    """What a highlighter means to the person, or else its color."""
    return unbroken(settings.colors.get(color, ""))[:SHOWN_OF_A_MEANING] or color
