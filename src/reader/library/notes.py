"""Searches what the person added: the text of notes, tags, and the words that were highlighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.models import Motivation
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.library.location import LibraryError
from reader.library.people import told_writer
from reader.search.models import Hit, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.annotations.models import Annotation
    from reader.annotations.snapshot import Snapshot
    from reader.library.library import Library
    from reader.search.backend import LocalSearch
    from reader.search.query import Query

_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class _Made:
    """An index of annotations, and what it was made from."""

    snapshot: Snapshot
    search: LocalSearch
    texts: dict[str, str]
    """All words of each annotation, by its id."""
    on_passages: frozenset[str]
    """The ids of those that are more than a tag."""


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
        self._made: _Made | None = None

    def search(
        self,
        query: Query,
        limit: int,
        *,
        allowed: frozenset[str] | None,
        among: frozenset[str] | None = None,
        with_quotes: bool,
        explained: bool = False,
    ) -> Iterator[Hit]:
        """The annotated passages whose annotations answer the query, best first; each is looked up when its turn comes.

        Args:
            query: what to look for.
            limit: hits at most.
            allowed: paths of the articles that may answer; None for all.
            among: ids of the annotations that may answer; None for all.
            with_quotes: whether the words that were highlighted count, and not only what the person wrote.
            explained: whether each hit says why it was found.
        """
        store = self._library.store
        if not store.snapshot().by_id:
            return
        made = self._index()
        kept = made.on_passages if with_quotes else None
        if allowed is not None:
            on_allowed = frozenset(item.id for path in allowed for item in store.annotations(path))
            kept = on_allowed if kept is None else on_allowed & kept
        if among is not None:
            kept = among if kept is None else among & kept
        for hit in made.search.search(query, limit, allowed=kept, per_article=1, explained=explained):
            annotation = store.get(hit.article)
            if annotation is not None and (with_quotes or hit.start < len(_written(annotation))):
                yield from self._shown(hit, annotation, made.texts[annotation.id])

    def _index(self) -> _Made:
        snapshot = self._library.store.snapshot()
        if self._made is None or self._made.snapshot is not snapshot:
            from reader.search.backend import LocalSearch
            from reader.search.index import IndexedText, build_index

            annotations = self._library.store.annotations()
            texts = {item.id: _text(item) for item in annotations}
            index = build_index(IndexedText(id, "", text) for id, text in texts.items())  # noqa: A001 (the field's name)
            on_passages = frozenset(item.id for item in annotations if item.motivation is not Motivation.TAGGING)
            self._made = _Made(snapshot, LocalSearch(index, texts.__getitem__), texts, on_passages)
        return self._made

    def _shown(self, hit: Hit, annotation: Annotation, text: str) -> Iterator[Hit]:
        """What was written as a hit on its passage; nothing when its article is gone or the passage is not there."""
        from reader.search.passages import passages
        from reader.search.spans import matched_spans
        from reader.search.tokens import typed_words

        path = annotation.article.path
        placed = next((item for item in self._library.anchoring.placed_in(path) if item.id == annotation.id), None)
        try:
            article_text = self._text_of(path)
            title = self._library.catalog.title(path)
        except (LookupError, LibraryError, UnreadableError):
            return
        about = None
        if placed is not None and placed.position is not None:
            about = Span(placed.position.start, placed.position.end)
        start, end = (about.start, about.end) if about else next(passages(article_text), (0, 0))
        if 0 <= start < end <= len(article_text):
            words = {word for span in hit.matches for word in typed_words(text[span.start : span.end])}
            passage, own = article_text[start:end], _written(annotation)
            matches = tuple(span for span in hit.matches if span.end <= len(own))
            written = Written(annotation.id, own, matches, about, told_writer(self._library, annotation.creator))
            spans = matched_spans(passage, start, words)
            yield Hit(path, title, start, end, hit.score, passage, spans, hit.explanation, written)


def _written(annotation: Annotation) -> str:
    """What the person wrote."""
    tags = (f"#{tag}" for tag in annotation.tags if f"#{tag}" not in annotation.body)
    return " ".join(filter(None, (annotation.body, *tags)))


def _text(annotation: Annotation) -> str:
    """All words of an annotation, what the person wrote first."""
    return _written(annotation) + _BREAK + (annotation.quote.exact if annotation.quote else "")
