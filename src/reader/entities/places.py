"""Where the words of a ruling stand in a text: all places, or the one that was meant before the text changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.identity import Place


def whole_words(words: str, text: str) -> Iterator[Place]:
    """Every place of the words that begins and ends with a word; none overlaps another."""
    for start in _occurrences(words, text):
        end = start + len(words)
        if not _joins(text, start) and not _joins(text, end):
            yield start, end


def place_of(words: str, text: str, start: int, prefix: str, suffix: str) -> Place | None:
    """The one place that is meant; None when the words are gone or stand elsewhere for all that is known.

    Args:
        words: The words.
        text: The text as it is today.
        start: Where they stood.
        prefix: What stood before them.
        suffix: What stood after them.
    """
    length = len(words)
    here = (start, start + length) if words and text.startswith(words, start) else None
    if here and _stands_between(text, start, length, prefix, suffix):
        return here
    elsewhere = [at for at in _occurrences(words, text) if _stands_between(text, at, length, prefix, suffix)]
    nearest = min(elsewhere, key=lambda at: abs(at - start), default=None)
    return here if nearest is None else (nearest, nearest + length)


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _joins(text: str, at: int) -> bool:
    """Whether a word goes on across a place."""
    return text[max(0, at - 1) : at].isalnum() and text[at : at + 1].isalnum()


def _stands_between(text: str, at: int, length: int, prefix: str, suffix: str) -> bool:
    before = at - len(prefix)
    return before >= 0 and text.startswith(prefix, before) and text.startswith(suffix, at + length)
