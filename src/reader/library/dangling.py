"""Rulings that mean nothing any more: their words are gone from the text, or their article is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.wording import sentence
from reader.articles.decoding import UnreadableError
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from reader.library.library import Library


@dataclass(frozen=True, slots=True)
class Dangling:
    """A ruling without its place."""

    id: str
    article: str
    """The article's path."""
    ruling: str
    """What it says, for people."""
    reason: str
    """What is gone, for people."""


def dangling_rulings(library: Library) -> tuple[Dangling, ...]:
    """The rulings on an article or a mention that have no place today; of what cannot be read that is not known."""
    from reader.entities.rulings import has_place, ruling_of

    found: list[Dangling] = []
    for document in library.anchoring.moves.rulings():
        ruling = ruling_of(document)
        if ruling is None or ruling.scope == "everywhere" or ruling.path is None:
            continue
        reason = ""
        try:
            if not has_place(ruling, library.article(ruling.path).text):
                reason = "its words are gone from the text"
        except LibraryError:
            reason = "its article is gone"
        except UnreadableError:
            continue
        if reason:
            found.append(Dangling(document["id"], ruling.path, sentence(document), reason))
    return tuple(found)
