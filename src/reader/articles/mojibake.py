"""UTF-8 that was read in another encoding: recognized by its shape, and told from real text in those letters.

Every byte of UTF-8 became a character of its own. So a character beyond ASCII is now a *unit*: one that stands
for a leading byte (0xC2 to 0xF4) and some that stand for continuation bytes (0x80 to 0xBF). Bytes that the wrong
encoding has no character for are often gone. Real text hardly ever has this shape; where it may have, other
places in the same text decide.
"""

from __future__ import annotations

import re

from reader.articles.models import Span

# Strings are compiled when a text first calls for them: hardly any does.

# Thai (cp874, TIS-620): continuation bytes from 0xA1 on are consonants; those below 0xA0 are gone, all but a few
# dashes and quotes, which count only after the two bytes that begin every such mark.
_DASH_OR_QUOTE = "โ€[…‘’“”•–—\x80-\x9f]?"
_THAI_RUN = "[\u0e00-\u0e7f](?:[\u0e00-\u0e7f\u200d\ufe0f]|(?<=โ)€[…‘’“”•–—\x80-\x9f]?)*"
_THAI_UNITS = f"(?:{_DASH_OR_QUOTE}|[\u0e22-\u0e3f][ก-ฟ]?|[\u0e40-\u0e4f][ก-ฟ]{{0,2}}|๐[ก-ฟ]{{0,3}}|[\u200d\ufe0f])+"
_NEVER_THAI = "(?<![๐-๙])๐[ก-ฮ]|๏|โ€"
_HARDLY_THAI = "[เ-ไ](?![ก-ฮ])|(?<![ก-ฮ\u0e31-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_ACCENT_IN_WORD = "(?:[ยร][ก-ฟ])+"

# Western (cp1252, ISO 8859-1).
_LATE = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_WESTERN_UNIT = (
    f"ðŸ[{_LATE}]{{0,2}}|â€[{_LATE}]?|ï»¿|ï¸\x8f?|[Â-ß][{_LATE}]"
    f"|[à-ï][{_LATE}]{{2}}|[à-ï][{_LATE}](?=ï¸)|ð[{_LATE}]{{3}}"
)
_WESTERN_RUN = f"(?:{_WESTERN_UNIT})+|(?<=[a-z])Ã(?=[ \n]|$)"
_AFTER_A_LETTER = frozenset("…‘’“”•–—™›‹«»°ºª®©´·\xa0\xad¡¿¨¸§¶¹²³")
"""What real text may have right after an accented letter."""
_NEVER_WESTERN = ("ðŸ", "â€", "ï»¿")
_ALONE = "ÂÃÄÅÆÇÈÉÊËÌÍ"
"""Leading bytes of single accented letters; the others stand for scripts of which a word has several units."""

_MAC_RUN = "(?:‚Ä[ìîïñòôöùúûü¶¢†°¨∫≤≥π∞]|(?<=[A-Za-z])√[Ä-ü†°¢£§•¶ß®©™´¨≠Æ∞±≤≥¥µ∂∑∏π∫ªºΩæ])+"
_CYRILLIC_LATE = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї\x98"
_CYRILLIC_RUN = f"(?:вЂ[{_CYRILLIC_LATE}]?|(?:[РС][{_CYRILLIC_LATE}]){{2,}})+"


def misread(text: str, beyond_ascii: bytes) -> list[Span]:
    """Every stretch of UTF-8 that was read in another encoding.

    Args:
        text: The text.
        beyond_ascii: Its characters beyond ASCII in UTF-8: encodings without a trace in it are not looked for.
    """
    spans: list[Span] = []
    for trace, find in (
        (b"\xe0[\xb8\xb9]", _misread_as_thai),
        (b"\xc3[\x82-\xb0]", _misread_as_western),
        ("‚Ä|√".encode(), _misread_as_mac),
        ("вЂ|[РС]".encode(), _misread_as_cyrillic),
    ):
        if re.search(trace, beyond_ascii):
            spans += find(text)
    return spans


def _misread_as_thai(text: str) -> list[Span]:
    """UTF-8 read as Thai, as far as it is not real Thai."""
    shaped: list[tuple[re.Match[str], bool]] = []
    real = 0
    for match in re.finditer(_THAI_RUN, text):
        run = match[0]
        if re.fullmatch(_THAI_UNITS, run):
            shaped.append((match, bool(re.search(_NEVER_THAI, run))))
        elif len(run) > 1:
            real += 1
    if real > len(shaped) / 2:
        sure = [match for match, never in shaped if never]
    else:
        sure = [match for match, never in shaped if never or _is_hardly_thai(match)]
        if sure and not real:
            sure = [match for match, _ in shaped]
    return [Span(match.start(), match.end()) for match in sure]


def _misread_as_western(text: str) -> list[Span]:
    """UTF-8 read as Windows-1252 or ISO 8859-1, as far as it is not real text with accents."""
    shaped = [(match, _is_hardly_western(match)) for match in re.finditer(_WESTERN_RUN, text)]
    if not any(sure for _, sure in shaped):
        return []
    return [Span(match.start(), match.end()) for match, sure in shaped if sure or match[0][0] in "ÂÃàáâãäåæçèéêëìíîï"]


def _misread_as_mac(text: str) -> list[Span]:
    """UTF-8 read as Mac Roman: dashes and quotes, and accented letters within words."""
    return [Span(match.start(), match.end()) for match in re.finditer(_MAC_RUN, text)]


def _misread_as_cyrillic(text: str) -> list[Span]:
    """UTF-8 read as Windows-1251: dashes and quotes, and Cyrillic words."""
    return [Span(match.start(), match.end()) for match in re.finditer(_CYRILLIC_RUN, text)]


def _is_hardly_thai(match: re.Match[str]) -> bool:
    """Whether Thai spelling forbids a run, or it is an accented letter within a word of Latin letters."""
    if re.search(_HARDLY_THAI, match[0]):
        return True
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return bool(re.fullmatch(_ACCENT_IN_WORD, match[0])) and around.isascii() and any(map(str.isalpha, around))


def _is_hardly_western(match: re.Match[str]) -> bool:
    """Whether a run is too odd for real text with accented letters and the signs that may follow them."""
    run = match[0]
    if run.startswith(_NEVER_WESTERN) or run == "Ã":
        return True
    units = [unit[0] for unit in re.finditer(_WESTERN_UNIT, run)]
    odd = any(not _AFTER_A_LETTER.issuperset(unit[1:]) for unit in units)
    if len(units) > 1 or len(units[0]) > len("Ã©"):
        return odd
    if run[0] in "ÂÃ":
        before = match.string[max(match.start() - 1, 0) : match.start()]
        return odd or not before.isupper()
    return odd and run[0] in _ALONE
