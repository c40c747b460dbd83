"""Which of the older encodings bytes are in, by charset-normalizer on a bounded sample."""

from __future__ import annotations

import re

_SAMPLE_BYTES = 64 * 1024
_CONTEXT = 1024
"""Bytes of ASCII before what tells, at most."""
_FIRST_LEADING_BYTE = 0xC0
"""Of UTF-8: every character beyond ASCII has one byte from here on, its first."""

_WESTERN = "cp1252"
_LATIN = (_WESTERN, "cp1250", "cp1254")
_OTHERS = (
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
)
_PLAINER = {"cp932": "shift_jis", "cp949": "euc_kr"}
"""Vendors' extensions, and the standard that most files keep to."""

_BEYOND_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_LATIN_SHARE = 0.2
"""Share of bytes beyond ASCII below which a line in Latin letters is likely."""


def is_mostly_utf_8(data: bytes) -> bool:
    """Whether bytes are not valid UTF-8 by damage only: beyond ASCII no more is broken than whole.

    Chance makes whole characters of other encodings too, in Chinese and Japanese one for two to seven broken.
    """
    kept = data.decode("utf-8", errors="ignore").encode("utf-8")
    whole = len(kept.translate(None, bytes(range(_FIRST_LEADING_BYTE))))
    mark = "\N{REPLACEMENT CHARACTER}"
    broken = data.decode("utf-8", errors="replace").count(mark) - kept.count(mark.encode())
    return broken <= whole


def guess_encoding(data: bytes) -> str:
    """Python's name of the likeliest encoding of bytes that are not UTF-8."""
    sample = _telling_lines(data)
    if _is_like_latin(sample):
        return _likeliest_latin(sample)
    encoding = _likeliest(sample, (*_LATIN, *_OTHERS)) or _WESTERN
    if encoding in _LATIN:
        return _likeliest_latin(sample)
    plainer = _PLAINER.get(encoding, encoding)
    return plainer if _decodes(data, plainer) else encoding


def _telling_lines(data: bytes) -> bytes:
    """The first lines that hold more than ASCII, up to a bound; of a long line, not all the ASCII before."""
    sample = bytearray()
    match = _BEYOND_ASCII.search(data)
    while match and len(sample) < _SAMPLE_BYTES:
        at = match.start()
        start = max(data.rfind(b"\n", 0, at) + 1, at - _CONTEXT)
        end = data.find(b"\n", at) + 1 or len(data)
        sample += data[start : min(end, start + _SAMPLE_BYTES)]
        match = _BEYOND_ASCII.search(data, end)
    return bytes(sample)


def _is_like_latin(sample: bytes) -> bool:
    """Whether bytes beyond ASCII are few and stand alone, as accented letters and curly quotes do.

    A short sample looks like Chinese to statistics: two such bytes in forty are enough.
    """
    runs = [len(run) for run in _BEYOND_ASCII.findall(sample)]
    return sum(runs) < _LATIN_SHARE * len(sample) and 2 * runs.count(1) > len(runs)


def _likeliest_latin(sample: bytes) -> str:
    """The likeliest of the encodings for Latin letters: the Western one unless another reads better."""
    from charset_normalizer import from_bytes

    best, merit = _WESTERN, (-1.0, 0.0)
    for encoding in _LATIN:
        match = from_bytes(sample, cp_isolation=[encoding], enable_fallback=False).best()
        if match and (-match.chaos, match.coherence) > merit:
            best, merit = encoding, (-match.chaos, match.coherence)
    return best


def _likeliest(sample: bytes, candidates: tuple[str, ...]) -> str | None:
    """The likeliest of some encodings; none if none decodes the sample."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample, cp_isolation=list(candidates), enable_fallback=False).best()
    return match.encoding if match else None


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether bytes are wholly valid in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
