"""What a person does with annotations, one transaction each, for the screen and the command line alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.errors import AnnotationError
from reader.annotations.identity import new_id, timestamp
from reader.annotations.models import (
    Anchor,
    Annotation,
    ArticleRecord,
    ArticleReference,
    Color,
    Motivation,
    Status,
)
from reader.annotations.passages import find_quote, occurrences, quoted
from reader.annotations.tagging import (
    add_tags,
    delete_tag,
    merge_tags,
    remove_tags,
    rename_tag,
    tag_articles,
    untag_articles,
)
from reader.annotations.tags import distinct, inline_tags, unique

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotations.store import AnnotationStore
    from reader.annotations.transaction import Transaction
    from reader.articles.models import Article, Span

__all__ = [
    "add_highlight",
    "add_highlights",
    "add_note",
    "add_tags",
    "attach",
    "delete_tag",
    "edit_note",
    "find_quote",
    "merge_tags",
    "occurrences",
    "remove_annotation",
    "remove_tags",
    "rename_tag",
    "set_color",
    "set_starred",
    "set_status",
    "set_tags",
    "set_title",
    "tag_articles",
    "untag_articles",
]


def add_note(
    store: AnnotationStore,
    article: Article,
    body: str,
    span: Span | None = None,
    *,
    color: Color | None = None,
    tags: Iterable[str] = (),
    creator: str | None = None,
) -> Annotation:
    """Write a note on a passage, or on the whole article; ``#tags`` in it join its tags.

    Raises:
        AnnotationError: the note is empty, a tag cannot be used, or the span leaves the article.
        StoreError: the file cannot be written.
    """
    _require_text(body)
    annotation = _on_passage(Motivation.COMMENTING, article, span, creator)
    return _saved(store, replace(annotation, body=body, tags=unique([*tags, *inline_tags(body)]), color=color))


def add_highlight(
    store: AnnotationStore,
    article: Article,
    span: Span,
    *,
    color: Color = Color.YELLOW,
    tags: Iterable[str] = (),
    creator: str | None = None,
) -> Annotation:
    """Highlight a passage.

    Raises:
        AnnotationError: a tag cannot be used, or the span leaves the article.
        StoreError: the file cannot be written.
    """
    annotation = _on_passage(Motivation.HIGHLIGHTING, article, span, creator)
    return _saved(store, replace(annotation, tags=unique(tags), color=color))


def add_highlights(
    store: AnnotationStore,
    article: Article,
    spans: Iterable[Span],
    *,
    color: Color = Color.YELLOW,
    tags: Iterable[str] = (),
    creator: str | None = None,
) -> list[Annotation]:
    """Highlight several passages in one transaction, such as all ``occurrences`` of some words.

    A passage that has a highlight already is passed over.

    Returns:
        The new highlights.

    Raises:
        AnnotationError: a tag cannot be used, or a span leaves the article.
        StoreError: the file cannot be written.
    """
    kept = unique(tags)
    made = [
        replace(_on_passage(Motivation.HIGHLIGHTING, article, span, creator), tags=kept, color=color) for span in spans
    ]
    with store.transaction() as transaction:
        present = {item.position for item in transaction.annotations(article.path) if _is_highlight(item)}
        new = [item for item in made if item.position not in present]
        for item in new:
            transaction.put(item)
    return new


def edit_note(store: AnnotationStore, id: str, body: str) -> Annotation:  # noqa: A002 - the name of the field
    """Change a note's text; ``#tags`` in it join its tags. A highlight that is given a text becomes a note.

    Raises:
        AnnotationError: the text is empty, or there is no such note or highlight.
        StoreError: the file cannot be written.
    """
    _require_text(body)
    with store.transaction() as transaction:
        annotation = _existing(transaction, id)
        if annotation.motivation is Motivation.TAGGING:
            raise AnnotationError(f"{id} is a tag, which has no text; add a note to the article instead.")
        changed = replace(
            annotation,
            motivation=Motivation.COMMENTING,
            body=body,
            tags=distinct([*annotation.tags, *inline_tags(body)]),
        )
        return _put_if_changed(transaction, annotation, changed)


def set_color(store: AnnotationStore, id: str, color: Color | None) -> Annotation:  # noqa: A002
    """Change the color of a note or highlight.

    Raises:
        AnnotationError: there is no such annotation.
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        annotation = _existing(transaction, id)
        return _put_if_changed(transaction, annotation, replace(annotation, color=color))


