"""Tags on articles, and renaming, merging and deleting tags everywhere; one transaction each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.identity import new_id, timestamp
from reader.annotations.models import Annotation, ArticleReference, Motivation
from reader.annotations.tags import distinct, fold, is_within, normalized, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
    return tag_articles(store, [article], tags, creator=creator)


def tag_articles(
    store: AnnotationStore,
    articles: Iterable[Article | ArticleReference],
    tags: Iterable[str],
    *,
    creator: str | None = None,
) -> list[Annotation]:
    """Tag several articles in one transaction; none gets a tag that it has.

    Returns:
        The new annotations, one for each tag on each article.

    Raises:
        AnnotationError: a tag is empty or holds control characters.
        StoreError: the file cannot be written.
    """
    wanted = unique(tags)
    distinct_articles = {article.path: article for article in articles}.values()
    added: list[Annotation] = []
    with store.transaction(_label("", wanted, len(distinct_articles))) as transaction:
        for article in distinct_articles:
            reference = ArticleReference(article.path, article.sha256, article.size)
            # What was on the articles before: looking at each new tag would cost more than writing them all.
            present = {
                fold(tag)
                for path in (article.path, *transaction.former_paths(article.path))
                for item in transaction.base.by_path.get(path, ())
                if item.is_article_tag
                for tag in item.tags
            }
            for tag in wanted:
                if fold(tag) not in present:
                    now = timestamp()
                    added.append(
                        Annotation(
                            new_id(), now, now, Motivation.TAGGING, reference, tags=(tag,), creator=creator or None
                        )
                    )
        for made in added:
            transaction.put(made)
    return added


def untag_articles(store: AnnotationStore, paths: Iterable[str], tags: Iterable[str]) -> int:
    """Take tags off several articles as wholes, in whatever spelling, in one transaction.

    Returns:
        How many tags were taken off.

    Raises:
        StoreError: the file cannot be written.
    """
    unwanted = tuple(tags)
    with store.transaction() as transaction:
        before = {path: len(transaction.annotations(path)) for path in paths}
        removed = _untag(transaction, before, unwanted)
        changed = sum(len(transaction.annotations(path)) != count for path, count in before.items())
        transaction.label = _label("removal of ", unwanted, changed)
    return len(removed)


def remove_tags(store: AnnotationStore, path: str, tags: Iterable[str]) -> list[str]:
    """Take tags off an article as a whole, in whatever spelling.

    Returns:
        The tags that were taken off, as they were spelled.

    Raises:
        StoreError: the file cannot be written.
    """
    with store.transaction() as transaction:
        return _untag(transaction, [path], tags)


def rename_tag(store: AnnotationStore, old: str, new: str) -> int:
    """Give a tag another name everywhere, and those nested in it with it; where both are, one stays.

    Returns:
        How many annotations changed; 0 when nothing carries the tag.

    Raises:
        AnnotationError: the new name is empty or holds control characters.
        StoreError: the file cannot be written.
    """
    return _retag_everywhere(store, [old], normalized(new), f"tag #{old} renamed to #{new}")


def merge_tags(store: AnnotationStore, first: str, second: str, into: str) -> int:
    """Make two tags one everywhere, and those nested in them nested in it.

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
    """Take a tag off everything; those nested in it stay.

    Returns:
        How many annotations changed.

    Raises:
        StoreError: the file cannot be written.
    """
    return _retag_everywhere(store, [tag], None, f"removal of tag #{tag}")


def _label(done: str, tags: Iterable[str], count: int) -> str:
    """What a person did to several articles; of one, what changed tells."""
    return f"{done}{' '.join('#' + tag for tag in tags)} on {count:,} articles" if count > 1 else ""


def _untag(transaction: Transaction, paths: Iterable[str], tags: Iterable[str]) -> list[str]:
    unwanted = {fold(tag) for tag in tags}
    removed: list[str] = []
    for item in [item for path in dict.fromkeys(paths) for item in transaction.annotations(path)]:
        if item.is_article_tag:
            removed += [tag for tag in item.tags if fold(tag) in unwanted]
            _retag(transaction, item, [tag for tag in item.tags if fold(tag) not in unwanted])
    return removed


def _retag_everywhere(store: AnnotationStore, tags: list[str], new: str | None, label: str) -> int:
    def renamed(tag: str) -> str | None:
        folded = fold(tag)
        for old in map(fold, tags):
            if folded == old:
                return new
            if new is not None and is_within(folded, old):
                # Folding may change a tag's length, but never that of what is between two slashes.
                return "/".join([new, *tag.split("/")[old.count("/") + 1 :]])
        return tag

    changed = 0
    with store.transaction(label) as transaction:
        carriers = {item.id: item for tag in tags for item in transaction.tagged(tag)}
        taken = _taken(transaction, carriers, renamed)
        for annotation in carriers.values():
            names = [renamed(tag) for tag in annotation.tags]
            if annotation.is_article_tag:
                # An article has a tag once: of two that become one, the older stays.
                path = annotation.article.path
                names = [name for name in names if name and (path, fold(name)) not in taken]
                taken |= {(path, fold(name)) for name in names if name}
            changed += _retag(transaction, annotation, names)
    return changed


def _taken(
    transaction: Transaction, carriers: Mapping[str, Annotation], renamed: Callable[[str], str | None]
) -> set[tuple[str, str]]:
    """The new names that articles have already: path and tag."""
    names = {fold(name) for item in carriers.values() for tag in item.tags if (name := renamed(tag)) is not None}
    others = (item for name in names for item in transaction.base.carrying(name) if item.id not in carriers)
    return {(item.article.path, fold(tag)) for item in others if item.is_article_tag for tag in item.tags}


def _retag(transaction: Transaction, annotation: Annotation, names: Iterable[str | None]) -> bool:
    """Give an annotation these tags, None aside; an article's tag that is left with none is removed."""
    tags = distinct(name for name in names if name is not None)
    if tags == annotation.tags:
        return False
    if not tags and annotation.is_article_tag:
        transaction.remove(annotation.id)
    else:
        transaction.put(replace(annotation, tags=tags, modified=timestamp()))
    return True
