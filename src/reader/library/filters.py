"""Filters of a query: which articles may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.models import Motivation
from reader.articles.decoding import UnreadableError
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.library import Library
    from reader.search.query import Filter


def allowed_articles(library: Library, filters: Sequence[Filter]) -> frozenset[str] | None:
    """The paths that pass every filter; None when there is no filter."""
    if not filters:
        return None
    everything = frozenset(file.path for file in library.files)
    allowed = everything
    for item in filters:
        passing = _passing(library, item, everything)
        allowed = allowed - passing if item.negated else allowed & passing
    return allowed


def _passing(library: Library, item: Filter, everything: frozenset[str]) -> frozenset[str]:
    value = item.value.casefold()
    match item.name:
        case "tag":
            return frozenset(annotation.article.path for annotation in library.store.tagged(item.value))
        case "path":
            return frozenset(path for path in everything if value in path.casefold())
        case "title":
            return frozenset(library.catalog.titled(value))
        case "in":
            return frozenset(
                annotation.article.path
                for annotation in library.store.annotations()
                if annotation.motivation is not Motivation.TAGGING
            )
        case _:
            return frozenset(path for path in everything if _mentions(library, path, item.name, value))


def _mentions(library: Library, path: str, name: str, value: str) -> bool:
    """Whether an article's mentions, as far as they are known, hold an entity or a type."""
    try:
        mentions = library.recognition.known(library.article(path)) or ()
    except (UnreadableError, LibraryError):
        return False
    if name == "type":
        return any(mention.type.casefold() == value for mention in mentions)
    return any(value in (mention.text.casefold(), mention.entity.casefold()) for mention in mentions)
