"""What the cluster holds: a document for each article with its text and its words, and one for each word.

The words are ours, folded and separated as they are locally, so that both find the same ones. An article is one
document: it is written or replaced as a whole, so that no passage can be missing or be there twice.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from reader.search.segment import IndexedText
from reader.search.tokens import tokens
from reader.search.typos import VOWELS

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "1"
"""Documents of another format are written anew."""
TOTAL = "*"
"""The id of the document, among those of the words, that says how many passages there are."""
ARTICLE_FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "words", "type": "string"},
    *(
        {"name": name, "type": "string", "index": False, "optional": True}
        for name in ("path", "title", "text", "stamp")
    ),
)
WORD_FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "word", "type": "string"},
    {"name": "skeleton", "type": "string"},
    {"name": "passages", "type": "int32"},
)


def article_id(path: str) -> str:
    """The id of an article's document."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:32]


def stamp_of(sha256: bytes) -> str:
    """What differs when the article's file, or what is made of it, does."""
    return f"{FORMAT}-{sha256.hex()}"


def article_document(item: IndexedText) -> dict[str, Any]:
    """The document of an article."""
    return {
        "id": article_id(item.path),
        "path": quote(os.fsencode(item.path)),
        "title": _storable(item.title),
        "text": _storable(item.text),
        "stamp": stamp_of(item.sha256),
        "words": " ".join(_storable(word) for word, _, _ in tokens(item.text)),
    }


def article_of(document: Mapping[str, Any]) -> IndexedText:
    """The article of a document."""
    path = os.fsdecode(unquote(document["path"], errors="surrogateescape"))
    return IndexedText(path, document["title"], document["text"])


def word_document(word: str, passages: int) -> dict[str, Any]:
    """The document of a word that stands in so many passages."""
    return {"id": word, "word": word, "skeleton": skeleton(word), "passages": passages}


def skeleton(word: str) -> str:
    """The word without the vowels after its first letter: that of an abbreviation begins that of the word."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)


def _storable(text: str) -> str:
    """The text as it can be sent: as long as it was, with a sign for each half of a character."""
    return text.encode("utf-8", "replace").decode("utf-8")
