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
_PICTOGRAPHS = "\u00a9\u00ae\u203c-\u205e\u2070-\u3163\u3165-\u3299\U0001f000-\U0001faff"
_JOINS = re.compile(f"[{_PICTOGRAPHS}\ufe0f]")
_VARIES = re.compile(f"[0-9#*{_PICTOGRAPHS}\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
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
    if kind == "joiner":
        return character if _joins_pictographs(match.string, match.start()) else DOT
    if kind == "selector":
        return character if _VARIES.fullmatch(match.string[max(match.start() - 1, 0) : match.start()]) else DOT
    return DOT


def _joins_pictographs(text: str, at: int) -> bool:
    """Whether the zero-width joiner at this place stands within an emoji sequence."""
    return bool(_JOINS.fullmatch(text[max(at - 1, 0) : at]) and _JOINS.match(text, at + 1))
