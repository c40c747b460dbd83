"""What the cluster holds: a document for each article with its words, and a few with the words of all of them.

The words are ours, folded and separated as they are locally, so that both find the same ones. An article is one
document: it is written or replaced as a whole, so that no passage can be missing or be there twice. The text stays in
the articles' folder; the words and the offsets of its passages are enough to rank them.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from reader.search.passages import passages
from reader.search.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.search.segment import IndexedText

FORMAT = "2"
"""Documents of another format are written anew."""
LIBRARY = "library"
"""The id of the document, beside those of the words, that says how many passages there are."""
ARTICLE_FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "words", "type": "string"},
    *(
        {"name": name, "type": "string", "index": False, "optional": True}
        for name in ("path", "title", "digest", "stamp")
    ),
    {"name": "spans", "type": "int32[]", "index": False, "optional": True},
)
WORDS_FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "stamp", "type": "string"},
    {"name": "words", "type": "string", "index": False, "optional": True},
    {"name": "passages", "type": "int32[]", "index": False, "optional": True},
)
_WORDS_TOGETHER = 10_000
"""Words in one document."""
_DIGEST_BYTES = 16
_ID_LETTERS = 20
"""Of an article's id: among a hundred million no two are likely to be the same."""


def article_id(path: str) -> str:
    """The id of an article's document."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:_ID_LETTERS]


def stamp_of(sha256: bytes) -> str:
    """What differs when the article's file, or what is made of it, does."""
    return f"{FORMAT}-{sha256.hex()}"


def digest_of(text: str) -> str:
    """What differs when the text that was indexed does."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


def article_document(item: IndexedText) -> dict[str, Any]:
    """The document of an article; its words stand passage by passage, a line each."""
    spans = list(passages(item.text))
    lines = (" ".join(word for word, _, _ in tokens(item.text[start:end])) for start, end in spans)
    return {
        "id": article_id(item.path),
        "path": quote(os.fsencode(item.path)),
        "title": _storable(item.title),
        "words": _storable("\n".join(lines)),
        "spans": [offset for span in spans for offset in span],
        "digest": digest_of(item.text),
        "stamp": stamp_of(item.sha256),
    }


def path_of(document: Mapping[str, Any]) -> str:
    """The path of the article of a document."""
    return os.fsdecode(unquote(document["path"], errors="surrogateescape"))


def words_documents(words: Mapping[str, int], passages: int) -> Iterator[dict[str, Any]]:
    """The documents of all words, with the number of passages that hold each, and last that of the library.

    Who reads the stamp of the last one knows whether anything changed.
    """
    ordered = sorted(words)
    stamps = hashlib.sha256()
    for number, start in enumerate(range(0, len(ordered), _WORDS_TOGETHER)):
        some = ordered[start : start + _WORDS_TOGETHER]
        document = {"words": _storable(" ".join(some)), "passages": [words[word] for word in some]}
        stamp = hashlib.sha256(repr(document).encode()).hexdigest()
        stamps.update(stamp.encode())
        yield {"id": str(number), "stamp": stamp, **document}
    stamps.update(f"{FORMAT}-{passages}".encode())
    yield {"id": LIBRARY, "stamp": stamps.hexdigest(), "passages": [passages]}


def _storable(text: str) -> str:
    """The text as it can be sent: with a sign for each half of a character."""
    return text.encode("utf-8", "replace").decode("utf-8")
