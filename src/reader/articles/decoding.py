"""Bytes become text, with a sentence wherever that took a guess; files are only read, never rewritten."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BINARY = "binary"
"""The encoding of what holds no text."""

BINARY_NOTICE = "This file is binary, not shown."

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    b"\x7fELF",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BZh91AY&SY",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
    b"Rar!",
)
_CANDIDATES = ["cp1252", "cp1250", "cp1251", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_SAMPLE = 64 * 1024
_HIGH_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_NAMES = {"gb18030": "GB18030", "shift_jis": "Shift-JIS", "cp1252": "Windows-1252"}


class UnreadableError(Exception):
    """A file cannot be read as an article; the message is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as it is shown and counted in, and how it came about."""

    text: str
    encoding: str
    """Python's name of the encoding, or ``binary``."""
    notices: tuple[str, ...]


def read_bytes(file: Path) -> bytes:
    """The bytes of a regular file; a FIFO, a device or a link put in its place meanwhile is refused.

    Raises:
        UnreadableError: it is gone, not a regular file, or not ours to read.
    """
    name = os.fsencode(file).decode(errors="backslashreplace")
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC)
        with open(descriptor, "rb", buffering=0) as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UnreadableError(f"{name} is not a regular file; only those are read.")
            return stream.read()
    except OSError as error:
        raise UnreadableError(f"{name} cannot be read: {error.strerror}.") from error


def decode(data: bytes) -> Decoded:
    r"""Decode by byte order mark, else as strict UTF-8, else by a guess that is said in a notice.

    The byte order mark is dropped and every line ends in ``\n``; nothing else is changed. The text never
    holds lone surrogates.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding)
    if data.startswith(_MAGIC):
        return Decoded("", BINARY, (BINARY_NOTICE,))
    if b"\0" in data:
        return _with_nul(data)
    try:
        return Decoded(_lines(data.decode("utf-8")), "utf-8", ())
    except UnicodeDecodeError:
        return _doubtful(data)


def _lines(text: str) -> str:
    """The text with line ends of any system as those of ours."""
    if "\r" in text:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _with_mark(data: bytes, encoding: str) -> Decoded:
    """Decode what a byte order mark announced."""
    if encoding == "utf-8" and b"\0" in data:
        return Decoded("", BINARY, (BINARY_NOTICE,))
    try:
        return Decoded(_lines(data.decode(encoding)), encoding, ())
    except UnicodeDecodeError:
        return _replaced(data, encoding)


def _replaced(data: bytes, encoding: str) -> Decoded:
    """Decode with marks where bytes are broken, and say so."""
    notice = f"Some bytes are not valid {encoding.upper()}; they are shown as \N{REPLACEMENT CHARACTER}."
    return Decoded(_lines(data.decode(encoding, errors="replace")), encoding, (notice,))


def _with_nul(data: bytes) -> Decoded:
    """NUL bytes: UTF-16 or UTF-32 without a byte order mark, or nothing to read."""
    sample = data[:4096]
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        width = 4 if "32" in encoding else 2
        try:
            text = sample[: len(sample) // width * width].decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = sum(character.isprintable() or character in "\t\n\r\f" for character in text)
        ascii_share = sum(character.isascii() for character in text)
        if plain >= 0.98 * len(text) and ascii_share > 0.5 * len(text) and len(data) % width == 0:
            decoded = _with_mark(data, encoding)
            notice = (
                f"This file has no byte order mark; it was decoded as {encoding.upper()}, which is a guess."
            )
            return Decoded(decoded.text, encoding, (notice, *decoded.notices))
    return Decoded("", BINARY, (BINARY_NOTICE,))


def _doubtful(data: bytes) -> Decoded:
    """Not UTF-8 as a whole: broken UTF-8 if most of it is, else the likeliest older encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text[: 1 << 20]) - broken
    if whole > 2 * broken:
        return _replaced(data, "utf-8")
    encoding = _guess(data)
    name = _NAMES.get(encoding, encoding.upper().replace("_", "-"))
    notice = f"This file is not UTF-8; it was decoded as {name}, which is a guess."
    return Decoded(_lines(data.decode(encoding, errors="replace")), encoding, (notice,))


def _guess(data: bytes) -> str:
    """The likeliest encoding by a bounded sample of the lines that can tell."""
    from charset_normalizer import from_bytes

    sample = bytearray()
    for line in _HIGH_LINE.finditer(data):
        sample += line[0]
        if len(sample) >= _SAMPLE:
            break
    best = from_bytes(bytes(sample), cp_isolation=_CANDIDATES).best()
    return best.encoding if best else "cp1252"
