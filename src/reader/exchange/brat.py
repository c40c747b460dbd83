"""brat's standoff format: a text and its annotations, two files an article, in a ZIP archive.

``annotation.conf`` beside them names the types, as brat asks for.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from reader.exchange.corpus import TrainingData

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.entities.models import Mention
    from reader.exchange.corpus import Corpus, MarkedText

CONFIGURATION: Final = "annotation.conf"
_NO_TYPE: Final = re.compile(r"[^A-Za-z0-9_-]+")
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that archives know: equal data give equal bytes."""


def write(corpus: Corpus) -> TrainingData:
    """The archive, with the articles that hold any text."""
    content = io.BytesIO()
    names: set[str] = set()
    types: set[str] = set()
    entities = 0
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for marked in corpus.texts:
            if marked.text.strip():
                name = _name(marked.path, names)
                types.update(_type(item) for item in marked.mentions)
                entities += len(marked.mentions)
                _put(archive, f"{name}.txt", marked.text)
                _put(archive, f"{name}.ann", "".join(_lines(marked)))
        _put(archive, CONFIGURATION, _configuration(types))
    return TrainingData(content.getvalue(), len(names), entities)


def _name(path: str, taken: set[str]) -> str:
    """What the two files of an article are called; ``a.txt`` and ``a`` are not the same."""
    name = path.removesuffix(".txt")
    while name.casefold() in taken:
        name += "_"
    taken.add(name.casefold())
    return name


def _lines(marked: MarkedText) -> Iterator[str]:
    for number, item in enumerate(marked.mentions, start=1):
        parts = list(_parts(item))
        places = ";".join(f"{start} {start + len(words)}" for start, words in parts)
        yield f"T{number}\t{_type(item)} {places}\t{' '.join(words for _, words in parts)}\n"


def _parts(item: Mention) -> Iterator[tuple[int, str]]:
    """The lines of an entity with their starts: brat knows none that goes over the end of a line."""
    start = item.start
    for words in item.text.split("\n"):
        if words:
            yield start, words
        start += len(words) + 1


def _type(item: Mention) -> str:
    return _NO_TYPE.sub("_", item.type) or "_"


def _configuration(types: Iterable[str]) -> str:
    return "[entities]\n" + "".join(f"{name}\n" for name in sorted(types)) + "[relations]\n[events]\n[attributes]\n"


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    file = zipfile.ZipInfo(name, _TIME)
    file.compress_type = zipfile.ZIP_DEFLATED
    file.external_attr = 0o644 << 16
    archive.writestr(file, text.encode())
