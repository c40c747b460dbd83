"""Web pages become plain text: what a browser would show of them, with the marks of Markdown for headings and lists.

lxml reads the page as a stream of events, so that no tree is built and nothing recurses, however deep a page nests.
It comes with the extra ``reading-room[html]``; nothing of it is imported before the first page is read.
"""

from __future__ import annotations

import codecs
import importlib
import re
from typing import TYPE_CHECKING, Final, Protocol, cast

from reader.articles.decoding import BINARY, Decoded, decode, is_supported

if TYPE_CHECKING:
    from collections.abc import Mapping

MISSING_NOTICE: Final = "Web pages need more than is installed; `pip install 'reading-room[html]'` brings it."
TOO_DEEP_NOTICE: Final = "This page nests its elements too deeply; it is shown up to there."

_MOST_DEPTH = 1_000
"""Elements within each other; a real page has dozens, and the parser's time grows with the square of them."""
_PIECE = 1 << 15
"""Characters that are read at a time: what is to end the reading is heeded between two pieces."""
_MOST_INDENT = 6
_HEAD = 2_048
_ENCODING = (
    rb"(?i)<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?"
    rb"((?:windows-125|iso-8859-|cp125)\d{1,2}|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5)\b"
)
_UNSEEN = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "datalist",
        "iframe",
        "math",
        "nav",
        "noframes",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "video",
    ]
)
_PARAGRAPHS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "details",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_LINES = frozenset(["br", "caption", "center", "dd", "div", "dt", "figcaption", "legend", "li", "summary", "tr"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_HIDDEN = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)")


class _Parser(Protocol):
    """What is used of lxml's ``HTMLParser``."""

    def feed(self, data: str) -> None: ...

    def close(self) -> object: ...


class _TooDeepError(Exception):
    """Reading ends here."""


def decode_html(data: bytes, name: str) -> Decoded:
    """The text of a web page; without lxml none, and a notice that says what to install."""
    source = _decoded(data)
    if source.encoding == BINARY:
        return source
    if not is_supported(name):
        return Decoded("", BINARY, (*source.notices, MISSING_NOTICE))
    page = _Page()
    notices = source.notices if _read(source.text, page) else (*source.notices, TOO_DEEP_NOTICE)
    return Decoded(page.text(), source.encoding, notices)


def _decoded(data: bytes) -> Decoded:
    """The page's source: as the page says it is encoded, if it is not UTF-8 and the bytes agree."""
    source = decode(data)
    declared = re.search(_ENCODING, data[:_HEAD]) if source.notices else None
    if declared is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return source
    encoding = declared[1].decode("ascii").lower()
    try:
        return Decoded(data.decode(encoding), codecs.lookup(encoding).name, ())
    except (UnicodeDecodeError, LookupError):
        return source


def _read(source: str, page: _Page) -> bool:
    """Send the page's elements and text to ``page``; whether all of it was read."""
    if not source.strip():
        return True
    etree = importlib.import_module("lxml.etree")
    parser = cast("_Parser", etree.HTMLParser(target=page, recover=True, no_network=True))
    try:
        for at in range(0, len(source), _PIECE):
            parser.feed(source[at : at + _PIECE])
        parser.close()
    except _TooDeepError:
        return False
    except (etree.ParserError, etree.XMLSyntaxError):  # there is nothing in it
        return True
    return True


class _Page:
    """Gathers the text of a page, line by line, from the parser's events."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._title: list[str] = []
        self._open: list[str] = []
        self._unseen = 0
        """How many of the open elements there were when one began that is not shown; 0 outside of such."""
        self._lists: list[int] = []
        """Of every open list the number of its item; below zero in lists without numbers."""
        self._quotes = 0
        self._preformatted = 0
        self._mark = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if len(self._open) >= _MOST_DEPTH:
            raise _TooDeepError
        self._open.append(tag)
        if self._unseen:
            return
        if tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            if tag not in _VOID:
                self._unseen = len(self._open)
        elif tag == "br" and self._preformatted:
            self._line.append("\n")
        elif tag in _PARAGRAPHS or tag in _LINES:
            self._break(tag)
            self._begin(tag)
            self._preformatted += tag == "pre"
        elif tag in {"td", "th"} and self._line:
            self._line.append(" | ")

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._unseen:
            if len(self._open) == self._unseen:
                self._unseen = 0
        elif tag in _PARAGRAPHS or (tag in _LINES and tag != "br"):
            self._break(tag)
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()
            self._preformatted -= tag == "pre" and self._preformatted > 0
            self._quotes -= tag == "blockquote" and self._quotes > 0
        if self._open:
            self._open.pop()

    def data(self, text: str) -> None:
        """Text comes."""
        if self._unseen or not self._open:
            return
        if self._open[-1] == "title":
            self._title.append(text)
        elif "head" not in self._open[:3]:
            self._line.append(text)

    def close(self) -> None:
        """The page ends."""
        self._break("p")

    def text(self) -> str:
        """The text, its title first."""
        self._break("p")
        title = " ".join("".join(self._title).split())
        heading = next((line[2:] for line in self._lines if line.startswith("# ")), "")
        if heading and (heading in title or not title):
            title = heading
        if title:
            if title == heading:
                self._lines.remove(f"# {title}")
            self._lines[:0] = [f"# {title}", ""]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n") + "\n" if any(self._lines) else ""

    def _begin(self, tag: str) -> None:
        """What stands before the line that an element begins."""
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._mark = "- "
            if self._lists and self._lists[-1] >= 0:
                self._lists[-1] += 1
                self._mark = f"{self._lists[-1]}. "
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "hr":
            self._lines += ["---", ""]
        elif tag[0] == "h" and tag[1:].isdigit():
            self._mark = "#" * int(tag[1:]) + " "

    def _break(self, tag: str) -> None:
        """End the line, and part it from the next by a blank one if the element is a paragraph."""
        source, self._line = "".join(self._line), []
        in_list = max(0, min(len(self._lists), _MOST_INDENT) - 1)
        before = "> " * min(self._quotes, _MOST_INDENT) + "  " * in_list
        if self._preformatted:
            if source.strip():
                self._lines += ["```", *source.replace("\r", "\n").strip("\n").split("\n"), "```"]
        elif line := " ".join(source.split()):
            hang = "  " if self._lists and not self._mark else ""
            self._lines.append(f"{before}{self._mark or hang}{line}")
            self._mark = ""
        nested = tag in {"ul", "ol", "p"} and self._lists
        if tag in _PARAGRAPHS and not nested and self._lines and self._lines[-1]:
            self._lines.append("")
