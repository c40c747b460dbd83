"""Where reading goes on after the text was changed, or its file renamed.

A changed passage is found as the passage of an annotation is.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from reader.annotations.anchoring import reanchor
from reader.annotations.folding import FoldedText
from reader.annotations.models import Annotation, ArticleReference, Motivation
from reader.annotations.passages import quoted
from reader.articles.decoding import UnreadableError
from reader.articles.models import Span
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.articles.models import Article, ArticleFile
    from reader.library.library import Library

PASSAGE: Final = 160
"""Characters by which a place is known again."""
TRIED: Final = (0, 1, -1, 2, 3)
"""Passages from the place on that are looked for in turn; the first that is still there tells."""
LONGEST: Final = 1_000_000
"""Characters of a text in which passages are looked for; beyond, it would take a person's time."""


def followed(offset: int, before: Article, after: Article) -> int:
    """The place in the changed text that was at ``offset``; as far from the start as it was if nothing tells."""
    if after.text.startswith(before.text[: offset + PASSAGE]):
        return offset
    if max(len(before.text), len(after.text)) <= LONGEST:
        folded = FoldedText(after.text)
        for step in TRIED:
            start = offset + step * PASSAGE
            if 0 <= start < len(before.text):
                found = _place(Span(start, min(start + PASSAGE, len(before.text))), before, folded)
                if found is not None:
                    return max(0, found - step * PASSAGE)
    return min(offset, max(0, len(after.text) - 1))


def renamed(gone: Article, files: Iterable[ArticleFile], library: Library) -> str | None:
    """The path of the file that has the text of an article now; None if none does.

    A file that is renamed keeps its size and its time: only those that have both are read.
    """
    for file in files:
        if (file.size, file.modified_ns) == (gone.size, gone.modified_ns):
            with suppress(UnreadableError, LibraryError):
                if library.article(file.path).sha256 == gone.sha256:
                    return file.path
    return None


def _place(passage: Span, before: Article, after: FoldedText) -> int | None:
    """Where a passage begins now; None if it is gone."""
    quote, position = quoted(before, passage)
    here = ArticleReference(before.path, before.sha256, before.size)
    placement = reanchor(Annotation("", "", "", Motivation.HIGHLIGHTING, here, quote, position), after)
    return placement.position.start if placement.position else None
