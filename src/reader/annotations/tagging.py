"""Tags on articles, and renaming, merging and deleting tags everywhere; one transaction each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.identity import new_id, timestamp
from reader.annotations.models import Annotation, ArticleReference, Motivation
from reader.annotations.tags import distinct, fold, normalized, unique

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotations.store import AnnotationStore
    from reader.annotations.transaction import Transaction
    from reader.articles.models import Article


def add_tags(
    store: AnnotationStore,
    article: Article | ArticleReference,
    tags: Iterable[str],
    *,
    creator: str | None = None,
) -> list[Annotation]:
    """Tag an article; tags that it has, in whatever spelling, are not added again.

    Returns:
        The new annotations, one a tag.

    Raises:
        AnnotationError: a tag is empty or holds control characters.
        StoreError: the file cannot be written.
    """
    wanted = unique(tags)
    reference = ArticleReference(article.path, article.sha256, article.size)
    added: list[Annotation] = []
    with store.transaction() as transaction:
        present = {fold(tag) for tag in transaction.article_tags(article.path)}
        for tag in wanted:
            if fold(tag) not in present:
                now = timestamp()
                made = Annotation(
                    new_id(), now, now, Motivation.TAGGING, reference, tags=(tag,), creator=creator or None
                )
                transaction.put(made)
                added.append(made)
    return added


def remove_tags(store: AnnotationStore, path: str, tags: Iterable[str]) -> list[str]:
    """Take tags off an article as a whole, in whatever spelling.

    Returns:
        The tags that were taken off, as they were spelled.

    Raises:
        StoreError: the file cannot be written.
    """
    unwanted = {fold(tag) for tag in tags}
    removed: list[str] = []
    with store.transaction() as transaction:
        for annotation in transaction.annotations(path):
            if annotation.is_article_tag:
                removed += [tag for tag in annotation.tags if fold(tag) in unwanted]
                _retag(transaction, annotation, unwanted, None)
    return removed


def rename_tag(store: AnnotationStore, old: str, new: str) -> int:
    """Give a tag another name everywhere; where both are, one stays.

    Returns:
        How many annotations changed; 0 when nothing carries the tag.

    Raises:
        AnnotationError: the new name is empty or holds control characters.
        StoreError: the file cannot be written.
    """
    return _retag_everywhere(store, [old], normalized(new), f"tag #{old} renamed to #{new}")


def merge_tags(store: AnnotationStore, first: str, second: str, into: str) -> int:
    """Make two tags one everywhere.

    Returns:
        How many annotations changed.

    Raises:
        AnnotationError: the name is empty or holds control characters.
        StoreError: the file cannot be written.
    """
    return _retag_everywhere(
        store, [first, second], normalized(into), f"tags #{first} and #{second} merged into #{into}"
    )


def delete_tag(store: AnnotationStore, tag: str) -> int:
    """Take a tag off everything.

    Returns:
        How many annotations changed.

    Raises:
        StoreError: the file cannot be written.
    """
    return _retag_everywhere(store, [tag], None, f"removal of tag #{tag}")


def _retag_everywhere(store: AnnotationStore, tags: list[str], new: str | None, label: str) -> int:
    unwanted = {fold(tag) for tag in tags}
    changed = 0
    with store.transaction(label) as transaction:
        carriers = {item.id: item for tag in tags for item in transaction.tagged(tag)}
        has_new = transaction.tagged(new) if new is not None else ()
        taken = {item.article.path for item in has_new if item.is_article_tag and item.id not in carriers}
        for annotation in carriers.values():
            path = annotation.article.path
            # An article has a tag once: of two that become one, the older stays.
            superfluous = annotation.is_article_tag and path in taken
            changed += _retag(transaction, annotation, unwanted, None if superfluous else new)
            if annotation.is_article_tag:
                taken.add(path)
    return changed


def _retag(transaction: Transaction, annotation: Annotation, unwanted: set[str], new: str | None) -> bool:
    """Replace an annotation's tags by one, or by none; an article's tag that is left with none is removed."""
    renamed = (new if fold(tag) in unwanted else tag for tag in annotation.tags)
    tags = distinct(tag for tag in renamed if tag is not None)
    if tags == annotation.tags:
        return False
    if not tags and annotation.is_article_tag:
        transaction.remove(annotation.id)
    else:
        transaction.put(replace(annotation, tags=tags, modified=timestamp()))
    return True
