"""Searches what the person added: the text of notes, tags, and the words that were highlighted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.models import Motivation
from reader.articles.decoding import UnreadableError
from reader.library.location import LibraryError
from reader.search.models import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.annotations.models import Annotation
    from reader.annotations.snapshot import Snapshot
    from reader.library.library import Library
    from reader.search.backend import LocalSearch
    from reader.search.query import Query

_BREAK = "\n\n"


class NoteSearch:
    """An index of the annotations in memory, made anew when they change."""

    def __init__(self, library: Library, text_of: Callable[[str], str]) -> None:
        """Search the annotations of a library.

        Args:
            library: whose annotations.
            text_of: gives the text of an article by its path; a ``LookupError`` means that it is gone.
        """
        self._library = library
        self._text_of = text_of
        self._made: tuple[Snapshot, LocalSearch, dict[str, str]] | None = None

    def search(
        self, query: Query, limit: int, *, allowed: frozenset[str] | None, with_quotes: bool, explained: bool = False
    ) -> list[Hit]:
        """The annotated passages whose annotations answer the query, best first.

        Args:
            query: what to look for.
            limit: hits at most.
            allowed: paths of the articles that may answer; None for all.
            with_quotes: whether the words that were highlighted count, and not only what the person wrote.
            explained: whether each hit says why it was found.
        """
        store = self._library.store
        if not store.snapshot().by_id:
            return []
        search, texts = self._index()
        kept = frozenset(
            item.id
            for item in store.annotations()
            if (allowed is None or item.article.path in allowed)
            and not (with_quotes and item.motivation is Motivation.TAGGING)
        )
        found: list[Hit] = []
        for hit in search.search(query, limit, allowed=kept, per_article=1, explained=explained):
            annotation = store.get(hit.article)
            if annotation is not None and (with_quotes or hit.start < len(_written(annotation))):
                words = {texts[annotation.id][span.start : span.end] for span in hit.matches}
                found.extend(self._shown(hit, annotation, words))
        return found

    def _index(self) -> tuple[LocalSearch, dict[str, str]]:
        snapshot = self._library.store.snapshot()
        if self._made is None or self._made[0] is not snapshot:
            from reader.search.backend import LocalSearch
            from reader.search.index import IndexedText, build_index

            texts = {item.id: _text(item) for item in self._library.store.annotations()}
            index = build_index(IndexedText(id, "", text) for id, text in texts.items())  # noqa: A001 (the field's name)
            self._made = snapshot, LocalSearch(index, texts.__getitem__), texts
        return self._made[1:]

    def _shown(self, hit: Hit, annotation: Annotation, words: set[str]) -> Iterator[Hit]:
        """The annotated passage as a hit; nothing when its article is gone or the passage is not found there."""
        from reader.search.passages import passages
        from reader.search.spans import matched_spans
        from reader.search.tokens import typed_words

        path = annotation.article.path
        placed = next((item for item in self._library.anchoring.placed_in(path) if item.id == annotation.id), None)
        try:
            text = self._text_of(path)
            title = self._library.catalog.entry(path).title
        except (LookupError, LibraryError, UnreadableError):
            return
        if placed is not None and placed.position is not None:
            start, end = placed.position.start, placed.position.end
        else:
            start, end = next(passages(text), (0, 0))
        if 0 <= start < end <= len(text):
            folded = {word for matched in words for word in typed_words(matched)}
            spans = matched_spans(text[start:end], start, folded)
            shown = Hit(path, title, start, end, hit.score, text[start:end], spans, hit.explanation)
            yield replace(shown, annotation=annotation.id)


def _written(annotation: Annotation) -> str:
    """What the person wrote."""
    return _BREAK.join(part for part in (annotation.body, " ".join(annotation.tags)) if part)


def _text(annotation: Annotation) -> str:
    """All words of an annotation, what the person wrote first."""
    return _written(annotation) + _BREAK + (annotation.quote.exact if annotation.quote else "")
