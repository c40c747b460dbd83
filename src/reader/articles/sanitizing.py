"""What may reach a terminal: one visible cell for each character that would act instead of being seen."""

from __future__ import annotations

import re

MARK = "\N{REPLACEMENT CHARACTER}"
"""Stands for C1 and bidi controls, U+2028/9, tag characters and lone surrogates."""

DOT = "·"
"""Stands for zero-width characters and soft hyphens."""

_C1 = "\x80-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\u2028\u2029"
_TAGS = "\U000e0000-\U000e007f"
_SURROGATES = "\ud800-\udfff"
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
_UNSAFE = re.compile(
    f"(?P<control>[\x00-\x08\x0b-\x1f\x7f])|(?P<mark>[{_C1}{_DIRECTIONS}{_SEPARATORS}{_TAGS}{_SURROGATES}])|(?P<dot>[{_INVISIBLE}])|\u200d"
)
_SPACES = re.compile(r"[\t\n ]+")
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")


def visible(text: str) -> str:
    r"""The text with every control made visible, one for one, so that offsets hold; tab and ``\n`` stay.

    The very same object when there is nothing to do.
    """
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(_shown, text)


def one_line(text: str) -> str:
    """The text for a single row: visible, and line ends, tabs and runs of spaces as one space."""
    return _SPACES.sub(" ", visible(text)).strip(" ")


def _shown(match: re.Match[str]) -> str:
    """What is shown for one unsafe character."""
    character = match[0]
    if match["control"]:
        return "\u2421" if character == "\x7f" else chr(0x2400 + ord(character))
    if match["mark"]:
        return MARK
    if match["dot"]:
        return DOT
    return character if _joins_emoji(match.string, match.start()) else DOT


def _joins_emoji(text: str, at: int) -> bool:
    """Whether the zero-width joiner at this place stands within an emoji sequence."""
    return bool(at and _EMOJI.match(text[at - 1]) and _EMOJI.match(text[at + 1 : at + 2]))