def set_tags(store: AnnotationStore, id: str, tags: Iterable[str]) -> Annotation:  # noqa: A002
    """Give a note or highlight these tags instead of its own.

    Raises:
        AnnotationError: a tag cannot be used, or there is no such annotation.
        StoreError: the file cannot be written.
    """
    kept = unique(tags)
    with store.transaction() as transaction:
        annotation = _existing(transaction, id)
        return _put_if_changed(transaction, annotation, replace(annotation, tags=kept))


def attach(store: AnnotationStore, id: str, article: Article, span: Span) -> Annotation:  # noqa: A002
    """Move an annotation to a passage, as after it lost its place.

    Raises:
        AnnotationError: there is no such annotation, or the span leaves the article.
        StoreError: the file cannot be written.
    """
    quote, position = quoted(article, span)
    with store.transaction() as transaction:
        annotation = _existing(transaction, id)
        changed = replace(annotation, article=reference(article), quote=quote, position=position, anchor=Anchor())
        return _put_if_changed(transaction, annotation, changed)


def remove_annotation(store: AnnotationStore, id: str) -> None:  # noqa: A002 - the name of the field
    """Remove a note, highlight or tag.

    Raises:
        AnnotationError: there is none with this id.
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        transaction.remove(id)


def set_status(store: AnnotationStore, article: Article | ArticleReference, status: Status | None) -> None:
    """Say how far one is with an article; None takes it back.

    Raises:
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        transaction.put_record(replace(_record(transaction, article), status=status))


def set_starred(store: AnnotationStore, article: Article | ArticleReference, starred: bool) -> None:  # noqa: FBT001
    """Star an article, or take the star away.

    Raises:
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        transaction.put_record(replace(_record(transaction, article), starred=starred))


def set_title(store: AnnotationStore, article: Article | ArticleReference, title: str | None) -> None:
    """Give an article a title of one's own; None takes it back.

    Raises:
        AnnotationError: the title is empty.
        StoreError: the file cannot be written.
    """
    if title is not None and not title.strip():
        raise AnnotationError("A title cannot be empty; leave it out to take the given one back.")
    with store.transaction() as transaction:
        transaction.put_record(replace(_record(transaction, article), title=title and title.strip()))


def reference(article: Article | ArticleReference) -> ArticleReference:
    """The article as an annotation names it."""
    return ArticleReference(article.path, article.sha256, article.size)


def _on_passage(motivation: Motivation, article: Article, span: Span | None, creator: str | None) -> Annotation:
    now = timestamp()
    annotation = Annotation(new_id(), now, now, motivation, reference(article), creator=creator or None)
    if span is None:
        return annotation
    quote, position = quoted(article, span)
    return replace(annotation, quote=quote, position=position, anchor=Anchor())


def _is_highlight(annotation: Annotation) -> bool:
    return annotation.motivation is Motivation.HIGHLIGHTING


def _saved(store: AnnotationStore, annotation: Annotation) -> Annotation:
    with store.transaction() as transaction:
        transaction.put(annotation)
    return annotation


def _put_if_changed(transaction: Transaction, annotation: Annotation, changed: Annotation) -> Annotation:
    if changed == annotation:
        return annotation
    changed = replace(changed, modified=timestamp())
    transaction.put(changed)
    return changed


def _existing(transaction: Transaction, id: str) -> Annotation:  # noqa: A002 - the name of the field
    annotation = transaction.get(id)
    if annotation is None:
        raise AnnotationError(f"There is no annotation {id}; `reader note list` shows them with their ids.")
    return annotation


def _record(transaction: Transaction, article: Article | ArticleReference) -> ArticleRecord:
    former = transaction.record(article.path) or ArticleRecord(article.path)
    return replace(former, sha256=article.sha256, size=article.size)


def _require_text(body: str) -> None:
    if not body.strip():
        raise AnnotationError("A note cannot be empty; write something, or remove it.")
