"""Look-ups by id, article and tag, each from an index; the store and a transaction share them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from reader.annotations.people import folded
from reader.annotations.tags import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotations.encoding import Document
    from reader.annotations.models import Annotation, ArticleRecord, TagCount
    from reader.annotations.snapshot import Snapshot


def combined(path: str, records: Iterable[ArticleRecord | None]) -> ArticleRecord | None:
    """One record of several that are of one article; of two that say different things, the first is believed."""

    def filled(record: ArticleRecord, other: ArticleRecord) -> ArticleRecord:
        return replace(
            record,
            title=record.title or other.title,
            status=record.status or other.status,
            starred=record.starred or other.starred,
            extra={**other.extra, **record.extra},
        )

    found = [*filter(None, records)]
    return replace(reduce(filled, found), path=path) if found else None


class Lookups(ABC):
    """Answers from a snapshot."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """What the answers are taken from."""

    def annotations(self, path: str | None = None) -> tuple[Annotation, ...]:
        """Annotations of an article, or all: by article, then by place in it, then by age. No tombstones."""
        by_path = self.snapshot().by_path
        if path is not None:
            return by_path.get(path, ())
        return tuple(annotation for name in sorted(by_path) for annotation in by_path[name])

    def get(self, id: str) -> Annotation | None:  # noqa: A002 - the name of the field
        """The annotation with this id; None when there is none or it was removed."""
        return self.snapshot().by_id.get(id)

    def tombstones(self) -> tuple[Annotation, ...]:
        """What is left of removed annotations."""
        return tuple(self.snapshot().tombstones.values())

    def tagged(self, tag: str) -> tuple[Annotation, ...]:
        """Annotations that carry a tag or one nested in it (``china/chips`` in ``china``), however it is spelled.

        The oldest come first.
        """
        return tuple(self.snapshot().tagged(tag))

    def tags(self) -> tuple[TagCount, ...]:
        """All tags with their counts, by name; each as it was first spelled."""
        return self.snapshot().tag_counts

    def article_tags(self, path: str) -> tuple[str, ...]:
        """The tags on an article as a whole, in the order in which they were added."""
        return distinct(tag for item in self.annotations(path) if item.is_article_tag for tag in item.tags)

    def people(self) -> tuple[str, ...]:
        """Who wrote annotations or made rulings, by name; each as they are first spelled."""
        return self.snapshot().people

    def written_by(self, people: Iterable[str]) -> tuple[Annotation, ...]:
        """The annotations of these people, however their names are spelled."""
        wanted = set(map(folded, people))
        found = self.snapshot().by_creator.items()
        return tuple(item for creator, items in found if creator and folded(creator) in wanted for item in items)

    def record(self, path: str) -> ArticleRecord | None:
        """What a person said of an article; None when nothing."""
        return self.snapshot().records.get(path)

    def records(self) -> tuple[ArticleRecord, ...]:
        """All that a person said of articles, by path."""
        records = self.snapshot().records
        return tuple(records[path] for path in sorted(records))

    def rulings(self) -> tuple[Document, ...]:
        """The rulings on entities, as the file holds them; no removed ones."""
        return tuple(item for item in self.snapshot().rulings.values() if item.get("deleted") is None)

    def ruling(self, id: str) -> Document | None:  # noqa: A002 - the name of the field
        """The ruling with this id; None when there is none or it was removed."""
        found = self.snapshot().rulings.get(id)
        return None if found is None or found.get("deleted") is not None else found

    def ruling_tombstones(self) -> tuple[Document, ...]:
        """What is left of removed rulings."""
        return tuple(item for item in self.snapshot().rulings.values() if item.get("deleted") is not None)
