"""Texts that are hard to lay out, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
PIECES = (
    "a",
    "the",
    "self-reliance",
    "Donaudampfschifffahrtsgesellschaft",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "中文",
    "日本語のテキスト",
    "한국어",
    "\u1100\u1161\u11a8",
    "ภาษาไทย",
    "שלום",
    "العربية",
    "e\u0301",
    "z" + "\u0300\u0321" * 30,
    "\u0301",
    FAMILY,
    "👋🏽",
    "🇨🇳",
    "☺\ufe0f",
    "1\ufe0f\u20e3",
    "\u200d",
    "\u200b",
    "\u00ad",
    "\x1b[31m",
    "\x9b",
    "\u202e",
    "\u2028",
    "- ",
    "12. ",
    "# Heading",
    "https://example.com/a?b=c",
    "ｆｕｌｌ",
    "…",
    "“quoted”",
    "𝒳",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join)
"""Short texts in which anything follows anything."""
widths = st.integers(1, 200)
