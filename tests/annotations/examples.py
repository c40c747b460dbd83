"""Articles and annotations to try things on."""

from __future__ import annotations

from typing import Any

from reader.annotations.identity import new_id, timestamp
from reader.annotations.models import Annotation, ArticleReference, Motivation
from reader.articles.models import Article

TEXT = "Chips are scarce. Makers of chips ask for more.\nNobody has chips to give.\n"


def article(path: str = "folder/one.txt", text: str = TEXT) -> Article:
    """An article with this text."""
    return Article(
        path=path,
        title="One",
        text=text,
        words=len(text.split()),
        size=len(text.encode()),
        sha256="0" * 64,
        modified_ns=1,
        encoding="utf-8",
        notices=(),
    )


def annotation(path: str = "folder/one.txt", **fields: Any) -> Annotation:  # noqa: ANN401 - fields of any kind
    """A note on an article, with these fields."""
    now = timestamp()
    given = {
        "id": new_id(),
        "created": now,
        "modified": now,
        "motivation": Motivation.COMMENTING,
        "article": ArticleReference(path, "0" * 64, 75),
        "body": "A note.",
    }
    return Annotation(**{**given, **fields})
