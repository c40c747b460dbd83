"""Numbers in words, as a person would say them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """So many of something: ``1 article``, ``31,495 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
