"""What may reach a terminal: one visible cell for each character that would act there instead of being seen.

Everything is replaced one for one, so that offsets into the text hold on the screen.
"""

from __future__ import annotations

import re

MARK = "\N{REPLACEMENT CHARACTER}"
"""Stands for what turns directions, breaks lines or smuggles: C1, bidi, U+2028/9, tags, surrogates."""

DOT = "\N{MIDDLE DOT}"
"""Stands for what has no width: zero-width characters, soft hyphens, variation selectors out of place."""

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f"
_ACTING = (
    "\x80-\x9f"  # C1
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides, isolates
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\U000e0000-\U000e007f"  # tags
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff"
)
_JOINER = "\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSAFE = re.compile(
    f"(?P<control>[{_CONTROLS}])|(?P<acting>[{_ACTING}])|(?P<invisible>[{_INVISIBLE}])"
    f"|(?P<joiner>{_JOINER})|(?P<selector>[{_SELECTORS}])"
)
_PICTOGRAPHS = ((0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x205E), (0x2070, 0x3163), (0x3165, 0x3299), (0x1F000, 0x1FAFF))
_IDEOGRAPHS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Ranges rather than patterns: compiling sets this large takes longer than all else here."""
_LINE_FEED_OR_TAB = str.maketrans({"\n": "\N{SYMBOL FOR LINE FEED}", "\t": " "})


def visible(text: str) -> str:
    r"""The text with every control made visible, one for one; tab and ``\n`` stay.

    The very same object when there is nothing to do.
    """
    return _UNSAFE.sub(_shown, text) if _UNSAFE.search(text) else text


def one_line(text: str) -> str:
    r"""A title, name or tag for a single row, one for one: visible, ``\n`` as a mark and tab as a space."""
    return visible(text).translate(_LINE_FEED_OR_TAB) if "\n" in text or "\t" in text else visible(text)


def _shown(match: re.Match[str]) -> str:
    """What is shown for one unsafe character."""
    character = match[0]
    kind = match.lastgroup
    if kind == "control":
        return "\N{SYMBOL FOR DELETE}" if character == "\x7f" else chr(0x2400 + ord(character))
    if kind == "acting":
        return MARK
    before = match.string[max(match.start() - 1, 0) : match.start()]
    if kind == "joiner":
        after = match.string[match.end() : match.end() + 1]
        return character if _is_pictograph(before) and _is_pictograph(after) else DOT
    if kind == "selector":
        return character if _has_variants(before) else DOT
    return DOT


def _is_pictograph(character: str) -> bool:
    """Whether a character, or the selector after it, is of an emoji sequence; the empty one is not."""
    return character == "\ufe0f" or _is_within(character, _PICTOGRAPHS)


def _has_variants(character: str) -> bool:
    """Whether a variation selector may follow a character."""
    return character in tuple("0123456789#*") or _is_within(character, _PICTOGRAPHS + _IDEOGRAPHS)


def _is_within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether there is a character and it lies in one of the ranges."""
    return bool(character) and any(first <= ord(character) <= last for first, last in ranges)
