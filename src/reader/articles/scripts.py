"""Characters by what they are to a word, as parts of the character classes of regular expressions."""

from __future__ import annotations

from typing import Final

UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Scripts written without spaces between words."""

MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"  # accents of any letter
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
)
"""Combining marks that a reader leaves out when typing."""

JOINERS: Final = "\u00ad\u200b-\u200d\u2060"
"""Invisible characters inside words: soft hyphen, zero-width space and joiners, word joiner."""

VOWEL_SIGNS: Final = (
    "\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a4d\u0abc-\u0acd"
    "\u0b3c-\u0b57\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3e-\u0d4d\u0dca-\u0ddf"
)
"""Signs of Indic scripts that are parts of their words."""

WORD_PART: Final = rf"(?:[^\W_{UNSPACED}]++[{MARKS}{JOINERS}{VOWEL_SIGNS}]*+)++"
"""A pattern: letters and digits of a script with spaces, each with the marks that belong to it."""
