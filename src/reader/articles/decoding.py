"""Bytes become text, with a sentence wherever a person should know how; files are never rewritten."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.naming import visible_path
from reader.articles.sanitizing import one_line

if TYPE_CHECKING:
    from pathlib import Path

HTML_SUFFIXES = (".html", ".htm")
"""Endings of web pages' files, in lower case."""

BINARY = "binary"
"""Stands for the encoding of what holds no text."""

BINARY_NOTICE = "This file is binary, not shown."

MAX_BYTES = 256 * 1024 * 1024
"""The largest file that is read: more is no article, and would not fit into memory several times."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARY_SIGNATURES = (
    b"\x7fELF",
    b"\x1f\x8b",  # gzip
    b"PK\x03\x04",  # zip, docx, epub
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",  # JPEG
    b"GIF8",
    b"BZh91AY&SY",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",  # Zstandard
    b"7z\xbc\xaf",
    b"Rar!\x1a",
)
_SAMPLE = 4096
_ENOUGH = 64
"""Characters from which on shares say something."""
_TEXT_SHARE = 0.9
"""Share of printable characters below which a byte order mark is not believed."""
_SURE_TEXT_SHARE = 0.98
"""The same for bytes without one."""
_PRINTABLE_ASCII = bytes(range(0x20, 0x7F)) + b"\t\n\r"


class UnreadableError(Exception):
    """A file cannot be read as an article; the message is one sentence that names it."""


class Decoded(NamedTuple):
    r"""Text as offsets count in it, every line ending in ``\n``, and how it came about."""

    text: str
    encoding: str
    """Python's name of the encoding, or ``binary``."""
    notices: tuple[str, ...]


def read_bytes(file: Path) -> bytes:
    """The bytes of a regular file; a pipe, a device or a link put in its place meanwhile is refused at once.

    Raises:
        UnreadableError: it is gone, not a regular file, too large, or not ours to read.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError(f"{_named(file)} is not a regular file; only those are read.")
            if status.st_size > MAX_BYTES:
                raise UnreadableError(f"{_named(file)} is larger than {MAX_BYTES >> 20} MB; split it to read it.")
            return stream.read(MAX_BYTES) if status.st_size else b""
    except OSError as error:
        raise UnreadableError(f"{_named(file)} cannot be read: {error.strerror}; mend that, then try again.") from error


def _named(file: Path) -> str:
    """A file as errors name it."""
    return one_line(visible_path(os.fspath(file)))


def decode(data: bytes) -> Decoded:
    r"""Decode by byte order mark, else as strict UTF-8, else by a guess that a notice names.

    The byte order mark is dropped and CRLF and CR become ``\n``; nothing else is changed. The text never
    holds lone surrogates.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _announced(data[len(mark) :], encoding)
    if data.startswith(_BINARY_SIGNATURES):
        return _binary()
    if b"\0" in data:
        return _with_nul(data)
    try:
        return Decoded(_with_our_line_ends(data.decode("utf-8")), "utf-8", ())
    except UnicodeDecodeError:
        return _not_utf_8(data)


def is_html(name: str) -> bool:
    """Whether a file of this name is a web page."""
    return name[-5:].lower().endswith(HTML_SUFFIXES)


def is_supported(name: str) -> bool:
    """Whether all is installed that it takes to read a file of this name."""
    if not is_html(name):
        return True
    from importlib.util import find_spec

    return find_spec("lxml") is not None


def decode_named(data: bytes, name: str) -> Decoded:
    """The text of an article's file of this name: what is to be read of a web page, else all of it."""
    if not is_html(name):
        return decode(data)
    from reader.articles.html import decode_html

    return decode_html(data, name)


def _with_our_line_ends(text: str) -> str:
    """The text with the line ends of every system as ours."""
    if "\r" in text:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _decoded(data: bytes, encoding: str, *notices: str) -> Decoded:
    """Decode, with a mark for every byte that is broken, and a notice about those."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        notices = (
            *notices,
            f"Some bytes are not valid {_spoken(encoding)}; each is shown as \N{REPLACEMENT CHARACTER}.",
        )
    return Decoded(_with_our_line_ends(text), encoding, notices)


def _binary() -> Decoded:
    """What there is of a file without text."""
    return Decoded("", BINARY, (BINARY_NOTICE,))


def _announced(data: bytes, encoding: str) -> Decoded:
    """Decode what a byte order mark announced, unless it is no text."""
    decoded = _decoded(
        data, encoding, f"This file begins with a byte order mark: it was decoded as {_spoken(encoding)}."
    )
    sample = decoded.text[:_SAMPLE]
    if "\0" in decoded.text or (len(sample) >= _ENOUGH and _text_share(sample) < _TEXT_SHARE):
        return _binary()
    return decoded


def _with_nul(data: bytes) -> Decoded:
    """NUL bytes: UTF-16 or UTF-32 without a byte order mark, or nothing to read."""
    sample = data[:_SAMPLE]
    mostly_ascii = len(sample.translate(None, _PRINTABLE_ASCII)) * 4 < len(sample)
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        width = 4 if "32" in encoding else 2
        if mostly_ascii or len(data) % width:
            continue
        text = sample.decode(encoding, errors="replace").rstrip("\N{REPLACEMENT CHARACTER}")
        if text and "\0" not in text and _text_share(text) >= _SURE_TEXT_SHARE:
            return _decoded(data, encoding, f"This file was decoded as {_spoken(encoding)}, which is a guess.")
    return _binary()


def _text_share(text: str) -> float:
    """Share of the characters that text consists of; marks for broken bytes are none."""
    return sum(map(_is_text, text)) / len(text)


def _is_text(character: str) -> bool:
    """Whether text consists of such characters."""
    return character in "\t\n\r\f" or (character.isprintable() and character != "\N{REPLACEMENT CHARACTER}")


def _not_utf_8(data: bytes) -> Decoded:
    """Broken UTF-8 if most of what is not ASCII is whole, else the likeliest older encoding."""
    from reader.articles.guessing import guess_encoding, is_mostly_utf_8

    if is_mostly_utf_8(data):
        return _decoded(data, "utf-8")
    encoding = guess_encoding(data)
    return _decoded(data, encoding, f"This file is not UTF-8: it was decoded as {_spoken(encoding)}, which is a guess.")


def _spoken(encoding: str) -> str:
    """An encoding as people write it."""
    if encoding.startswith("cp125"):
        return f"Windows-{encoding[2:]}"
    return {"shift_jis": "Shift-JIS", "big5": "Big5"}.get(encoding, encoding.upper().replace("_", "-"))
